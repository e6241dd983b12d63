"""Pages of the benefits. Each view calls one action."""
