"""Pages of the milestone log. Each view calls one action."""
