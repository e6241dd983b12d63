# Each command does all of its own set-up; docs/operations.md says what it needs from the machine.
PYTHON := $(shell command -v python3.11 || command -v python3)
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
