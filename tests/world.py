"""A programme with at least one row of everything, and the parts of addresses that lead to the
rows.

Whoever adds a log adds a row of it to `fill`; rows that no log's reference leads to are named in
`parts`.
"""

from datetime import date

from accounts.actions import invite
from accounts.links import token_of as token
from accounts.models import Invitation
from benefits import actions as benefits
from budgets import actions as budgets
from budgets.models import PeriodLock
from closure.after import actions as after
from closure.choices import ArchiveState
from closure.closing import actions as closing
from closure.custody import actions as custody
from closure.models import (
    Archive,
    LegalHold,
    OfferedRow,
    PlannedReview,
    Removal,
    RemovedRow,
    RetentionClass,
    ReviewFinding,
    ReviewQuestion,
    SubjectRequest,
)
from closure.readiness.lines import lines_of
from closure.review import actions as scrutiny
from closure.review.anchors import Place
from communications import actions as communications
from documents import actions as documents
from documents.models import Edition
from equality import actions as equality
from intake.models import Import
from lessons import actions as lessons
from margin.comments import comment
from margin.evidence import add_evidence
from margin.models import Comment, Evidence
from milestones import actions as milestones
from milestones.models import Period
from outbox.choices import Kind
from outbox.models import Mail
from outbox.stopping import path_to_stop
from outbox.telling import tell
from papers import actions as papers
from papers import attaching, backing, comments, deciding, demanded, exempting, front_sheets
from papers.choices import PartKind
from papers.models import (
    AttachedDocument,
    BackgroundPaper,
    DemandedClearance,
    Exemption,
    FrontSheetField,
    FullReader,
    MeetingDecision,
    Paper,
    PaperRecommendation,
    Part,
    PartComment,
)
from programme import actions as kernel
from programme import council_posts, further_owners, lifecycle, reorganisation, saved_views, uploads
from programme.authorization import Role
from programme.calendar_addresses import renew_address, token_of
from programme.closed_days import add_closed_day
from programme.log import logs
from programme.models import (
    ClosedDay,
    CreationRight,
    FurtherOwner,
    Membership,
    Post,
    Reorganisation,
    SavedView,
)
from programme.position import Position
from programme.stored_files import keep_file
from recommendations import actions as recommendations
from reports import actions as reports
from reports import arranging, composition, storage
from reports.actions import executive
from reports.adding_up import finding
from reports.editions import mark_withheld
from reports.models import (
    Clearance,
    ExecutiveBusiness,
    ExecutiveNotice,
    PrintedFigure,
    Report,
    Withdrawal,
)
from reports.storage import OWN
from risks import actions as risks
from risks.log import RISKS
from risks.models import Risk
from rounds import actions as rounds
from rounds.models import Plan, Round
from savings import actions as savings
from tests.addresses import ADDRESSES
from tests.factories import (
    MARCH_2012,
    BodyFactory,
    MeetingFactory,
    MembershipFactory,
    ProgrammeFactory,
    UserFactory,
    noon,
)
from workstreams import actions as workstreams

TODAY = MARCH_2012.date()


