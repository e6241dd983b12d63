"""Pages of the budget and the reserves. Each view calls one action."""
