"""The self-check: questions in the order in which they decide, and the match tree at the end."""
