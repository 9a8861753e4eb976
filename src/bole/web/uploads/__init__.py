"""The pages of a draft's materials."""
