"""What `bole fsck` looks at: one module each, with a LABEL and `look()`."""
