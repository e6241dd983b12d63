# Each command does all of its own set-up; docs/operations.md says what it needs from the machine.
# Debian's own Python before any other: it is built for speed (docs/adr/0039).
MAKES_VENV = $(shell $(1) -c "import ensurepip, venv" 2>/dev/null && command -v $(1))
PYTHON := $(firstword $(foreach one,/usr/bin/python3.11 python3.11 python3,$(call MAKES_VENV,$(one))) python3)
VENV := .venv/bin

.PHONY: setup test-setup run test screenshots bench lint lock

setup:
	@$(PYTHON) tools/setup.py

test-setup:
	@$(PYTHON) tools/setup.py --tests

run: setup
	@exec $(VENV)/python -m tools.run

test: test-setup
	@$(VENV)/python -m tools.test $(ARGS)

screenshots: test-setup
	@$(VENV)/python -m tools.screenshots

bench: test-setup
	@$(VENV)/python -m bench.run

lint: test-setup
	@$(VENV)/ruff check .

# After a change to requirements*.in (needs uv). No registry address may stand in a lock.
COMPILE := UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --quiet --generate-hashes --no-emit-index-url --python-version 3.11
lock:
	$(COMPILE) requirements.in -o requirements.lock
	$(COMPILE) --constraint requirements.lock requirements-dev.in -o requirements-dev.lock
