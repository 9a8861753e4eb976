"""One folder for each document: `document.py` builds its data, `template.typ` sets them."""
