"""Notices in the site, by mail and by SMS, with what became of each."""
