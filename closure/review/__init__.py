"""The scrutiny review: a report read part by part, questioned, answered, and found upon."""
