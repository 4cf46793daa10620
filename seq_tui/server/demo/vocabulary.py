"""Vocabulary of the demo account: Larkfield, an invented maker of cargo bikes, and its sales.

Each table that generated names draw from has sixteen entries, so that four bits choose one.
"""

from __future__ import annotations

from typing import NamedTuple

NAMES = {
    1700155: "Ines Moreau",
    1700162: "Tomasz Wrona",
    1700171: "Hanna Lindqvist",
    1700188: "Marek Zieliński",
    1703204: "Aoife Byrne",
    1703219: "Jonas Keller",
    1711340: "Lucía Ferrer",
    1711342: "Piotr Sowa",
    1726015: "Greta Holm",
    1731877: "Owen Hartley",
    1740020: "Camille Roux",
    1752963: "Nadia Petrova",
}
"""The users who created the sequences, by id."""

PEOPLE = tuple(NAMES)


class Topic(NamedTuple):
    """The subject of a sequence, and the tasks that it may contain."""

    name: str
    tasks: tuple[str, ...]


TOPICS = (
    Topic(
        "Trial",
        (
            "Call: is the trial bike in use? Offer a ride-along if it stands still",
            "Send the two reference customers closest to them",
            "Call before the trial ends: price, leasing, next step",
        ),
    ),
    Topic(
        "Trial expired",
        (
            "Call: what stopped them? Note the reason on the lead",
            "Ask the regional lead whether a second trial is worth it",
        ),
    ),
    Topic(
        "Winback 90",
        (
            "Read the last three notes, then call their old contact",
            "Check who moved: is our champion still there?",
        ),
    ),
    Topic(
        "Renewal",
        (
            "Pull mileage and repairs of the year; put both in the offer",
            "Call the fleet manager; no e-mail before that",
            "Confirm the purchase order number",
        ),
    ),
    Topic(
        "Dealer onboarding",
        (
            "Book the workshop training (half a day, on site)",
            "Check that the demo bike has arrived and is assembled",
            "Call after the first sale: what was missing?",
        ),
    ),
    Topic(
        "Quote follow-up",
        (
            "Call: has the quote reached whoever signs?",
            "Ask for the date of the decision; put it on the deal",
        ),
    ),
    Topic(
        "Test ride",
        (
            "Call the morning after: which hill, which load, which rider?",
            "Reserve a bike of the right size at the nearest dealer",
        ),
    ),
    Topic(
        "Trade fair leads",
        (
            "Match badge scans with the notes from the stand",
            "Call everyone marked A within two days",
            "Return the B leads to marketing with a reason",
        ),
    ),
    Topic(
        "Service plan",
        (
            "Count their bikes out of warranty",
            "Call: who repairs the bikes today, and how fast?",
        ),
    ),
    Topic(
        "Battery upgrade",
        (
            "Look up serial numbers and charge cycles",
            "Agree on a swap day with the workshop",
        ),
    ),
    Topic(
        "Fleet pilot",
        (
            "Agree on three routes and one measure of success",
            "Visit in week two; take pictures",
            "Write the pilot report, one page",
        ),
    ),
    Topic(
        "Webinar",
        (
            "Answer the questions left open in the chat",
            "Call those who stayed until the end",
        ),
    ),
    Topic(
        "Inbound",
        (
            "Call within the hour",
            "Find out: how many bikes, for whom, by when",
            "Hand over to the regional lead, with notes",
        ),
    ),
    Topic(
        "Cold outreach",
        (
            "Find the person who runs deliveries, not the press office",
            "Call; leave no voicemail on the first try",
        ),
    ),
    Topic(
        "Reference visit",
        (
            "Ask the host customer for two dates",
            "Confirm bikes, helmets and lunch",
            "Call the day after the visit",
        ),
    ),
    Topic(
        "Price list change",
        (
            "Check open quotes against the new list",
            "Call every account with a quote older than 30 days",
        ),
    ),
)

MARKETS = (
    ("Nordics", "sv-SE"),
    ("DACH", "de-DE"),
    ("Benelux", "nl-NL"),
    ("UK & Ireland", "en-GB"),
    ("France", "fr-FR"),
    ("Iberia", "es-ES"),
    ("Italia", "it-IT"),
    ("Polska", "pl-PL"),
    ("Česko", "cs-CZ"),
    ("日本", "ja-JP"),
    ("한국", "ko-KR"),
    ("台灣", "zh-TW"),
    ("Australia & NZ", "en-AU"),
    ("Canada", "en-CA"),
    ("US West", "en-US"),
    ("US East", "en-US"),
)
"""Markets of Larkfield, with the language of the unsubscribe page there."""

SITUATIONS = (
    "no reply",
    "second try",
    "after the call",
    "warm",
    "cold",
    "short",
    "long",
    "price asked",
    "opened twice",
    "out of office",
    "board approval",
    "budget next year",
    "new contact",
    "competitor in place",
    "grant pending",
    "ready to order",
)

SEASONS = (
    "Q1",
    "Q2",
    "Q3",
    "Q4",
    "H1",
    "H2",
    "spring",
    "summer",
    "autumn",
    "winter",
    "pre-season",
    "peak season",
    "Easter",
    "Black Week",
    "year-end",
    "new year",
)

AUDIENCES = (
    "bakeries",
    "campsites",
    "city councils",
    "couriers",
    "craftspeople",
    "dealers",
    "employers",
    "facility teams",
    "grocers",
    "hospitals",
    "hotels",
    "leasing partners",
    "postal services",
    "rental fleets",
    "universities",
    "wholesalers",
)

PRODUCTS = (
    "Wren",
    "Wren Family",
    "Heron 250",
    "Heron 400",
    "Heron Cold",
    "Stork",
    "Stork XL",
    "Pelican",
    "Pelican Flatbed",
    "Ox 600",
    "Ox Trailer",
    "Dock 4",
    "Dock 12",
    "Care",
    "Care Plus",
    "Fleet Desk",
)

NAMINGS = (
    "{topic} · {market} · {situation}",
    "{topic} {season} – {market}",
    "{market}: {topic} for {audience}",
    "{product} | {topic} | {market}",
)
"""Four naming conventions, as in any account with a dozen authors; each has topic and market."""

RHYTHMS = (
    "e0d r2d e3d",
    "e0d r1d t4h e2d",
    "e0d r3d t1d e4d r2d",
    "e1d r2d t2d e3d r3d e5d",
    "t0d e1h r2d t2d",
    "e0d e2d e2d e3d",
    "e2h r1d r2d t1d e4d",
    "e0d r2d t2d e3d r2d t1d e5d",
    "e0d t1d",
    "e0d r1d r1d e2d t3d e3d r4d e5d",
    "t0d t4h e2h r1d t2d",
    "e0d r4d e5d r5d",
    "e0d t2d r4h e3d t2d",
    "e1h r24h r48h e72h",
    "e0d r2d e3d t1d r2d e4d t1d r3d e5d",
    "t1d e0h r3d",
)
"""Steps in the notation of `seq_tui.server.demo.recipe.Recipe`: three to nine, over weeks."""
