"""`python -m bole` is the `bole` command."""

from bole.cli import main

if __name__ == "__main__":
    main()
