"""Pages of accounts: signing in, links, one's own account, consents, recovery."""
