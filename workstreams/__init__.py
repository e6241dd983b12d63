"""The workstreams of a programme, how each stands, and the actions that go on after it."""
