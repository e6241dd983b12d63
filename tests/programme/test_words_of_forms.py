"""Every message that a form can show beside a field is in the house's words, never a library's."""

import re
from copy import deepcopy

import pytest
from django.urls import get_resolver

from programme.forms import OwnPasswordForm, SignInForm
from programme.ui.forms import GovernanceForm, missing

assert get_resolver().url_patterns  # every view, and so every form, is loaded
GENERIC = re.compile(
    r"Ensure|Select|This field|This value|Value |“%\(|Null char|Enter a valid value"
)


def below(form_class):
    return {form_class}.union(*(below(one) for one in form_class.__subclasses__()))


def said_of(field):
    """Every message of a field: its own, and those of validators that it leaves to speak."""
    by_code = [
        str(validator.message)
        for validator in field.validators
        if getattr(validator, "code", None) not in field.error_messages
        and hasattr(validator, "message")
    ]
    own = dict(field.error_messages)
    if not field.required:
        del own["required"]  # never said
    return [*map(str, own.values()), *by_code]


@pytest.mark.parametrize("form_class", sorted(below(GovernanceForm), key=str), ids=str)
def test_a_form_refuses_in_the_words_of_the_house(form_class, programme):
    form = form_class.__new__(form_class)
    form.programme = programme
    for name, field in deepcopy(form_class.base_fields).items():
        form._settle(name, field)
        assert not [said for said in said_of(field) if GENERIC.match(said)], name


def test_sign_in_and_password_refuse_in_the_words_of_the_house(administrator):
    for form in (SignInForm(), OwnPasswordForm(administrator)):
        for name, field in form.fields.items():
            assert not [said for said in said_of(field) if GENERIC.match(said)], name


@pytest.mark.parametrize(
    ("label", "choose", "says"),
    [
        ("Risk", False, "Enter the risk."),
        ("Why", False, "Say why."),
        ("Adopted into", False, "Fill in “Adopted into”."),
        ("Better when it goes", True, "Choose an answer for “Better when it goes”."),
        ("Approved by", False, "Fill in “Approved by”."),
    ],
)
def test_what_is_missing_is_asked_for_as_people_speak(label, choose, says):
    assert missing(label, choose) == says
