"""The rows of all logs are disposed of, with what belongs to them and their history; then all
papers of the programme.
"""

import hashlib
import json
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from closure.after.querysets import waiting_in
from closure.archive import chains, making, records, verifying
from closure.closing.actions import reopen_programme
from closure.models import (
    BenefitReview,
    Explanation,
    LegalHold,
    LiftedHold,
    PlannedReview,
    ReviewedBenefit,
)
from closure.retention.emptying import emptied_columns
from closure.retention.kinds import is_of_a_log
from documents.actions import add_edition
from documents.models import Document
from intake.models import Import
from lessons.models import Lesson
from margin.models import Comment, Evidence
from programme.formats import DISPOSED
from programme.log import logs
from programme.models import AuditEvent, Programme
from programme.my_work import counts_of
from programme.position import Position
from programme.ui.views.registers import LogView
from programme.uploads import HandedIn, stored_name
from risks.actions import add_risk
from risks.models import Risk
from savings.models import Achievement, Saving
from search.models import Document as Found
from tests import kept
from tests.factories import MARCH_2012
from tests.filled import *  # noqa: F403
from tests.reading import links, words
from tests.stack import Stack
from tests.test_odd_values import urls  # noqa: F401  (a row of everything, every role)

from .disposing import dispose

OF_PAPERS = ("published", "reports:", "papers:", "closure:review", "meeting")


def words_left(programme):
    """Words that stand in rows of the logs, or below them."""
    found = []
    for model, way in records.models().items():
        if not is_of_a_log(model):
            continue
        texts = [
            one.name
            for one in model._meta.concrete_fields
            if one.name in emptied_columns(model)
            if isinstance(one, models.CharField | models.TextField) and not one.choices
        ]
        for row in model._base_manager.filter(**{way: programme.pk}):
            said = {getattr(row, name) for name in texts} - {"", DISPOSED}
            found += [(model._meta.label, one) for one in said]
    return found


def in_a_log(address):
    """Whether an address is that of a page of a log, or of one of its rows."""
    return isinstance(address.view, type) and issubclass(address.view, LogView) and address.view.log


def lift_holds():
    for hold in LegalHold.objects.filter(lifted=None):
        LiftedHold.objects.create(hold=hold, reason="Settled", recorded_at=MARCH_2012)


def broken(client, found):
    """The pages about papers and meetings that break, and where they lead to nothing."""
    shown = {url: client.get(url) for one, url in found.items() if one.name.startswith(OF_PAPERS)}
    pages = [one for one in shown.values() if one.status_code in (200, 410)]
    ways = {way.split("#")[0] for one in pages for way in links(one) if way.startswith("/")}
    shown |= {url: client.get(url) for url in ways - {*found.values()}}
    return [url for url, one in shown.items() if one.status_code in (404, 500)]


