"""Owners in files: whoever alone is called so in the programme is the owner as a person."""

import pytest

from risks.models import Risk
from tests.factories import MembershipFactory, UserFactory
from tests.intake.conftest import AT
from tests.intake.making import workbook

HEAD = ["Ref", "Risk", "Owner"]


@pytest.fixture
def director(programme):
    return somebody(programme, user__name="Jane Poole")


def somebody(programme, **details):
    details = {"role": "workstream_lead", "user__job_title": "Head of people", **details}
    return MembershipFactory(programme=programme, **details).user


@pytest.mark.once
@pytest.mark.parametrize("called", ["head of people", "Jane Poole"])
def test_a_title_or_a_name_is_the_one_person_who_is_called_so(imported, director, called):
    result = imported(workbook(HEAD, ["X1", "Staff leave", called]), "risks")
    risk = Risk.objects.get()
    assert risk.owner_user == director and risk.owner.lower() == "head of people"
    assert result["rows"][0]["fields"]["owner_user"] == director.title
    assert ("“Jane Poole” is" in str(result["rows"][0])) == (called == "Jane Poole")


@pytest.mark.once
def test_nobody_is_guessed_among_two_of_a_title_and_no_stranger_is_meant(
    imported, programme, director
):
    somebody(programme, user__job_title="Head of People")
    MembershipFactory(user=UserFactory(job_title="Head of parks"))
    rows = ["X1", "Staff leave", "Head of people"], ["X2", "Parks close", "Head of parks"]
    imported(workbook(HEAD, *rows), "risks")
    assert set(Risk.objects.values_list("owner", "owner_user")) == {
        ("Head of people", None),
        ("Head of parks", None),
    }


@pytest.mark.once
def test_a_column_of_persons_is_read_or_asked(imported, programme, director):
    head = [*HEAD, "Owner (person)"]
    asked = imported(workbook(head, ["X1", "Staff leave", "Mayor", "Sam Reed"]), "risks")
    assert "“Sam Reed” is not one of the people" in str(asked["rows"][0]["questions"])
    assert Risk.objects.get().owner_user is None
    imported(workbook(head, ["X1", "Staff leave", "Mayor", "Jane Poole"]), "risks")
    assert (Risk.objects.get().owner, Risk.objects.get().owner_user) == ("Mayor", director)


def test_the_same_file_again_changes_nobody(imported, programme, programme_manager):
    content = workbook(HEAD, ["X1", "Staff leave", "Head of people"])
    imported(content, "risks")
    somebody(programme)
    assert imported(content, "risks", at=AT)["rows"][0]["verdict"] == "same"
    assert Risk.objects.get().owner_user is None
