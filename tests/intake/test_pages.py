"""The pages of an import: bring, look, answer, take in, take back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from intake.models import Import
from intake.working import work_on
from risks.models import Risk
from tests.intake.making import workbook
from tests.reading import words

HEAD = ["Ref", "Risk", "Owner", "L", "I", "Mitigation"]
ONE = ["X1", "Staff leave", "Director of People", 3, 4, "1. Pay more\n2. Ask why"]
TWO = ["X2", "Money runs out", "Director of Finance", 2, 5, None]


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def bring(manager, programme):
    """A function that hands in a file or cells, has it read, and returns its page's address."""

    def act(content, log="risks", name="register.xlsx"):
        start = f"/programmes/{programme.slug}/import/{log}/"
        is_file = isinstance(content, bytes)
        data = {"file": SimpleUploadedFile(name, content)} if is_file else {"cells": content}
        address = manager.post(start, data).url
        work()
        return address

    return act


def work():
    """What a worker does when somebody rings."""
    for one in Import.objects.to_work_on():
        work_on(one.pk, timezone.now)


@pytest.fixture
def press(manager):
    """A function that presses a button of an import's page, and shows the page afterwards."""

    def act(address, step, **data):
        version = Import.objects.get(pk=address.rstrip("/").rpartition("/")[2]).version
        manager.post(address, {"step": step, "version": version, **data})
        work()
        return words(manager.get(address))

    return act


def cells(*rows):
    return "\n".join("\t".join(str(one or "") for one in row) for row in rows)


def test_a_file_is_read_looked_at_and_taken_in(bring, press, manager):
    address = bring(workbook(HEAD, ONE, TWO))
    print(words(manager.get(address)))
    assert "2 rows are records of Risks" in words(manager.get(address))
    assert not Risk.objects.exists()
    assert "2 rows added, 0 changed" in press(address, "apply", how="all")
    assert [one.reference for one in Risk.objects.order_by("number")] == ["X1", "X2"]


def test_cells_are_pasted(bring, press):
    address = bring(cells(HEAD[:5], ONE[:5]))
    assert "1 row added" in press(address, "apply")
    assert Risk.objects.get().score == 12


def test_the_page_refreshes_by_itself_until_it_is_read(manager, programme):
    start = f"/programmes/{programme.slug}/import/risks/"
    address = manager.post(start, {"cells": cells(HEAD, ONE)}).url
    page = manager.get(address)
    assert page["Refresh"] == "1" and "Waiting for a worker" in words(page)
    assert "Refresh" not in manager.get(f"{address}?still=1")
    work()
    assert "Refresh" not in manager.get(address)
