"""Screening: the same criteria over tables, as expressions over small integers."""