def fill(programme, by):
    """Adds a row of everything. `by` gets the roles that it takes."""
    for role in (Role.FINANCE_OFFICER, Role.DEMOCRATIC_SERVICES):
        MembershipFactory(programme=programme, user=by, role=role)
    who = {"by": by, "at": MARCH_2012}
    stand(programme, who)
    objective = kernel.add_objective(
        programme=programme, reference="a", text="Spend less on management", **who
    )
    told = {"judgement": "met", "statement": "A post less", "author": "Board", "as_at": TODAY}
    kernel.judge_objective(objective, **told, **who)
    risk = risks.add_risk(
        programme=programme, title="A partner leaves", likelihood=3, impact=5, owner_user=by, **who
    )
    risks.add_mitigation(risk, text="Agree terms", **who)
    add_evidence(risk, title="Terms signed", file=A_PDF, **who)
    comment(risk, text="Look at the terms", **who)
    colleague = MembershipFactory(programme=programme, role=Role.FINANCE_OFFICER).user
    further_owners.name_owner(risk, person=colleague, **who)
    view = {"name": "Live", "query": "state=live", "is_shared": True}
    saved_views.save_view(RISKS, programme=programme, **view, **who)
    risks.add_issue(programme=programme, title="The system is down", raised_on=TODAY, **who)
    structure, consultation = (
        milestones.add_milestone(programme=programme, title=title, due="Early December 2012", **who)
        for title in ("Structure agreed", "Staff consulted")
    )
    milestones.add_dependency(structure, needs=consultation, **who)
    milestones.add_period(
        programme=programme,
        label="March 2012",
        starts_on=date(2012, 3, 1),
        ends_on=date(2012, 3, 31),
        **who,
    )
    line = budgets.add_line(
        programme=programme,
        title="Legal advice",
        financial_year="2011/12",
        allocation=1_500_000,
        **who,
    )
    budgets.post_spend(line, amount=100_00, on=TODAY, what="Fees", **who)
    budgets.lock_period(
        programme=programme, starts_on=date(2011, 4, 1), ends_on=date(2011, 4, 30), **who
    )
    review = recommendations.add_review(
        programme=programme, title="Gateway review 3", kind="gateway", **who
    )
    recommendations.add_recommendation(
        programme=programme,
        review=review,
        text="Publish a plan",
        response="accepted",
        due_on=TODAY,
        **who,
    )
    assessment = equality.add_assessment(programme=programme, title="Shared contact centre", **who)
    equality.answer_question(assessment, question="shared", text="With staff", **who)
    action = equality.add_action(
        programme=programme, assessment=assessment, text="Offer large print", **who
    )
    equality.note_progress(action, as_at=TODAY, text="Ordered", **who)
    agreement = documents.add_document(
        programme=programme, title="Partnership agreement", kind="agreement", **who
    )
    documents.add_edition(agreement, label="1.0", changed="First version", file=A_PDF, **who)
    lessons.add_lesson(
        programme=programme, title="Name the options first", stage="Review", kind="improve", **who
    )
    briefing = communications.add_communication(
        programme=programme, title="Briefing", audience="staff", **who
    )
    communications.add_feedback(briefing, source="Staff", said="Too late", **who)
    reserve = budgets.add_reserve(
        programme=programme, title="Reserves", opening=1_000_00, forecast_on=TODAY, **who
    )
    budgets.request_call(reserve, amount=100_00, what="Project work", on=TODAY, **who)
    workstream = workstreams.add_workstream(programme=programme, title="Legal services", **who)
    workstreams.add_position(workstream, as_at=TODAY, progress="Good", **who)
    workstreams.propose_follow_on(
        programme=programme, workstream=workstream, title="Agree service levels", **who
    )
    save(programme, who)
    gain(programme, who)
    told = {"kind": Kind.PUBLISHED, "subject": "Published: a report", "lines": [("Read", "/")]}
    tell([by], programme=programme, at=MARCH_2012, **told)
    report = publish(programme, by)
    write(report.meeting, report.definition, who)
    bring(programme, who)
    closed = {"body": report.definition.body, "on": TODAY, "reason": "Offices move"}
    add_closed_day(programme=programme, **closed, **who)
    plan(programme, who)
    ask(programme, report.definition.body, who)
    pass_on(programme, who)
    scrutinise(programme, report, who)


def ask(programme, body, who):
    """An update round of the risks, and rounds that are planned for a body."""
    scope = {"programme": programme, "logs": ["risks"]}
    rounds.open_round(**scope, period="March 2012", closes_on=TODAY, **who)
    rounds.plan_rounds(**scope, body=body, days=8, **who)


def pass_on(programme, who):
    """A row in custody, which was accepted, and the body that closes the programme."""
    decided = MeetingDecision.objects.get().recommendation.paper.meeting.body
    closing.say_authorised_by(programme, body=decided, **who)
    said = {"plan": "Improvement plan", "monitored_by": programme.bodies.first(), "why": "Goes on"}
    row = ["follow-on:FA1"]
    custody.offer_rows(programme, rows=row, to=who["by"], **said, **who)
    custody.answer_rows(programme, rows=row, accepted=True, **who)
    after.plan_review(programme, on=TODAY, reviewer=who["by"], **who)


def a_closed_programme():
    """The slug of a programme that was closed, and reported to a public body."""
    closed = {"closed_on": TODAY, "closed_by": "Executive", "fixed_at": MARCH_2012}
    found = ProgrammeFactory(slug="closed-programme", **closed)
    BodyFactory(programme=found, slug="closed-board", is_public=True)
    return found.slug


