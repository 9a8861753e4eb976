"""The office's dated decisions: parameters, quotas, extensions of deadlines."""
