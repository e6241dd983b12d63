"""The first report of a demo programme: defined, drawn up at its moment, published by the officer."""

from programme.models import Body

from . import actions, drawing, schedule


def load(programme, data, people):
    """Defines the file's report, draws up what was due by the day it was published, and publishes it."""
    facts = dict(data["report"])
    defined, published = facts.pop("defined"), facts.pop("published")
    body = Body.objects.get(programme=programme, name=facts.pop("body"))
    officer = people["democratic"]
    definition = actions.define_report(programme=programme, by=officer, at=defined, body=body, **facts)
    schedule.raise_due(published)
    for report in definition.reports.all():
        drawn = drawing.draw(report.pk, lambda: published)
        actions.publish_report(drawn, by=officer, at=published, sha256=drawn.pdf_sha256)
