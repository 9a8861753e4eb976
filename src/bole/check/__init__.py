"""Checking a pack: lint, cases, coverage of its conditions, mutants."""
