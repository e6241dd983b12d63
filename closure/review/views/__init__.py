"""The pages of scrutiny reviews."""
