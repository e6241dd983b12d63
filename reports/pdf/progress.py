"""How far a rendering is, read from what the PDF engine logs about its steps."""

import logging
from collections.abc import Callable
from contextlib import contextmanager

Progress = Callable[[int, str], None]
STEPS = logging.getLogger("weasyprint.progress")


@contextmanager
def reported(progress: Progress | None):
    """While the block runs, calls `progress` with per cent done and a few words."""
    if progress is None:
        yield
        return
    handler, level = _StepHandler(progress), STEPS.level
    STEPS.addHandler(handler)
    STEPS.setLevel(logging.INFO)
    try:
        yield
    finally:
        STEPS.removeHandler(handler)
        STEPS.setLevel(level)


class _StepHandler(logging.Handler):
    """The number of pages is not known beforehand: the percentage rises towards its end."""

    def __init__(self, progress: Progress):
        super().__init__(logging.INFO)
        self.progress = progress
        self.percent = 0

    def emit(self, record: logging.LogRecord):
        step, page = record.getMessage()[:6], record.args[0] if record.args else None
        if step == "Step 5" and isinstance(page, int):
            self._tell(10 + 75 * page // (page + 8), f"Laying out page {page}")
        elif step in ("Step 6", "Step 7"):
            self._tell(90, "Writing the PDF")
        elif step < "Step 5":
            self._tell(5, "Reading the rows")

    def _tell(self, percent: int, words: str):
        self.percent = max(self.percent, percent)
        self.progress(self.percent, words)

    def handleError(self, record: logging.LogRecord):
        """A caller that cannot be told must hear of it: logging would swallow the error."""
        raise
