"""Pages of the lesson log. Each view calls one action."""