def scrutinise(programme, report, who):
    """A review of the report with a question and evidence, and one for which the finding is
    given.
    """
    MembershipFactory(programme=programme, user=who["by"], role=Role.SCRUTINY_OFFICER)
    about = {"programme": programme, "report": report, **who}
    review = scrutiny.open_review(body=report.definition.body, **about)
    place = Place("risks", "row-risks-R1", "Risks: R1", "A partner leaves")
    asked = {"text": "Is it red?", "asked_of": who["by"], "due_on": TODAY}
    scrutiny.ask_question(review, place=place, **asked, **who)
    scrutiny.read_part(review, part="risks", **who)
    scrutiny.see_evidence(review, place=place, what="Minutes", **who)
    other = scrutiny.open_review(body=programme.bodies.get(slug="cabinet"), **about)
    found = {"verdict": "recommend", "words": "Sound", "recommended": ["Tell staff"]}
    scrutiny.give_finding(other, **found, requires=True, **who)


def plan(programme, who):
    """A key decision of an executive, with a notice of it."""
    body = BodyFactory(programme=programme, name="Cabinet", slug="cabinet", regime="executive")
    meeting, told = MeetingFactory(body=body), {"step": "notice", "given_on": TODAY}
    business = executive.add_business(meeting=meeting, what="key", matter="A contract", **who)
    executive.record_notice(business, **told, **who)


def bring(programme, who):
    """An import of each log that takes files, with a row that was taken in."""
    upload = uploads.keep_upload(A_PDF, programme=programme, **who)
    for log in logs():
        if log.adds:
            entry = log.model.objects.filter(programme=programme).first()
            made = {"pk": entry.pk, "reference": entry.reference, "before": None}
            row = {"where": "row 2", "verdict": "new", "entries": [entry.reference]}
            Import.objects.create(
                programme=programme,
                upload=upload,
                log=log.name,
                rows=[{**row, "made": [{**made, "after": entry.version}]}],
                preview={"rows": [row]},
                recorded_at=MARCH_2012,
                recorded_by=who["by"],
                recorded_by_name="Manager",
            )


def imports():
    """Parts of addresses of imports, by the names of their pages."""
    found = Import.objects.values_list("log", "pk")
    return {f"intake:{log}-{page}": {"pk": pk} for log, pk in found for page in ("one", "back")}


def of_retention(programme):
    """Parts of addresses of retention: a hold, what waits, and what was disposed of."""
    somebody, other = programme.memberships.last().user, programme.memberships.first().user
    who = {"recorded_by": somebody, "recorded_by_name": str(somebody), "recorded_at": MARCH_2012}
    told = {"programme": programme, **who}
    hold = LegalHold.objects.create(kind="custody", reason="A claim", **told)
    asked = SubjectRequest.objects.create(name="Jane", reason="Asked", **told)
    set_ = {"kind": "comments", "name": "Papers", "years": 6, "counted_from": "closed"}
    rule = RetentionClass.objects.create(source="Schedule", **set_, **told)
    one = {"programme": programme, "what": "disposal", "kind": "comments", "rule": rule}
    one |= {"reason": "Over", "proposed_at": MARCH_2012, "proposed_by": other}
    waits = Removal.objects.create(proposed_by_name=str(other), **one)
    confirmed = {"confirmed_at": MARCH_2012, "confirmed_by": UserFactory()}
    done = Removal.objects.create(proposed_by_name=str(other), **one, **confirmed)
    row = RemovedRow.objects.create(removal=done, table_name="margin_comment", row_id=0)
    of_one = {f"closure:{name}": {"pk": waits.pk} for name in ("removal", *WAITING)}
    return of_one | {
        "closure:lift_hold": {"pk": hold.pk},
        "closure:person": {"pk": asked.pk},
        "closure:person_file": {"pk": asked.pk, "form": "json"},
        "closure:certificate": {"pk": done.pk, "form": "json"},
        "closure:removed": {"label": "margin.comment", "row": row.row_id},
    }


WAITING = ("confirm_removal", "take_back_removal")


