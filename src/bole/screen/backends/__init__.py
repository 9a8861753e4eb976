"""Engines that run a query; each imports only its own."""
