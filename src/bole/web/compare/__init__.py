"""One person's answers beside every programme: standings, nearest gaps, rounds apart."""