def an_archive(programme):
    """An archive of the records, to be downloaded."""
    sha256, _ = keep_file(b"PK", "archives", "zip")
    made = {"state": ArchiveState.MADE, "sha256": sha256, "bytes": 2, "made_at": MARCH_2012}
    somebody = programme.memberships.last().user
    asked = {"asked_at": MARCH_2012, "asked_by": somebody, "asked_by_name": str(somebody)}
    return Archive.objects.create(programme=programme, **asked, **made)


def stand(programme, who):
    """A partner, posts of it and of a body, an order of reorganisation, and somebody who may create
    programmes.
    """
    gave = {"granted_by": who["by"], "granted_at": MARCH_2012}
    CreationRight.objects.create(user=UserFactory(), **gave)
    council = kernel.add_partner(programme=programme, name="First Council", **who)
    MembershipFactory(programme=programme, user=who["by"], role=Role.ADMINISTRATOR)
    invite(programme=programme, email="jane@council.example", roles=["auditor"], **who)
    council_posts.give_post(council, kind="monitoring", holder="Head of legal services", **who)
    board = kernel.add_body(programme=programme, name="Programme board", kind="board", **who)
    lifecycle.add_post(board, title="Chair", holder="Chief Executive", **who)
    reorganisation.add_order(
        programme=programme, title="Structural Changes Order", made_on=TODAY, **who
    )


def save(programme, who):
    """A target, a saving with an achieved amount, a re-allocation and a carry-forward."""
    year = {"programme": programme, "financial_year": "2011/12", "amount": 100_00, **who}
    savings.add_target(title="First reduction", kind="permanent", **year)
    saving = savings.add_saving(
        programme=programme,
        title="Underspend",
        kind="one_off",
        amount=500_00,
        starts_on=TODAY,
        **who,
    )
    saving = savings.approve_saving(saving, body="Cabinet", on=TODAY, **who)
    savings.post_achieved(
        saving, financial_year="2011/12", amount=500_00, evidence="Accounts", **who
    )
    savings.add_reallocation(title="Telephones", kind="one_off", pot="one_off", **year)
    savings.request_carry_forward(title="Underspend", **year)


def gain(programme, who):
    """A benefit with a measure, a plan and an actual value."""
    benefit = benefits.add_benefit(
        programme=programme, title="Spend less on telephones", kind="financial", **who
    )
    measure = {"measure": "Saved", "unit": "money", "direction": "up", "counting": "level"}
    begins = {"baseline": 0, "baseline_on": date(2011, 4, 1), "target": 100_00}
    benefit = benefits.set_measure(benefit, **measure, **begins, **who)
    benefit = benefits.validate_benefit(benefit, why="Seen in the budget", **who)
    benefit = benefits.set_profile(benefit, profile=[("2011/12", date(2012, 3, 31), 100_00)], **who)
    benefits.post_actual(benefit, on=TODAY, value=90_00, evidence="Accounts", **who)


KEPT_BACK = {  # as `papers.exemptions` prints it
    "kind": "exempt",
    "paragraph": "3",
    "law": "Local Government Act 1972, Schedule 12A",
    "words": "Financial or business affairs",
    "why": "Bidders would know",
    "review_on": "2027-05-01",
    "open_to_members": True,
}


