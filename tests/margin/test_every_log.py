"""What stands beside rows is on the page of every log: one mechanism, and no log says anything."""

from django.urls import reverse

from margin.comments import comment
from margin.evidence import add_evidence
from tests.contract.conftest import *  # noqa: F403  (its fixtures)
from tests.contract.kit import SLUG, each_log
from tests.contract.world import NOW
from tests.reading import words
from tests.world import A_PDF


@each_log
def test_a_row_of_every_log_has_evidence_and_comments_beside_it(w, kit):
    entry = w.make(kit, next(iter(kit.subjects)))
    who = {"by": w.person("programme_manager"), "at": NOW}
    row = add_evidence(entry, title="Minutes signed", file=A_PDF, why="Kept", **who)
    comment(entry, text="Look at the minutes", **who)
    page = w.open(kit.url(entry))
    said = words(page)
    assert "Minutes signed" in said and "Comments (1 open)" in said and "Look at the" in said
    file = reverse("margin:file", args=[SLUG, kit.name, entry.reference, row.pk])
    assert f'href="{file}"' in page.content.decode()
    for section in kit.sections:
        content = w.content(section.key)
        rows = [row for one in (content, *content.get("parts", ())) for row in one["rows"]]
        shown = entry.reference in [row.get("reference") for row in rows]
        assert any("Minutes signed" in note for note in content["notes"]) == shown
