"""Findings of the checks as documents: text, JSON, workflow commands of GitHub, and SARIF."""
