"""The documents by which a programme was begun and is run, version by version."""
