"""The web site: Django features, each a folder; `common` below, `config` above all of them."""
