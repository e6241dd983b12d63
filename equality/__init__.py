"""Equality assessments in versions, the actions of their plans, and the questions by which a plan is monitored."""
