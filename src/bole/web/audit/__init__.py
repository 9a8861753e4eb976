"""What was done, by whom and why: chained, anchored, and never changed."""
