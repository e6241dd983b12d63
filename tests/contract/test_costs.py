"""What a page, a file and a section cost in queries: the same few for 1 row and for 60."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.contract.kit import SLUG, each_log
from tests.contract.test_sheets import sheet_url
from tests.contract.world import THEN
from tests.reading import sent

pytestmark = pytest.mark.alike

# Statements of a page; session, person and memberships are three of each.
MOST = {"register": 9, "past": 9, "detail": 26, "add": 10, "edit": 11, "sheet": 12}


@each_log
def test_a_log_costs_the_same_few_queries_for_1_row_and_for_60(w, kit):
    costs = {}
    for count in (1, 60):
        for _ in range(min(count, 3) - kit.log.model.objects.count()):
            w.make(kit, kit.full)
        w.fill(kit, count)
        found = looks(w, kit)
        warm(found.values())
        for what, look in found.items():
            with CaptureQueriesContext(connection) as queries:
                look()
            costs.setdefault(what, []).append(len(queries))
    for what, found in costs.items():
        assert len(set(found)) == 1, (what, found)
    for what, most in MOST.items():
        assert max(costs[what]) <= most, what


WARM = set()  # not empty once this process has looked at a log


def warm(looks):
    """What a process asks once in its life is not counted."""
    ContentType.objects.get_for_models(*apps.get_models())
    for look in looks if not WARM else ():
        look()
    WARM.add("looked")


def looks(w, kit):
    """What is looked at: a name and a function."""
    entry = kit.log.model.objects.filter(programme=w.programme).earliest("number")
    several = reverse(kit.log.url("bulk"), args=[SLUG])
    sheet = sheet_url(kit, columns=[kit.change[0]])
    untouched = sent(w.open(sheet))
    return {
        "several": lambda: w.open(several),
        "sheet": lambda: w.open(sheet),
        "sheet sent": lambda: w.send(sheet, untouched),
        "detail": lambda: w.open(kit.url(entry)),
        "add": lambda: w.open(kit.add_url),
        "edit": lambda: w.open(kit.edit_url(entry)),
        "register": lambda: w.open(kit.register_url),
        "past": lambda: w.open(kit.register_url + THEN),
        "searched": lambda: w.open(f"{kit.register_url}?q=e&sort=-reference"),
        "download": lambda: w.open(kit.download_url("csv")),
        "nested": lambda: w.open(kit.download_url("json")),
        **{name: lambda name=name: w.open(kit.child_url(name, "csv")) for name in kit.children},
        **{
            f"{name} that wait": lambda name=name: w.open(f"{kit.register_url}?{name}=waiting")
            for name, kind in kit.log.children.items()
            if kind.waiting
        },
        **{section.key: lambda key=section.key: w.content(key) for section in kit.sections},
    }
