"""Programmes that one can apply for: the list, one page each, its clauses."""
