"""What was learned, stage by stage, and what became of it: who adopted it, or why not."""
