"""Reports are drawn up in tests by the product's engine; content that any process of the tests drew
before has the same files, and is not drawn again.
"""

from django.conf import settings

from reports import drawing
from reports.engine import engine
from tests import kept
from tests.drawn_before import drawn_before


def by_engine(content):
    return engine.draw(content, settings.RENDER_SOFT_SECONDS, lambda *told: None)


def draw(report, at, render=by_engine):
    """The report, drawn up as at a moment."""
    return drawing.draw(report.pk, lambda: at, render=drawn_before(kept.drawn(), render))
