"""Papers: what people write for a meeting, part by part, beside what the logs say."""
