"""Facts kept once: fact sheets with versions, changes and conflicts."""
