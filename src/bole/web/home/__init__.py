"""Where people arrive after signing in: what is next for them, in every role."""
