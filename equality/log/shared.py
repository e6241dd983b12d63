"""What the logs of the assessments and of their plans share."""

MOST_NEEDS = 20
