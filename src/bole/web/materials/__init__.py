"""Files and folders: checked, stored by hash, sealed where sensitive."""
