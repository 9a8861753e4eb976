"""Who signs in: accounts, activation, second factor, consents."""
