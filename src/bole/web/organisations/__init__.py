"""Organisations, who acts for them, and which desk handles what."""
