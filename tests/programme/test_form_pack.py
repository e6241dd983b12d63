"""The form pack: labels, hints and errors belong to their controls, and nothing typed is cut
off.
"""

import re

import pytest
from django import forms
from django.db.models import BLANK_CHOICE_DASH
from django.template import Context, Template
from django.template.loader import render_to_string

from programme.models import Partner
from programme.ui.forms import GovernanceForm, missing

PAGE = Template("{% load crispy_forms_tags %}{% crispy form %}")


class ExampleForm(forms.Form):
    title = forms.CharField(help_text="In one line", max_length=10)
    note = forms.CharField(widget=forms.Textarea, required=False)
    cost = forms.CharField(widget=forms.TextInput(attrs={"data-prefix": "£", "data-width": "5"}))
    owner = forms.ChoiceField(choices=[("", "Choose"), ("1", "Head of finance")])
    response = forms.ChoiceField(
        widget=forms.RadioSelect, choices=[("treat", "Treat"), ("close", "Close")]
    )
    partners = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, choices=[("1", "A"), ("2", "B")]
    )
    sure = forms.BooleanField(help_text="Look twice")
    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    version = forms.IntegerField(widget=forms.HiddenInput)


@pytest.fixture
def wrong():
    return ExampleForm(
        {"title": "x" * 11, "response": "treat", "partners": ["2"], "sure": "", "version": "3"}
    )


def written(form):
    return PAGE.render(Context({"form": form}))


def ids(html):
    return re.findall(r'\bid="([^"]+)"', html)


def test_every_label_leads_to_a_control_that_is_there(wrong):
    html = written(wrong)
    assert set(re.findall(r'for="([^"]+)"', html)) <= set(ids(html))


def test_no_id_stands_twice(wrong):
    found = ids(written(wrong))
    assert len(found) == len(set(found))


def test_links_of_the_error_summary_lead_into_the_fields(wrong):
    html = written(wrong)
    controls = re.findall(r'<(?:input|select|textarea)[^>]*\bid="([^"]+)"', html)
    links = re.findall(
        r'href="#([^"]+)"', render_to_string("govuk/error_summary.html", {"form": wrong})
    )
    assert links == ["id_title", "id_cost", "id_owner", "id_sure", "id_password"]
    assert set(links) <= set(controls)


def test_choices_are_entered_at_the_first_one():
    summary = render_to_string("govuk/error_summary.html", {"form": ExampleForm({})})
    assert 'href="#id_response_0"' in summary
    assert 'href="#id_partners_0"' in summary


def test_hint_and_error_are_read_out_with_the_control(wrong):
    html = written(wrong)
    title = re.search(r'<input[^>]*name="title"[^>]*>', html).group()
    assert 'aria-describedby="id_title_helptext id_title_error"' in title
    assert {"id_title_helptext", "id_title_error"} <= set(ids(html))
    assert 'aria-invalid="true"' in title


def test_the_browser_does_not_cut_off_what_is_pasted(wrong):
    html = written(wrong)
    assert "maxlength" not in html
    assert f'value="{"x" * 11}"' in html


def test_what_was_chosen_stays_chosen(wrong):
    html = written(wrong)
    assert re.search(r'value="treat" checked', html)
    assert re.search(r'id="id_partners_1" value="2" checked', html)


def test_money_has_its_sign_and_width():
    html = written(ExampleForm())
    assert '<div class="govuk-input__prefix" aria-hidden="true">£</div>' in html
    assert "govuk-input--width-5" in html


def test_optional_fields_say_so():
    html = written(ExampleForm())
    assert "Note (optional)" in html
    assert "Title (optional)" not in html


def test_the_pack_writes_no_form_tag_of_its_own(wrong):
    assert "<form" not in written(wrong)


def test_what_was_typed_is_escaped():
    html = written(ExampleForm({"title": '"><script>alert(1)</script>'}))
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("label", "choose", "said"),
    [
        ("Risk", False, "Enter the risk."),
        ("Body", True, "Choose the body."),
        ("Why", False, "Say why."),
        ("How it was resolved", False, "Say how it was resolved."),
        ("Approved by", False, "Fill in “Approved by”."),
        ("From which savings", True, "Choose an answer for “From which savings”."),
        ("Permanent or one-off", True, "Choose an answer for “Permanent or one-off”."),
    ],
)
def test_what_is_missing_is_said_in_words_that_fit_the_label(label, choose, said):
    assert missing(label, choose) == said


def test_the_blank_choice_of_a_select_says_what_it_means(programme):
    class Example(GovernanceForm):
        kind = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("a", "A")])
        response = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("a", "A")], required=False)
        partner = forms.ModelChoiceField(Partner.objects.all(), required=False)

    form = Example(programme=programme)
    assert [next(iter(field.choices))[1] for field in form.fields.values()] == [
        "Choose one",
        "Not recorded",
        "Not recorded",
    ]