def publish(programme, by, content=b"%PDF-1.7 not drawn by the product"):
    """A published report; its files are stand-ins, for drawing them takes a second."""
    body = BodyFactory(programme=programme, name="Joint committee", slug="joint-committee")
    meeting, sections = (
        MeetingFactory(body=body, on=date(2012, 4, 4)),
        ["milestones", "budget", "risks"],
    )
    definition = reports.define_report(
        programme=programme,
        by=by,
        at=MARCH_2012,
        body=body,
        kind="programme-management",
        title="Programme management report",
        sections=sections,
        lead_days=5,
    )
    frozen = composition.compose(definition, at=MARCH_2012, since=None, meeting=meeting)
    slip = finding(
        {"key": "budget", "title": "Budget"}, "total.spent", "Total of Spent", 129_700, 129_790
    )
    frozen["findings"] = [{**slip, "note": "The document rounds."}]
    frozen["attached"] = [attached(programme, by)]
    frozen["background"] = [{**frozen["attached"][0], "key": "background-1", "dated": None}]
    frozen["heading"]["second"] = {"language": "cy", "title": "Adroddiad"}
    mark_withheld(frozen, {"milestones": KEPT_BACK})
    sha256, name = storage.keep_drawn(content)
    docx_sha256, docx_name = storage.keep_drawn(content, "docx")
    kept = {"bytes": len(content), "sha256": sha256}
    in_welsh = {"pages": 1, "pdf": {"name": name, **kept}, "docx": {"name": docx_name, **kept}}
    report = Report.objects.create(
        full_files={OWN: in_welsh, "cy": in_welsh},
        definition=definition,
        meeting=meeting,
        state="draft",
        position_at=MARCH_2012,
        created_at=MARCH_2012,
        content=frozen,
        printed_title=frozen["heading"]["title"],
        printed_body=frozen["heading"]["body"],
        printed_on=meeting.on,
        drawn_at=MARCH_2012,
        pdf_sha256=sha256,
        pdf_name=name,
        pdf_bytes=len(content),
        pdf_pages=1,
        docx_sha256=docx_sha256,
        docx_name=docx_name,
        docx_bytes=len(content),
        further_files={"cy": in_welsh},
    )
    withdrawn = {
        "label": "Equality",
        "role": "auditor",
        "post": "",
        "partner": None,
        "person": None,
    }
    reports.ask_clearances(report, by=by, at=MARCH_2012, due_on=TODAY, also=withdrawn)
    reports.withdraw_clearance(Clearance.objects.get(), by=by, at=MARCH_2012, why="Asked twice")
    reports.record_printed_figure(
        programme=programme,
        by=by,
        at=MARCH_2012,
        section="risks",
        figure="count",
        label="Number of rows: Risks",
        kind="number",
        printed="2",
        document="Report of March 2012",
    )
    report = reports.publish_report(report, by=by, at=MARCH_2012, sha256=sha256)
    asked = reports.ask_withdrawal(report, by=by, at=MARCH_2012, reason="It named somebody")
    reports.take_back_withdrawal(asked, by=by, at=MARCH_2012, why="It named nobody")
    return report


A_PDF = uploads.HandedIn("plan.pdf", b"%PDF-1.7 not looked into", "pdf")


def attached(programme, by):
    """An attached document as a report freezes it."""
    upload = uploads.keep_upload(A_PDF, programme=programme, by=by, at=MARCH_2012)
    said = {"title": "Plan", "name": upload.name, "pages": 1, "bytes": upload.size}
    return {"key": "attached-1", "number": "Appendix A", "sha256": upload.sha256, **said}


def write(meeting, definition, who):
    """A paper with a part of each kind, a recommendation, and a field of the body's front sheet."""
    kinds = dict(zip(("words", "sheet", "asked", "actions"), PartKind, strict=True))
    for key, kind in kinds.items():
        new = {"heading": key, "kind": kind, "starts": "blank"}
        definition = arranging.add_written_part(definition, version=None, **new, **who)
    paper = papers.start_paper(
        meeting=meeting,
        kind=definition.kind,
        title=definition.title,
        outlines=definition.outlines(),
        **who,
    )
    comments.comment(paper.parts.get(key="words"), text="Is this so?", **who)
    asked = papers.add_recommendation(paper=paper, text="To note progress", **who)
    after = {"by": who["by"], "at": noon(2012, 4, 5)}
    deciding.record_decision(asked, outcome="agreed", minute="Minute 12", **after)
    pdf = attaching.Printable(A_PDF, 1)
    attaching.attach_document(paper=paper, title="Plan", file=pdf, **who)
    backing.add_background(paper=paper, title="Appraisal", file=A_PDF, **who)
    exempting.keep_back(paper, key="words", kind="confidential", **who)
    exempting.let_in(paper, person=who["by"], **who)
    front_sheets.add_field(body=meeting.body, label="Subject", kind="line", **who)
    demanded.demand_clearance(body=meeting.body, label="Legal", role="legal_officer", **who)


