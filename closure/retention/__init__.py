"""How long records are kept, what holds them, how they go, and what there is about one person."""
