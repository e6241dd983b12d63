"""Pages of equality assessments, and of the actions of their plans. Each view calls one action."""
