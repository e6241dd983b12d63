"""From a definition and a moment to the frozen content of a report.

It is the plain data that pages and PDF are made from.
"""

import json
from dataclasses import replace

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from papers.exempting import exempt_at as exempt_of
from papers.models import Paper
from programme.log.filled import look_for_rows
from programme.models import Partner
from programme.position import Position
from programme.putting_right import as_if_right
from programme.reporting import sections

from . import adding_up
from .attached import number_attached
from .choices import APPENDICES, Kind
from .differences import differences
from .editions import TOLD, kept_back, mark_withheld, public_edition
from .limits import problems
from .models import PrintedFigure
from .words import add_words


def compose(
    definition,
    *,
    at,
    since,
    meeting=None,
    version=1,
    supersedes=None,
    reason="",
    urgency=None,
    notices=(),
    notes=None,
    progress=None,
    corrected=(),
    words_at=None,
    exempt_at=None,
) -> dict:
    """The content of a report as its logs stood at `at`.

    `since` is the position of the report before, or None. A correction names rows: `corrected` are
    (reference, moment) pairs, as a position has them. What people wrote is that of `at`, or of
    `words_at`; what of it is kept from the public is as known at `exempt_at`, or then too.
    `urgency` is the reason for urgency of a late report, and who gave it; `notices` is what the
    public was told of the key decision or the private business that it is about.
    Every figure is added up again from the rows; `notes` explain findings of that check, by their
    keys. The answer went through JSON once, so that what is drawn now and what is read back later
    are the same.
    """
    position = Position.as_at(definition.programme, at, since)
    position = replace(
        position,
        corrected=tuple(corrected),
        for_paper=True,
        at_the_end=definition.kind == Kind.CLOSURE,
    )
    if not corrected:
        look_for_rows(position)
    # While the history tells what never stood, nothing else is written: nor how far it is.
    told = None if corrected else progress
    with as_if_right(position):
        drawn = _collected(definition, position, told)
    known = sections()
    content = {
        "heading": heading(definition, position, meeting, version, supersedes, reason),
        "sections": drawn,
    }
    result = adding_up.check(content, printed_figures(position), notes)
    for section in drawn:  # what is not printed was added up too
        known[section["key"]].printed_alone(section, definition.limits.get(section["key"], {}))
    content |= {"findings": result["findings"], "checks": adding_up.sentences(result)}
    add_words(content, definition, meeting=meeting, at=words_at or at, exempt_at=exempt_at)
    number_attached(content)
    if urgency:
        content["heading"]["urgency"] = urgency
    if notices:
        content["heading"]["notices"] = notices
    content = json.loads(json.dumps(content))
    if supersedes and supersedes.content:
        add_differences(content, supersedes)
    return content


def add_differences(content, supersedes):
    """Writes into the content of a new version what differs from the version that it supersedes,
    and from the first; as everybody may read it where one of them keeps something back.
    """
    first, before = supersedes.first_version(), {"differences": supersedes.content}
    if first and first.content:
        before["differences_from_first"] = first.content
    told = {name: differences(was, content) for name, was in before.items()}
    if any(map(kept_back, [content, *before.values()])):
        shown = public_edition(content)
        content["public"] = {
            name: differences(public_edition(was), shown) for name, was in before.items()
        }
    content |= told


def released(report) -> dict:
    """The content of a version that releases what the version before kept back: the same content,
    but for what is kept back by now and what a version says of itself.
    """
    old, paper = report.supersedes, paper_of(report)
    content = json.loads(json.dumps(old.content))
    for name in ("public", "clearances", *TOLD):
        content.pop(name, None)
    supersedes = {"version": old.version, "sha256": old.pdf_sha256}
    said = {"version": report.version, "supersedes": supersedes, "reason": report.reason}
    content["heading"] |= said
    mark_withheld(content, exempt_of(paper, report.exempt_at) if paper else {})
    add_differences(content, old)
    return content


def paper_of(report):
    """The paper that a report prints; None where nobody writes for it."""
    return Paper.objects.for_meeting(report.meeting, report.definition.kind)


def _collected(definition, position, progress) -> list[dict]:
    """The sections of a report, each with all its rows."""
    known, drawn = sections(), []
    not_of_logs = {*definition.written, APPENDICES}
    of_logs = [key for key in definition.sections if key not in not_of_logs]
    for number, key in enumerate(of_logs):
        if key not in known:
            raise LookupError(
                f"The section {key!r} is not installed any more. Change what this report holds."
            )
        section = known[key]
        limit = definition.limits.get(key, {})
        for problem in problems(section, limit):
            raise LookupError(f"{problem} Change what this report holds.")
        drawn.append(section.context(position, limit))
        if progress:
            progress(5 + 25 * (number + 1) // len(of_logs), f"{section.title} collected")
    return drawn


def printed_figures(position):
    """Figures that documents printed, recorded since the report before.

    That one has answered for the earlier ones.
    A document speaks of its own position. Once a report has said where it differs, later positions
    may well differ.
    """
    figures = PrintedFigure.objects.standing(position.at).filter(programme=position.programme)
    since = position.since
    return list(figures.filter(recorded_at__gt=since) if since else figures)


def heading(definition, position, meeting, version, supersedes, reason):
    """What the first page says: who reports to whom, for which meeting, and from what position."""
    programme, body = definition.programme, definition.body
    at, since = position.at, position.since
    partners = Partner.objects.of_moment(programme, at)
    return {
        "title": definition.title,
        "kind": definition.kind,
        "programme": programme.name,
        "programme_slug": programme.slug,
        "partners": [one.name for one in partners.filter(ended_on=None)],
        "body": body.named_at(at).name,
        "meeting_on": meeting.on.isoformat() if meeting else None,
        "position_as_at": timezone.localtime(at).isoformat(),
        "since": timezone.localtime(since).isoformat() if since else None,
        "version": version,
        "supersedes": {"version": supersedes.version, "sha256": supersedes.pdf_sha256}
        if supersedes
        else None,
        "reason": reason,
        "proof_url": proof_url(definition, meeting),
        **({"meeting_time": f"{meeting.time:%H:%M}"} if meeting and meeting.time else {}),
    }


def proof_url(definition, meeting):
    """The address at which every version of the report is found with its fingerprint.

    It is open to everyone where the body is public; a report of any other body is found behind the
    sign-in.
    """
    body = definition.body
    if not body.is_public:
        path = reverse("reports:list", args=[definition.programme.slug])
    elif meeting is None:
        path = reverse("published")
    else:
        path = reverse("published_report", args=[body.slug, meeting.address, definition.kind])
    return f"{settings.SITE_URL}{path}"
