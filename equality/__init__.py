"""Equality assessments in versions, their plans, and the questions by which a plan is monitored."""
