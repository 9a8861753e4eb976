"""Verdicts told to people: every clause with standing, citation, found, needed, missing, gap."""
