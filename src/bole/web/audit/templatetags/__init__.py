"""Tags of the auditor's page."""
