"""The procedure as data: a pure reducer over stages, limits and due dates."""
