"""What settings and logs name must be there: `manage.py check` refuses what is not."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from benefits.reporting import BENEFITS
from programme.extension import Extension, extensions


def refusal():
    with pytest.raises(SystemCheckError) as refused:
        call_command("check")
    return str(refused.value)


def test_the_settings_of_the_product_are_in_order():
    call_command("check")


@pytest.mark.parametrize("path", ["reports.extension.Nowhere", "nowhere.extension.Reports"])
def test_an_extension_that_is_not_there_is_refused(settings, path):
    settings.EXTENSIONS = [path]
    assert "programme.E004" in refusal() and path in refusal()


@pytest.mark.parametrize("path", ["reports.extension.HEAD", "reports.models.Report"])
def test_what_is_no_extension_is_refused(settings, path):
    settings.EXTENSIONS = [path]
    assert f"(programme.E005) EXTENSIONS: {path} is no Extension" in refusal()


def test_a_section_that_is_not_there_and_a_key_that_stands_twice_are_refused(settings):
    settings.REPORT_SECTIONS = ["reports.changes.ChangesSection"] * 2 + ["nowhere.Section"]
    assert "programme.E001" in refusal() and "programme.E002" in refusal()


def test_a_table_on_a_log_that_is_not_there_is_refused(monkeypatch):
    monkeypatch.setattr(type(BENEFITS), "tables_on", {"saving": None})
    assert "benefits: tables_on names 'saving', which is no log" in refusal()


def test_an_extension_adds_nothing_until_it_says_so():
    nothing = Extension()
    assert (
        nothing.needs(None, now=None, roles=(), user=None)
        == nothing.meeting_tables(None, None)
        == []
    )
    assert nothing.draft_leads(None) == nothing.latest_reports([]) == {}
    assert nothing.appearances(None, None, ()) == []


def test_the_extensions_of_the_product_are_those_that_settings_name(settings):
    named = [f"{type(one).__module__}.{type(one).__name__}" for one in extensions()]
    assert named == settings.EXTENSIONS
