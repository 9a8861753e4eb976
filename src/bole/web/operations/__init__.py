"""What those who run the site do: backup, restore, checks of what is stored, the worker."""
