"""Judging: one person's facts against a pack, on a day, at a stage, at an assurance."""
