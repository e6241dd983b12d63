"""Two rows of one log that read the same, led by two partners: who leads which is told wherever
they are shown together, and nowhere else.
"""

from dataclasses import replace

import pytest

from programme.alike import told_apart
from programme.models import AuditEvent
from programme.views.history import apart
from tests.contract.kit import KITS, SLUG
from tests.contract.world import NOW
from tests.factories import PartnerFactory
from tests.reading import words

NAMES = ("Northmere Council", "Southmarsh Council")
each_led = pytest.mark.parametrize(
    "kit", [kit for kit in KITS.values() if kit.log.model.lead_partner], ids=lambda kit: kit.name
)


def two_alike(w, kit):
    """The first two entries, led by two partners, under the title of the first."""
    w.make(kit, kit.full)
    w.fill(kit, 2)
    model = kit.log.model
    entries = list(model.objects.filter(programme=w.programme).order_by("number")[:2])
    named = next(name for name in ("title", "text", "action") if name in kit.log.bound)
    for entry, name in zip(entries, NAMES, strict=True):
        partner = PartnerFactory(programme=w.programme, name=name)
        alike = {named: getattr(entries[0], named), "lead_partner": partner}
        model.objects.filter(pk=entry.pk).update(**alike)
    return list(model.objects.filter(programme=w.programme).order_by("number")[:2])


@pytest.mark.alike
@each_led
def test_rows_that_read_the_same_say_who_leads_each(w, kit):
    entries, position = two_alike(w, kit), w.position_now()
    shown = words(w.open(kit.register_url))
    printed = kit.log.rows(entries, replace(position, for_paper=True))
    for entry, row, name in zip(told_apart(entries, position), printed, NAMES, strict=True):
        assert str(entry) == f"{entry.reference} {entry.title} ({name})"
        assert f"({name})" in f"{row.get('title')} {row.get('text')}"
        if "title" in kit.log.register.split():
            assert f"{entry.title} ({name})" in shown
    plain = kit.log.rows(kit.log.entries(position)[:2], position)  # as they are downloaded
    assert not any(name in row.get("title", "") for row in plain for name in NAMES)


@pytest.mark.alike
@each_led
def test_one_partner_of_both_rows_is_not_told(w, kit):
    first, second = two_alike(w, kit)
    second.lead_partner = first.lead_partner
    assert [one.whose for one in told_apart([first, second], w.position_now())] == ["", ""]
    second.lead_partner = None
    told = [one.whose for one in told_apart([first, second], w.position_now())]
    assert told == [NAMES[0], ""]


@pytest.mark.alike
@each_led
def test_the_history_says_who_leads_each_of_them(w, kit):
    entries = two_alike(w, kit)
    for entry in entries:
        what = {"subject_type": entry._meta.label_lower, "subject_id": entry.pk}
        what |= {"log": kit.log.name, "reference": entry.reference, "title": str(entry.title)}
        by = {"programme": w.programme, "by_name": "Project Director", "verb": "looked at"}
        AuditEvent.objects.create(at=NOW, **by, **what)
    told = apart(AuditEvent.objects.filter(verb="looked at"), w.position_now())
    whose = {entry.reference: name for entry, name in zip(entries, NAMES, strict=True)}
    assert {one.reference: one.whose for one in told} == whose
    pages = f"/programmes/{SLUG}/", f"/programmes/{SLUG}/history/"
    for page in pages if kit.name == "risks" else ():  # which ask this of every log
        said = words(w.open(page))
        for entry, name in zip(entries, NAMES, strict=True):
            assert f"looked at {entry.reference} {entry.title} ({name})" in said
