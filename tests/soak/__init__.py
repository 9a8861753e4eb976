"""`make soak`: kills, restarts, a full disk and the last second, with thousands of submissions."""
