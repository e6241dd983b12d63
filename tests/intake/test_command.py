"""`manage.py import_log`: the same without a browser."""

import json

import pytest
from django.core.management import CommandError, call_command

from risks.models import Risk
from tests.intake.making import sample, workbook

pytestmark = pytest.mark.once

ROWS = (["Ref", "Risk", "L", "I"], ["X1", "Staff leave", 3, 4])


@pytest.fixture
def run(tmp_path, programme, programme_manager):
    """A function that runs the command on a file; returns (exit status, the result)."""

    def act(content, *more, log="risks", username="programme_manager", name="log.xlsx"):
        file, output = tmp_path / name, tmp_path / "result.json"
        file.write_bytes(content)
        output.unlink(missing_ok=True)
        words = [programme.slug, log, str(file), "--as", username, "--output", str(output)]
        status = 0
        try:
            call_command("import_log", *words, *more, verbosity=0)
        except CommandError as error:
            status = error.returncode
        except SystemExit as error:
            status = error.code
        return status, json.loads(output.read_text()) if output.exists() else None

    return act


def test_a_preview_writes_the_result_and_keeps_nothing(run):
    status, result = run(workbook(*ROWS))
    assert (status, result["applied"], result["counts"]["new"]) == (0, False, 1)
    assert not Risk.objects.exists()


def test_with_apply_it_imports_once(run):
    run(workbook(*ROWS), "--apply")
    status, result = run(workbook(*ROWS), "--apply")
    assert Risk.objects.get().score == 12
    assert (status, result["counts"]["same"]) == (0, 1)


def test_the_same_bytes_were_imported_before(run):
    content = workbook(*ROWS)
    run(content, "--apply")
    assert "This file was imported before" in run(content)[1]["said"][0]


def test_questions_give_status_1(run):
    status, result = run(sample("01"))
    assert (status, result["counts"]["question"]) == (1, 10)


def test_the_rows_that_keep_a_file_from_being_taken_in_are_named(run, capsys):
    closed = (["Ref", "Risk", "Closed on", "Why closed"], ["X1", "Staff leave", "1/5/2026", "Over"])
    run(workbook(*closed), "--apply")
    capsys.readouterr()
    assert not run(workbook(ROWS[0], ["X1", "Staff go", 3, 4]), "--apply")[1]["applied"]
    [refused, total] = capsys.readouterr().out.splitlines()
    assert "row 2: " in refused and "closed" in refused and "Nothing was kept." in total


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", sample("02")[:3000]])
@pytest.mark.each
def test_a_file_that_cannot_be_read_gives_status_2(run, content):
    status, result = run(content)
    assert status == 2
    assert result["unreadable"]


@pytest.mark.parametrize("how", [{"log": "cakes"}, {"username": "nobody-at-all"}])
@pytest.mark.each
def test_what_is_not_there_gives_status_2(run, how):
    assert run(workbook(*ROWS), **how) == (2, None)


def test_who_may_not_keep_the_log_gets_status_2(run, auditor):
    assert run(workbook(*ROWS), "--apply", username="auditor") == (2, None)
    assert not Risk.objects.exists()


def test_one_table_is_chosen_by_its_number(run):
    result = run(sample("01"), "--table", "2")[1]
    assert [one["taken"] for one in result["tables"]] == [False, True]
