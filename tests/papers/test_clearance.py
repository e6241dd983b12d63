"""Clearance of a draft: what is demanded, answered, void, missing and printed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from papers import demanded
from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent
from reports import actions, cleared
from reports.clearances import Clearance, ClearanceAnswer, ClearedDraft
from reports.document import render_html
from reports.models import Report
from risks.actions import assess_risk
from tests.factories import PartnerFactory, UserFactory, noon
from tests.papers.clearing import *  # noqa: F403  (its fixtures)
from tests.papers.clearing import ANSWERED, LATER, LEGAL, NOBODY, draw
from tests.reading import sent, words

pytestmark = pytest.mark.once

SILENT = "Legal (Legal officer): Not answered yet. Answer by 26 March 2012."


@pytest.fixture
def cleared_draft(demand, draft, ask, clear, legal_officer):
    """A draft that legal services have cleared, drawn again with that."""
    demand()
    ask(draft)
    clear(draft, "Legal", legal_officer)
    return draw(draft, ANSWERED)


def refused(step, *args, match, **how):
    with pytest.raises(ValidationError, match=match):
        step(*args, **how)


def test_without_a_demand_nothing_is_needed(draft, publish):
    assert cleared.missing(draft) == []
    assert "clearances" not in publish(draft).content


def test_silence_is_not_clearance(demand, draft, ask, publish):
    demand()
    assert cleared.missing(draft) == ["Legal (Legal officer): not asked for yet."]
    refused(publish, draft, match="Not cleared yet. Legal .Legal officer.: not asked for yet.")
    ask(draft)
    assert cleared.missing(draft) == [SILENT]
    refused(publish, draft, match="Not answered yet")


def test_a_cleared_draft_names_who_cleared_it_and_is_published(cleared_draft, publish):
    assert cleared.missing(cleared_draft) == []
    named = [{"label": "Legal", "who": "Legal officer", "on": "2012-03-23"}]
    published = publish(cleared_draft)
    assert published.content["clearances"] == named
    assert "Legal: Legal officer, 23 March 2012" in render_html(published.content)


def test_of_two_who_read_alike_the_page_names_one_and_the_paper_the_post(
    demand, draft, ask, clear, legal_officer
):
    UserFactory(job_title="Legal  Officer", name="Sam Reed")
    demand()
    ask(draft)
    clear(draft, "Legal", legal_officer)
    assert ClearanceAnswer.objects.get().in_words.startswith("Cleared by Legal officer (legal_off")
    printed = draw(draft, ANSWERED).content
    assert printed["clearances"][0]["who"] == "Legal officer"
    assert "legal_officer" not in render_html(printed)


def test_who_cleared_it_is_frozen(cleared_draft, publish):
    publish(cleared_draft)
    for row in (Clearance, ClearanceAnswer, ClearedDraft):
        with pytest.raises(DatabaseError), transaction.atomic():
            row.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        ClearanceAnswer.objects.update(recorded_by_name="Somebody else")
    with pytest.raises(DatabaseError), transaction.atomic():
        Clearance.objects.update(role="auditor")


def test_it_is_drawn_again_with_the_names_as_at_the_same_moment(cleared_draft, draft):
    before = draft.content
    draft.refresh_from_db()
    assert draft.position_at == cleared_draft.position_at
    assert cleared.fingerprint(before) == cleared.fingerprint(draft.content)
    assert "clearances" not in before and draft.content["clearances"]


@pytest.mark.parametrize(
    "text", ["1. It began in 2007, by order.", "1. It began in 2006 by order."]
)
def test_one_figure_or_one_comma_makes_it_void(
    cleared_draft, write, redraw, publish, text, clear, legal_officer
):
    write("background", text, state="done", at=noon(2012, 3, 24))
    old, new = cleared_draft.content, redraw(cleared_draft)
    lines = cleared.missing(new)
    assert lines[0].startswith("Legal (Legal officer): Void: the draft was changed since. Cleared")
    [change] = cleared.changed_since(old, new.content)
    assert change["was"] == "It began in 2006, by order." and change["now"] == text[3:]
    refused(publish, new, match="Void")
    event = AuditEvent.objects.filter(verb="drew up a draft of").first()
    assert [(one["label"], one["now"]) for one in event.changes] == [("Legal", "void")]
    clear(new, "Legal", legal_officer, at=LATER)
    assert publish(draw(new, LATER)).is_frozen


def test_one_figure_of_a_log_makes_it_void(cleared_draft, risk, redraw, programme_manager):
    who = {"by": programme_manager, "at": noon(2012, 3, 24)}
    assess_risk(risk, kind="current", likelihood=3, impact=4, effective_on=date(2012, 3, 24), **who)
    old, new = cleared_draft.content, redraw(cleared_draft, noon(2012, 3, 25))
    assert "Void" in cleared.missing(new)[0]
    said = {
        one["place"]: (one["was"], one["now"]) for one in cleared.changed_since(old, new.content)
    }
    assert said["Risks: R1, Impact"] == ("5", "4")


def test_a_draft_drawn_again_without_a_change_stays_cleared(cleared_draft, redraw, publish):
    new = redraw(cleared_draft)
    assert new.position_at == LATER and cleared.missing(new) == []
    assert publish(new).is_frozen


def test_what_differs_in_form_alone_is_told(cleared_draft, write, redraw):
    write("background", "1. It **began** in 2006, by order.", state="done", at=LATER)
    old, new = cleared_draft.content, redraw(cleared_draft, noon(2012, 3, 25))
    assert "Void" in cleared.missing(new)[0]
    [change] = cleared.changed_since(old, new.content)
    assert (change["place"], change["now"]) == ("Background", cleared.FORM)


LINKED = "1. One, see [old](https://{}.example/x).\n2. {}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            LINKED.format("b", "Two, too."),
            [
                ("2. Background: 2.1", "One, see old (https://b.example/x)."),
                ("2. Background: 2.2", "Two, too."),
            ],
        ),
        (
            LINKED.format("a", "**Two**, too."),
            [("2. Background: 2.2", "Two, too."), ("Background", cleared.FORM)],
        ),
        (
            "1. One, see [*old*](https://a.example/x).\n2. Two, too.",
            [("2. Background: 2.2", "Two, too."), ("Background", cleared.FORM)],
        ),
        (
            "- One, see [old](https://a.example/x).\n\n1. Two, too.",
            [("2. Background: 2.1", "Two, too."), ("Background", cleared.FORM)],
        ),
        (
            LINKED.format("a", "Two, too.").replace("https://a.example/x", "ref:part/risks"),
            [
                ("2. Background: 2.1", "One, see 3."),
                ("2. Background: 2.2", "Two, too."),
                ("Background", cleared.FORM),
            ],
        ),
    ],
)
def test_links_and_form_are_told_where_other_words_of_the_part_differ(
    draft, write, redraw, text, told
):
    write("background", LINKED.format("a", "Two."), state="done", at=LATER)
    old = redraw(draft, noon(2012, 3, 25)).content
    write("background", text, state="done", at=noon(2012, 3, 26))
    new = redraw(draft, noon(2012, 3, 26)).content
    assert [(one["place"], one["now"]) for one in cleared.changed_since(old, new)] == told


def test_a_part_is_told_of_though_another_one_has_its_title_and_more(draft):
    def content(first, second):
        blocks = [{"type": "paragraph", "level": 0, "number": "", "spans": [{"text": second}]}]
        part = {"kind": "text", "is_done": True}
        words = [
            {"key": "a", "title": "Detail", "number": "1", "blocks": [], "further": first, **part},
            {"key": "b", "title": "Detail of options", "number": "2", "blocks": blocks, **part},
        ]
        return {**draft.content, "order": ["a", "b"], "words": words}

    told = cleared.changed_since(content("x", "One"), content("y", "Two"))
    assert [one["place"] for one in told] == ["2. Detail of options", "Detail"]


def test_other_recommendations_and_partners_are_told(cleared_draft, recommend, redraw, programme):
    recommend("To approve.", at=LATER)
    PartnerFactory(programme=programme, name="Second Council", created_at=LATER)
    old, new = cleared_draft.content, redraw(cleared_draft, noon(2012, 3, 25))
    places = [one["place"] for one in cleared.changed_since(old, new.content)]
    assert places == ["Partners", "1. Recommendations: 1.2"]


def test_a_clearance_is_answered_once(demand, draft, ask, clear, legal_officer, publish):
    demand()
    demand(label="Equality", role="auditor")
    ask(draft)
    words = "Name the Act in 2.1"
    clear(draft, "Legal", legal_officer, answer="condition", words=words)
    again = (
        "Legal officer answered this on 23 March 2012 at 12.00pm. Cleared with a condition: Name"
    )
    refused(clear, draft, "Legal", legal_officer, match=again)
    assert ClearanceAnswer.objects.get().words == words


def test_the_second_sees_the_first_also_where_that_was_the_last(
    demand, draft, ask, clear, legal_officer
):
    demand()
    ask(draft)
    seen = cleared.fingerprint(draft.content)
    clear(draft, "Legal", legal_officer)
    draft.refresh_from_db()
    assert draft.state == "due"
    refused(clear, draft, "Legal", legal_officer, seen=seen, match="Legal officer answered this")


def test_the_database_keeps_one_answer_about_a_draft(cleared_draft):
    first = ClearanceAnswer.objects.get()
    first.pk = None
    with pytest.raises(DatabaseError), transaction.atomic():
        first.save(force_insert=True)


def test_an_answer_is_about_the_draft_that_was_looked_at(
    demand, draft, ask, clear, write, redraw, legal_officer
):
    demand()
    ask(draft)
    seen = cleared.fingerprint(draft.content)
    write("background", "1. Otherwise.", state="done", at=LATER)
    redraw(draft, noon(2012, 3, 25))
    refused(clear, draft, "Legal", legal_officer, seen=seen, match="drawn anew since you looked")


@pytest.mark.parametrize(
    ("answer", "words", "match"),
    [
        ("condition", " ", "Enter the condition"),
        ("returned", "", "Enter what is wrong"),
        ("cleared", "If 2.1 names the Act", "has no condition"),
    ],
)
def test_an_answer_says_what_belongs_to_it(
    demand, draft, ask, clear, legal_officer, answer, words, match
):
    demand()
    ask(draft)
    refused(clear, draft, "Legal", legal_officer, answer=answer, words=words, match=match)


def test_a_condition_holds_up_publication_until_the_officer_says_how_it_was_met(
    demand, draft, ask, clear, legal_officer, democratic_services, programme_manager, publish
):
    demand()
    ask(draft)
    clear(draft, "Legal", legal_officer, answer="condition", words="Publish after the decision")
    assert cleared.missing(draft)[0].endswith("Publish after the decision. Not met yet.")
    refused(publish, draft, match="Not met yet")
    asked = draft.clearances.get()
    with pytest.raises(NotPermitted):
        actions.meet_condition(asked, by=programme_manager, at=LATER, how="It was made")
    refused(actions.meet_condition, asked, by=democratic_services, at=LATER, how=" ", match="how")
    how = "The decision was made on 23 March"
    actions.meet_condition(asked, by=democratic_services, at=LATER, how=how)
    assert publish(draw(draft, LATER)).is_frozen
    [standing] = cleared.standings(draft)
    assert standing.in_words.endswith(f"Met: {how}")


def test_what_was_returned_is_mended_and_cleared(
    demand, draft, ask, clear, legal_officer, write, redraw, publish
):
    demand()
    ask(draft)
    clear(draft, "Legal", legal_officer, answer="returned", words="2.1 names the wrong year")
    assert "Returned by Legal officer on 23 March 2012: 2.1 names" in cleared.missing(draft)[0]
    refused(publish, draft, match="Returned by")
    write("background", "1. It began in 2007.", state="done", at=LATER)
    new = redraw(draft, noon(2012, 3, 25))
    clear(new, "Legal", legal_officer, at=noon(2012, 3, 25))
    assert publish(draw(new, noon(2012, 3, 25)), at=noon(2012, 3, 26)).is_frozen


def test_the_post_of_each_council_is_asked(finance, draft, ask, council, programme):
    PartnerFactory(programme=programme, name="Second Council")
    ask(draft)
    asked = [str(one) for one in draft.clearances.all()]
    assert asked == [
        "Finance (Section 151 officer, First Council)",
        "Finance (Section 151 officer, Second Council)",
    ]
    PartnerFactory(programme=programme, name="Third Council")
    assert "Third Council): not asked for yet" in cleared.missing(draft)[0]


def test_who_holds_the_post_on_the_day_answers(finance, draft, ask, clear, finance_officer):
    ask(draft)
    with pytest.raises(NotPermitted, match="asked of: Section 151 officer, First Council"):
        clear(draft, "Finance", finance_officer, at=noon(2012, 4, 1))
    clear(draft, "Finance", finance_officer)
    named = draw(draft, LATER).content["clearances"][0]
    assert named["who"] == "Section 151 officer, First Council"


def test_a_person_is_asked_by_name(draft, ask, clear, partner_director, auditor, publish):
    ask(draft, also={**NOBODY, "label": "Our own route", "person": partner_director})
    with pytest.raises(NotPermitted):
        clear(draft, "Our own route", auditor)
    refused(publish, draft, match="Our own route")
    clear(draft, "Our own route", partner_director)
    assert publish(draw(draft, LATER)).is_frozen


@pytest.mark.parametrize("role", Role)
def test_only_those_answer_of_whom_it_is_asked(demand, draft, ask, clear, everyone, role):
    demand()
    ask(draft)
    if role == Role.LEGAL_OFFICER:
        assert clear(draft, "Legal", everyone[role])
        return
    with pytest.raises(NotPermitted, match="asked of: Legal officer"):
        clear(draft, "Legal", everyone[role])


def test_strangers_and_those_whose_role_ended_do_not_answer(
    demand, draft, ask, clear, legal_officer, outsider, nobody, administrator
):
    demand()
    ask(draft)
    legal_officer.memberships.update(ended_at=ANSWERED, ended_by=administrator)
    for person in (legal_officer, outsider, nobody):
        with pytest.raises(NotPermitted):
            clear(draft, "Legal", person)


@pytest.mark.parametrize("role", Role)
def test_who_may_ask_and_withdraw(demand, draft, ask, everyone, role):
    demand()
    may = role in (Role.PROGRAMME_MANAGER, Role.DEMOCRATIC_SERVICES)
    if not may:
        with pytest.raises(NotPermitted):
            ask(draft, by=everyone[role])
        ask(draft)
        with pytest.raises(NotPermitted):
            actions.withdraw_clearance(
                draft.clearances.get(), by=everyone[role], at=LATER, why="No"
            )
        return
    ask(draft, by=everyone[role])
    actions.withdraw_clearance(draft.clearances.get(), by=everyone[role], at=LATER, why="Wrong")
    assert cleared.missing(draft) == ["Legal (Legal officer): not asked for yet."]


def test_asking_is_refused_for_the_past_for_nothing_and_twice(demand, draft, ask):
    refused(ask, draft, match="Choose what to ask for")
    demand()
    refused(ask, draft, due_on=date(2012, 3, 21), match="21 March 2012 has passed")
    ask(draft)
    refused(ask, draft, also=LEGAL, match="is asked for already")
    each = {**NOBODY, "label": "Finance", "post": "monitoring"}
    refused(ask, draft, also=each, match="the post of one council")


def test_a_withdrawn_clearance_is_not_answered_and_asked_again(
    demand, draft, ask, clear, legal_officer, programme_manager, publish
):
    demand()
    ask(draft)
    clear(draft, "Legal", legal_officer, answer="returned", words="A slip")
    first = draft.clearances.get()
    how = {"by": programme_manager, "at": LATER, "why": "Returned by mistake"}
    actions.withdraw_clearance(first, **how)
    refused(actions.withdraw_clearance, first, **how, match="withdrawn already")
    seen = {"answer": "cleared", "fingerprint": cleared.fingerprint(draft.content)}
    told = "withdrew this clearance. Returned by mistake"
    refused(actions.answer_clearance, first, by=legal_officer, at=LATER, **seen, match=told)
    ask(draft, at=LATER)
    clear(draft, "Legal", legal_officer, at=LATER)
    assert publish(draw(draft, LATER)).is_frozen


def test_only_a_draft_is_asked_about(cleared_draft, publish, ask, programme_manager):
    published = publish(cleared_draft)
    refused(ask, published, also={**LEGAL, "label": "Again"}, match="this is published")
    asked = published.clearances.get()
    how = {"by": programme_manager, "at": LATER, "why": "No"}
    refused(actions.withdraw_clearance, asked, **how, match="this is published")


def test_the_names_are_printed_before_it_is_published(
    demand, draft, ask, clear, legal_officer, democratic_services, publish
):
    first = demand()
    ask(draft)
    clear(draft, "Legal", legal_officer, answer="condition", words="Mend 2.1")
    how = {"by": democratic_services, "at": LATER}
    demanded.leave_out_demand(first, why="Not needed", **how)
    refused(publish, draft, match="Not met yet")  # what was asked holds it up all the same
    actions.meet_condition(draft.clearances.get(), how="Mended", **how)
    new = draw(draft, LATER)
    refused(actions.print_clearances, new, **how, match="printed already")
    assert publish(new).is_frozen


def test_a_correction_is_cleared_anew(
    cleared_draft, publish, ask, clear, legal_officer, write, democratic_services
):
    published = publish(cleared_draft)
    write("background", "1. It began in 2007.", state="done", at=noon(2012, 3, 25))
    who = {"by": democratic_services, "at": noon(2012, 3, 26)}
    second = actions.correct_report(published, reason="The year", words=True, **who)
    second = draw(second, noon(2012, 3, 26))
    refused(publish, second, match="not asked for yet", at=noon(2012, 3, 26))
    ask(second, at=noon(2012, 3, 26))
    clear(second, "Legal", legal_officer, at=noon(2012, 3, 26))
    assert publish(draw(second, noon(2012, 3, 26)), at=noon(2012, 3, 26)).version == 2


def test_an_explained_figure_is_part_of_what_is_cleared(draft):
    other = {**draft.content, "findings": [{"key": "a", "section": "Risks", "place": "Total"}]}
    other["findings"][0] |= {"printed": "2", "computed": "1", "note": "A slip"}
    told = [one["now"] for one in cleared.changed_since(draft.content, other)]
    assert told == ["2", "1", "A slip"]
    assert cleared.fingerprint(other) != cleared.fingerprint(draft.content)


def test_what_was_returned_is_not_got_round(
    draft, demand, ask, clear, publish, legal_officer, democratic_services
):
    """Neither by withdrawing the clearance nor by demanding it no longer."""
    row, who = demand(), {"by": democratic_services, "at": LATER, "why": "No time"}
    ask(draft)
    clear(draft, "Legal", legal_officer, answer="returned", words="Unlawful")
    actions.withdraw_clearance(draft.clearances.get(), **who)
    demanded.leave_out_demand(row, **who)
    [line] = cleared.missing(draft)
    assert line.startswith("Legal (Legal officer): Returned") and "Ask again." in line
    with pytest.raises(ValidationError, match="Nobody has cleared it since"):
        publish(draft)
    ask(draft, also=LEGAL)
    clear(draft, "Legal", legal_officer)
    assert cleared.missing(draft) == []


def test_nothing_is_void_while_the_draft_is_drawn_again(
    demand, draft, ask, clear, legal_officer, signed_in, programme
):
    demand()
    ask(draft)
    clear(draft, "Legal", legal_officer)  # the last: the draft is drawn again with the name
    draft.refresh_from_db()
    assert draft.is_in_the_making
    page = reverse("reports:detail", args=[programme.slug, draft.pk])
    shown = words(signed_in(legal_officer).get(page))
    assert "Cleared by Legal officer on 23 March 2012. The draft is not drawn yet" in shown
    assert "Void" not in shown


def test_a_void_clearance_whose_day_has_passed_says_so(cleared_draft, write, redraw):
    write("background", "1. It began in 2007.", state="done", at=LATER)
    draft = redraw(cleared_draft, noon(2012, 3, 27))
    [standing] = cleared.standings(draft)
    assert standing.in_words.startswith("Void")
    assert "26 March 2012, has passed" in cleared.in_words_on(standing, draft, date(2012, 3, 27))
    assert "has passed" not in cleared.in_words_on(standing, draft, date(2012, 3, 26))


def test_the_end_of_what_was_answered_is_printed_once(demand, draft, ask, clear, legal_officer):
    demand()
    ask(draft)
    clear(draft, "Legal", legal_officer, answer="returned", words="No.")
    assert ".." not in cleared.missing(draft)[0]
    refused(clear, draft, "Legal", legal_officer, match=r"Returned: No\. To have")


def test_what_was_returned_counts_though_it_was_asked_again_and_withdrawn(
    demand, draft, ask, clear, legal_officer, programme_manager, democratic_services
):
    row = demand()
    ask(draft)
    clear(draft, "Legal", legal_officer, answer="returned", words="Unlawful.")
    for _ in range(2):
        one = draft.clearances.get(ended_at=None)
        actions.withdraw_clearance(one, by=programme_manager, at=LATER, why="Off")
        if _ == 0:
            ask(draft, at=LATER)
    demanded.leave_out_demand(row, by=democratic_services, at=LATER, why="Not any more")
    assert "Returned by Legal officer on 23 March 2012: Unlawful." in cleared.missing(draft)[0]


def test_a_correction_that_legal_returned_is_discarded_and_another_takes_its_place(
    cleared_draft, publish, ask, clear, legal_officer, democratic_services, signed_in, programme
):
    published, when = publish(cleared_draft), noon(2012, 3, 26)
    who = {"by": democratic_services, "at": when}
    second = draw(actions.correct_report(published, reason="The year", **who), when)
    ask(second, at=when)
    clear(second, "Legal", legal_officer, at=when, answer="returned", words="No.")
    page = reverse("reports:discard", args=[programme.slug, second.pk])
    officer = signed_in(democratic_services)
    officer.post(page, {**sent(officer.get(page)), "why": "Given up"})
    assert list(Report.objects.filter(meeting=published.meeting)) == [published]
    assert (
        officer.get(reverse("reports:detail", args=[programme.slug, second.pk])).status_code == 404
    )
    assert not Clearance.objects.standing().filter(report=second.pk).exists()
    third = draw(actions.correct_report(published, reason="The day", **who), when)
    assert third.version == 2 and "Returned by" in " ".join(cleared.missing(third))
    ask(third, at=when)
    clear(third, "Legal", legal_officer, at=noon(2012, 3, 27), seen=None)
    assert publish(draw(third, when), at=noon(2012, 3, 28)).version == 2


def test_what_is_written_since_a_draft_was_drawn_is_told_wherever_it_is_published(
    cleared_draft, write, recommend, signed_in, democratic_services, programme, paper
):
    write("background", "1. It began in 2007.", state="done", at=LATER)
    recommend("To go on.", at=LATER)
    officer, said = signed_in(democratic_services), "Recommendations; Background"
    pages = (("reports:detail", cleared_draft.pk), ("reports:publish", cleared_draft.pk))
    for name, key in (*pages, ("papers:detail", paper.pk)):
        shown = words(officer.get(reverse(name, args=[programme.slug, key])))
        assert f"Written since this draft was drawn up, and not printed in it: {said}" in shown


def test_another_order_of_the_parts_is_told_once(
    cleared_draft, definition, redraw, democratic_services
):
    sections = ["risks", "background", "recommended"]
    actions.change_definition(definition, sections=sections, by=democratic_services, at=LATER)
    found = cleared.changed_since(cleared_draft.content, redraw(cleared_draft).content)
    assert found and {one["place"] for one in found} == {"Order of the parts"}


@pytest.mark.each
def test_a_condition_that_was_met_is_printed_with_who_cleared_it(
    demand, draft, ask, clear, legal_officer, democratic_services
):
    demand()
    ask(draft)
    clear(draft, "Legal", legal_officer, answer="condition", words="Mend 2.1")
    one, who = draft.clearances.get(), {"by": democratic_services, "at": LATER}
    actions.meet_condition(one, how="Mended", **who)
    [printed] = draw(draft, LATER).content["clearances"]
    assert printed["who"] == "Legal officer, with a condition that was met"


def test_a_clearance_is_not_asked_twice_in_other_letters(demand, draft, ask):
    demand()
    ask(draft)
    refused(ask, draft, also={**LEGAL, "label": "legal "}, match="asked for already")
