"""The demonstration: a made-up world, a clock that can be moved, links that sign in."""
