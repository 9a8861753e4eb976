"""Criteria: a closed kernel, and an open set of predicates that rewrite into it."""