@pytest.mark.django_db
def test_rows_of_all_logs_go_with_their_history_and_then_all_papers(
    programme,
    urls,  # noqa: F811
    client,
    filler,
    tmp_path,
    django_capture_on_commit_callbacks,
):
    assert words_left(programme)
    posted = {"saving": Saving.objects.first(), "financial_year": "2011/12", "evidence": "Ledger"}
    posted |= {"recorded_at": MARCH_2012, "recorded_by_name": "Accountant"}
    first = Achievement.objects.create(number=7, amount=500, **posted)
    Achievement.objects.create(number=8, amount=-500, reverses=first, **posted)
    who = {"by": filler, "at": MARCH_2012}
    own = HandedIn("own.pdf", b"%PDF-1.7 its own", "pdf")
    document = add_edition(Document.objects.first(), label="9", changed="All", file=own, **who)
    said = {"programme": programme, "recorded_at": MARCH_2012, "recorded_by": filler}
    brought = {"upload": document.editions.last().upload, "log": "risks", "rows": [["R1"]]}
    Import.objects.create(preview={"R1": "Pay"}, answers={"R1": "Pay"}, **brought, **said)
    review = {"planned": PlannedReview.objects.first(), "as_at": MARCH_2012.date()}
    review = BenefitReview.objects.create(recorded_at=MARCH_2012, recorded_by=filler, **review)
    judged = {"log": "benefits", "reference": "B1", "title": "Pay", "judged": "realised"}
    ReviewedBenefit.objects.create(review=review, reason="Seen", **judged)
    PlannedReview.objects.create(on=MARCH_2012.date(), reviewer=filler, **said)
    assert waiting_in([programme])
    explained = {"about": "risks.open.R1", "words": "R1 Pay is open", "text": "It is watched"}
    Explanation.objects.create(**explained, **said)
    risk, name = (
        Risk.objects.order_by("pk").first(),
        stored_name(document.editions.last().upload.sha256),
    )
    sha256 = hashlib.sha256(records.written(risk)).hexdigest()
    assert default_storage.exists(name) and Lesson.objects.read_by(filler).exists()
    with django_capture_on_commit_callbacks(execute=True):
        removal = dispose(programme, "rows")
    assert removal.rows.get(table_name="risks_risk", row_id=risk.pk).sha256 == sha256
    assert not default_storage.exists(name)
    assert not Lesson.objects.read_by(filler).exists() and counts_of(filler) == []
    found = set(Found.objects.values_list("kind", flat=True))
    assert found.isdisjoint(log.name for log in logs())
    position = Position.on(Programme.objects.get(pk=programme.pk), timezone.localdate())
    assert [log.name for log in logs() if log.entries(position)] == []
    assert words_left(programme) == []
    brought = Import.objects.last()  # what repeats words of rows goes with them
    assert (brought.rows, brought.preview, brought.answers) == ([], {}, {})
    assert set(Explanation.objects.values_list("words", "text")) == {(DISPOSED, DISPOSED)}
    assert set(ReviewedBenefit.objects.values_list("title", "reason")) == {(DISPOSED, DISPOSED)}
    assert Programme.objects.get(pk=programme.pk).fixed_at == MARCH_2012
    assert not removal.rows.filter(is_open=True).exists()
    certificate = f"/programmes/{programme.slug}/closure/retention/{removal.pk}/"
    shown = client.get(next(url for one, url in urls.items() if one.name == "closure:row"))
    assert "disposed of with all rows" in shown.content.decode()
    home = f"/programmes/{programme.slug}/"
    for where in (f"{home}closure/retention/", certificate):  # evidence has a class of its own
        [left] = [one for one in links(client.get(where)) if one.endswith("of/evidence/")]
    shown, evidence = client.get(left), Evidence.objects.first()
    assert evidence.title in words(shown) and f"{left}{evidence.pk}/file/" in links(shown)
    assert client.get(f"{left}{evidence.pk}/file/").content == b"%PDF-1.7 not looked into"
    shown = words(client.get(left.replace("evidence", "comments")))
    assert Comment.objects.standing().first().text in shown
    assert Found.objects.get(kind="evidence", subject_id=evidence.pk).address == left
    shown = client.get(f"/programmes/{programme.slug}/closure/benefit-reviews/")
    assert shown.status_code == 410 and certificate in links(shown)
    assert waiting_in([programme]) == []
    history = AuditEvent.objects.filter(programme=programme).count()
    lift_holds()
    for kind in ("custody", "reviews", "history"):
        last = dispose(programme, kind)
    assert last.chain.events > history > 50 and not AuditEvent.objects.filter(verb="scored")
    for page in ("", "logs/"):
        shown = client.get(f"/programmes/{programme.slug}/{page}")
        assert certificate in shown.content.decode(), page
    with pytest.raises(ValidationError, match="were disposed of"):
        who = {"by": filler, "at": timezone.now()}
        closed = Programme.objects.get(pk=programme.pk)
        add_risk(programme=closed, title="A", likelihood=1, impact=1, **who)
    with pytest.raises(ValidationError, match="disposed of: it stays closed"):
        reopen_programme(closed, decision=None, why="A claim came in", **who)
    for kind in ("papers", "background", "drafts"):
        with django_capture_on_commit_callbacks(execute=True):
            dispose(programme, kind)
    with (tmp_path / "one.zip").open("wb") as file:
        making.write(closed, file, by=filler, at=timezone.now())
    assert verifying.faults(tmp_path / "one.zip") == []
    stack = Stack(tmp_path / "data", like=kept.empty())
    stack.python("manage.py", "load_archive", str(tmp_path / "one.zip"))
    stack.python("manage.py", "make_archive", programme.slug, "--output", str(tmp_path / "2.zip"))
    stack.close()
    first, again = (zipfile.ZipFile(tmp_path / f"{name}.zip") for name in ("one", "2"))
    names = first.namelist()
    same = [name for name in names if name.startswith("records/")]
    assert [name for name in same if first.read(name) != again.read(name)] == []
    differ = {name for name in names if first.read(name) != again.read(name)}
    assert differ == {"manifest.json", "manifest.sha256", "index.html", "logs/history.json"}
    told = [json.loads(one.read("logs/history.json")) for one in (first, again)]
    assert told[0] | {"at": ""} == told[1] | {"at": ""}  # when the archive was made
    assert "logs/history.csv" in names and "logs/risks.csv" not in names
    assert chains.broken(again) == [] and "closure.HistoryChain" in str(names)
    assert [name for name in names if name.startswith("files/reports/")] == []


@pytest.mark.once
@pytest.mark.django_db
def test_every_page_says_that_rows_were_disposed_of_and_none_breaks(
    programme,
    urls,  # noqa: F811
    client,
    django_capture_on_commit_callbacks,
):
    removal = dispose(programme, "rows")
    certificate = f"/programmes/{programme.slug}/closure/retention/{removal.pk}/"
    lift_holds()
    for kind in ("custody", "reviews", "history"):
        dispose(programme, kind)
    wrong = [
        (address.name, answer.status_code)
        for address, url in urls.items()
        if not in_a_log(address) or address.name.endswith((":list", ":detail"))
        for answer in [client.get(url)]
        if answer.status_code >= 500
        or in_a_log(address)
        and (answer.status_code != 410 or certificate not in answer.content.decode())
    ]
    assert wrong == []
    with django_capture_on_commit_callbacks(execute=True):  # their files go too
        for kind in ("papers", "background", "drafts"):
            dispose(programme, kind)
    assert broken(client, urls) == []
