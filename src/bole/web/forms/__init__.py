"""The pages of a draft's form, made from the pack."""
