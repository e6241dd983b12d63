"""The documents attached to a paper, as a report freezes them and hands them out.

Each is {"key", "title", "name", "pages", "bytes", "sha256"}; a file in quarantine has "held", what
is known of it, and its pages are not printed. With the report come "number", its letter, and
"address", where the file is found.
"""

from django.conf import settings
from django.urls import reverse

from papers.models import AttachedDocument
from programme import uploads

from .document import report_context

TITLE = "Attached documents"


def attached_to(paper, at) -> list[dict]:
    """What was attached to a paper at a moment, in order."""
    rows = AttachedDocument.objects.in_use(at).filter(paper=paper).prefetch_related("upload")
    return [_frozen(row, row.upload) for row in rows]


def _frozen(row, upload):
    held = {} if upload.is_handed_out else {"held": upload.get_state_display()}
    return {
        "key": row.key,
        "title": row.title,
        "name": upload.name,
        "pages": row.pages,
        "bytes": upload.size,
        "sha256": upload.sha256,
        **held,
    }


def number_attached(content):
    """Writes its letter to each attached document, once all else of a report is known."""
    for one, shown in zip(content.get("attached", []), _shown(content), strict=True):
        one["number"] = shown["number"]


def _shown(content):
    return report_context(content)["attached"] if content.get("attached") else []


def address_attached(content, report):
    """Writes to each attached document where its file will be found, for whoever reads a copy: open
    to everyone where the body is public, behind the sign-in elsewhere. One that is kept back is
    found with the full edition.
    """
    definition, meeting = report.definition, report.meeting
    for number, one in enumerate(content.get("attached", []), start=1):
        if "withheld" in one or "withheld" in content:
            known = [definition.programme.slug, report.pk, number]
            path = reverse("reports:full_attached", args=known)
        elif definition.body.is_public:
            where = [definition.body.slug, meeting.address, definition.kind, report.version, number]
            path = reverse("published_attached", args=where)
        else:
            path = reverse("reports:attached", args=[definition.programme.slug, report.pk, number])
        one["address"] = f"{settings.SITE_URL}{path}"


def address_background(content, report):
    """Writes to each background paper where everybody finds it, or those who sign in where the body
    is not public; to none where the whole paper is kept back.
    """
    definition, meeting = report.definition, report.meeting
    for number, one in enumerate(content.get("background", []), start=1):
        if definition.body.is_public:
            where = [definition.body.slug, meeting.address, definition.kind, report.version, number]
            path = reverse("published_background", args=where)
        else:
            known = [definition.programme.slug, report.pk, number]
            path = reverse("reports:background", args=known)
        one["address"] = "" if "withheld" in content else f"{settings.SITE_URL}{path}"


def linked(context, address) -> dict:
    """The context of a page with other addresses of the attached files: `address(number, one)`."""
    shown = context.get("attached", [])
    return {
        **context,
        "attached": [
            one if "left_out" in one else {**one, "address": address(number, one)}
            for number, one in enumerate(shown, start=1)
        ],
        "background": [
            {**one, "address": address(number, one)}
            for number, one in enumerate(context.get("background", []), start=1)
        ],
    }


def of_report(report, number):
    """The attached document with this number in a report; None where there is none."""
    found = (report.content or {}).get("attached", [])
    return found[number - 1] if 0 < number <= len(found) else None


def public_document(report, number):
    """The same where everybody may read it; None where it is kept back."""
    one = of_report(report, number)
    shown = one and {found["key"]: found for found in report.public_content.get("attached", [])}
    return one if one and "left_out" not in shown.get(one["key"], {"left_out": True}) else None


def upload_of(report, one):
    """The file of an attached document of a report, with what is known of it today."""
    return uploads.known(report.definition.programme, one["sha256"])


def _files(content):
    return [*content.get("attached", []), *content.get("background", [])]


def infected_by_now(report) -> list[str]:
    """The attached documents of a report in whose files a virus was found since it was drawn."""
    found = _files(report.content or {})
    known = [(one, upload_of(report, one)) for one in found]
    return [one["title"] for one, upload in known if upload and upload.state == "infected"]


def held_in_words(content) -> list[str]:
    """The attached documents that are not printed, and why: they hold up publication."""
    found = [one for one in _files(content) if "held" in one]
    return [f"{one['title']} (attached): {one['held'].lower()}" for one in found]


def file_in_words(one) -> str:
    """An attached file as the differences between two versions name it."""
    said = f"{one['name']}, {one['pages']} page{'s' * (one['pages'] != 1)}"
    said += f", SHA-256 {one['sha256']}"
    return f"{said}, not printed: {one['held'].lower()}" if "held" in one else said
