"""Reports: what is drawn up, when, for which meeting, and what was published for good."""
