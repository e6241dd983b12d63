"""The risk register and the issue log that a risk that has happened moves into."""