def written_parts():
    """Parts of addresses of the pages of papers."""
    paper = {"pk": Paper.objects.get().pk}
    written = ("text", "unsaved", "share", "comments", "references")
    pages = dict.fromkeys(written, "words")
    pages |= {"answers": "sheet", "recommended": "asked", "last_actions": "actions"}
    asked, field = PaperRecommendation.objects.get(), FrontSheetField.objects.get()
    rows = {"recommendation": asked, "field": field}
    found = {f"papers:{name}": {"pk": Part.objects.get(key=key).pk} for name, key in pages.items()}
    for name, row in rows.items():
        steps = (name, f"leave_out_{name}", f"move_{name}", f"put_back_{name}")
        found |= {f"papers:{step}": {"pk": row.pk} for step in steps}
    decision = {"pk": MeetingDecision.objects.get().pk}
    found |= {"papers:decide": {"pk": asked.pk}}
    said = {"pk": PartComment.objects.get().pk}
    found |= dict.fromkeys(("papers:answer_comment", "papers:settle_comment"), said)
    steps = ("correct_decision", "take_back_decision", "deal_with_deferred", "make_row")
    found |= {f"papers:{step}": decision for step in steps}
    sheet, demand = {"pk": field.body_id}, {"pk": DemandedClearance.objects.get().pk}
    steps = ("demand", "leave_out_demand", "move_demand", "put_back_demand")
    found |= {f"papers:{step}": demand for step in steps}
    attached = {"pk": AttachedDocument.objects.get().pk}
    steps = ("rename", "replace", "leave_out", "move")
    found |= {f"papers:{step}_attached": attached for step in steps}
    found |= {"papers:attached_file": attached}
    background = {"pk": BackgroundPaper.objects.get().pk}
    pages = ("background_file", "leave_out_background")
    found |= dict.fromkeys((f"papers:{page}" for page in pages), background)
    found |= {"papers:lift": {"pk": Exemption.objects.get().pk}}
    found |= {"papers:let_in_no_more": {"pk": FullReader.objects.get().pk}}
    found |= {"papers:keep_back": {**paper, "key": "words"}}
    asked_for = {"pk": Clearance.objects.get().pk}
    steps = ("clearance", "withdraw_clearance", "met")
    return (
        found
        | {f"reports:{step}": asked_for for step in steps}
        | {
            "papers:add_demand": sheet,
            "papers": paper,
            "papers:front_sheet": sheet,
            "papers:add_field": sheet,
            "reports:preview": paper,
            "reports:take_paper": paper,
        }
    )


def beside_rows():
    """Parts of addresses beside a row: of its evidence, and of its comment."""
    evidence, said = Evidence.objects.get(), Comment.objects.get()
    row = {"log": evidence.log, "row": evidence.reference, "pk": evidence.pk}
    pages = (f"margin:{page}" for page in ("answer", "mark", "withdraw"))
    return {"margin": row, **dict.fromkeys(pages, {**row, "pk": said.pk})}


def mail_to(person):
    return Mail(person=person, kind=Kind.DRAFT)


def urls(programme):
    """Every address of the product, with one of the rows: {address: url}."""
    known = parts(programme)
    return {address: address.url(programme, known) for address in ADDRESSES}


