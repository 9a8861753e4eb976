"""Stewardship as data: registers, plans and tickets, each with a pure reducer.

What happens around recognition (who is in a pool, what is assessed when, who asked for what)
is written in a pack's `stewardship.yaml`. The reducers take a state and an act, and return the
next state or say in words why it cannot be; they are told the day and never ask the clock.
"""
