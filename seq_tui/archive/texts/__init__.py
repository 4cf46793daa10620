"""What the e-mail templates of an account say, as an archive keeps it beside the sequences."""
