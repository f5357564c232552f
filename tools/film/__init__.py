"""The nouns of the field: frozen models, no I/O. Everything above speaks them."""
