"""Every message that a form can show beside a field is in the house's words, never a library's."""

import re
from copy import deepcopy

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import get_resolver

from programme.forms import OwnPasswordForm, SignInForm
from programme.ui.forms import GovernanceForm, WhyForm, in_words, missing

pytestmark = pytest.mark.once
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


def refusals_of(model):
    """What Django would say where a constraint of the model refuses, and no rule spoke first."""
    row = model()
    for field in model._meta.local_fields:
        if field.unique and not field.primary_key:
            yield row.unique_error_message(model, (field.name,))
    for constraint in model._meta.constraints:
        said = constraint.violation_error_message != constraint.default_violation_error_message
        plain = isinstance(constraint, models.UniqueConstraint) and not constraint.condition
        if plain and not said:
            yield row.unique_error_message(model, constraint.fields)
        else:
            yield ValidationError(constraint.get_violation_error_message())


@pytest.mark.parametrize("model", apps.get_models(), ids=str)
def test_what_a_constraint_refuses_is_said_in_words_of_people(model):
    said = [in_words(error).messages[0] for error in refusals_of(model)]
    assert not [one for one in said if "already exists" in one or "Constraint" in one]


def test_a_form_takes_the_refusal_of_a_constraint_in_these_words(programme):
    form = WhyForm({"why": "Because"}, programme=programme)
    form.is_valid()
    form.take(programme.unique_error_message(type(programme), ("slug",)))
    (said,) = form.non_field_errors()
    assert said == "There is another programme with the same slug already. Enter another one."


def test_a_question_about_whose_reads_well():
    assert missing("Whose offices are closed", choose=True) == "Choose whose offices are closed."


def test_a_limit_of_a_column_is_said_in_the_words_of_the_house():
    with pytest.raises(ValidationError) as refused:
        MaxValueValidator(100)(101)
    error = in_words(ValidationError({"share": refused.value}))
    assert error.message_dict == {"share": ["Enter 100 or less."]}
