"""Synthetic populations: invented persons and records of any size, the same for the same seed."""