def parts(programme):
    """Parts of addresses: those of one page, of all pages of an app, or (under "") of every
    page.
    """
    report, somebody = Report.objects.get(), Membership.objects.filter(programme=programme).last()
    renew_address(by=somebody.user, at=MARCH_2012)
    partner, post = programme.partners.get(), Post.objects.get(partner=None)
    held = Post.objects.get(body=None)
    order = {"pk": Reorganisation.objects.get().pk}
    meeting, definition = {"pk": report.meeting_id}, {"pk": report.definition_id}
    published = {
        "body": report.definition.body.slug,
        "on": report.meeting.on,
        "kind": report.definition.kind,
        "version": 1,
    }
    return {
        "": {"slug": programme.slug, "kind": "csv", "number": 1, "language": "cy"},
        "meeting": meeting,
        **dict.fromkeys(
            ("meeting_move", "meeting_postpone", "meeting_cancel", "meeting_restore"), meeting
        ),
        "body_host": {"pk": report.definition.body_id},
        **dict.fromkeys(
            ("reports:business", "reports:record_notice", "reports:undo_business"),
            {"pk": ExecutiveBusiness.objects.get().pk, "step": "general_exception"},
        ),
        "reports:add_business": {"meeting": ExecutiveBusiness.objects.get().meeting_id},
        "closure": {
            "pk": ReviewQuestion.objects.get().review_id,
            "part": "risks",
            "table": "dates",
            "about": lines_of(Position.on(programme, MARCH_2012.date()))[0].about,
        },
        **dict.fromkeys(
            [
                f"closure:{page}"
                for page in ("question", "answer_question", "ask_further", "close_question")
            ],
            {"pk": ReviewQuestion.objects.get().pk},
        ),
        **dict.fromkeys(
            [f"closure:{step}benefit_review" for step in ("", "hold_", "call_off_")],
            {"pk": PlannedReview.objects.get().pk},
        ),
        **dict.fromkeys(
            ("lessons:take_over", "lessons:set_aside"), {"source": "elsewhere", "other": "L1"}
        ),
        "closed_programme": {"programme": a_closed_programme()},
        "closure:track": {"pk": ReviewFinding.objects.get().pk},
        "reports:undo_notice": {"pk": ExecutiveNotice.objects.get().pk},
        "closed_day_undo": {"pk": ClosedDay.objects.get().pk},
        "role_end": {"pk": somebody.pk},
        "hand_over": {"pk": Risk.objects.exclude(owner_user=None).get().owner_user_id},
        "person_password": {"pk": somebody.user_id},
        "person_edit": {"pk": somebody.user_id},
        **dict.fromkeys(("saved_view", "saved_view_delete"), {"pk": SavedView.objects.get().pk}),
        "owner_add": {"of": "risks", "row": "R1"},
        "owner_end": {"pk": FurtherOwner.objects.get().pk},
        "post_edit": {"pk": post.pk},
        "council_post_edit": {"pk": held.pk},
        **dict.fromkeys(
            ("partner", "partner_edit", "partner_end", "partner_restore", "council_post_add"),
            {"pk": partner.pk},
        ),
        **dict.fromkeys(
            ("body", "body_edit", "body_end", "body_restore", "post_add"), {"pk": post.body_id}
        ),
        **dict.fromkeys(("body_law", "body_deadlines"), {"pk": post.body_id}),
        "calendar_file": {"token": token_of(somebody.user)},
        "mail_stop": {"token": path_to_stop([mail_to(somebody.user)]).split("/")[-2]},
        **dict.fromkeys(
            (
                "order",
                "order_edit",
                "order_partners",
                "order_bodies",
                "order_owners",
                "order_carry_out",
                "order_take_back",
            ),
            order,
        ),
        **beside_rows(),
        "milestones": {"pk": Period.objects.get().pk, "other": "M2"},
        "budgets": {"pk": PeriodLock.objects.get().pk},
        "documents:file": {"edition": Edition.objects.get().pk},
        "equality": {"question": "shared", "characteristic": "age"},
        "rounds": {"pk": Round.objects.get().pk},
        "rounds:stop": {"pk": Plan.objects.get().pk},
        "accounts": {"pk": Invitation.objects.get().pk},
        "invitation": {"pk": Invitation.objects.get().pk, "token": token(Invitation.objects.get())},
        **of_retention(programme),
        "closure:archive_file": {"pk": an_archive(programme).pk},
        "password_reset_confirm": {"uidb64": "MQ", "token": "none"},
        "creator_end": {"pk": CreationRight.objects.get().pk},
        **dict.fromkeys(("closure:row", "closure:progress"), {"pk": OfferedRow.objects.get().pk}),
        "outbox": {"pk": Mail.objects.first().pk},
        "reports": {"pk": report.pk, "section": "risks", "other": report.pk},
        **dict.fromkeys(
            ("reports:redefine", "reports:sections", "reports:limit", "reports:columns"),
            {**definition, "section": "risks"},
        ),
        "reports:end_definition": definition,
        "reports:renew_definition": definition,
        "reports:add_written": definition,
        "reports:written": {**definition, "part": "words"},
        "reports:start_paper": {**definition, "meeting": report.meeting_id},
        **written_parts(),
        **imports(),
        "reports:withdraw_figure": {"pk": PrintedFigure.objects.get().pk},
        **dict.fromkeys(
            ("reports:confirm_withdrawal", "reports:take_back_withdrawal"),
            {"pk": Withdrawal.objects.get().pk},
        ),
        **dict.fromkeys(
            (
                "published_body",
                "published_meeting",
                "published_report",
                "published_version",
                "published_pdf",
                "published_docx",
                "published_in_language",
                "published_pdf_in",
                "published_docx_in",
                "published_json",
                "proof",
                "published_attached",
                "published_background",
                "body_feed",
                "body_calendar",
            ),
            published,
        ),
    }
