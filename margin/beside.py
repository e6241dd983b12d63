"""What stands beside a row, as parts of its page."""

from programme.retention import certificate_url

from .comments import threads
from .evidence import evidence_of
from .permissions import KEEP_EVIDENCE, SEE


def address(view, page, *args):
    """The address of a page about the row of `view`."""
    return view.address(f"margin:{page}", view.log.name, view.entry.reference, *args)


def evidence_part(view):
    """The evidence of the row; nothing for those who only read where there is none."""
    rows, may_add = evidence_of(view.entry, view.at), view.may(KEEP_EVIDENCE)
    me, may_see = view.request.user.pk, view.may(SEE)
    for row in rows:
        row.file_url = address(view, "file", row.pk) if row.upload.is_handed_out else ""
        own = me in {row.recorded_by_id, *(one.recorded_by_id for one in row.seen)}
        row.gone_url = "" if row.title else certificate_url(view.programme, row)
        done = own or row.off or row.gone_url
        row.seen_url = address(view, "seen", row.pk) if may_see and not done else ""
        row.off_url = (
            address(view, "take_off", row.pk) if may_add and not (row.off or row.gone_url) else ""
        )
    part = {"template": "margin/_evidence.html", "rows": [one for one in rows if not one.off]}
    part |= {"off": [one for one in rows if one.off]}
    part["add_url"] = address(view, "add_evidence") if may_add else ""
    return part if rows or may_add else None


def comments_part(view):
    """What was said about the row, and what can be said and done."""
    found, may_say, me = threads(view.entry, view.at), view.may(SEE), view.request.user.pk
    for first in found:
        first.answer_url = address(view, "answer", first.pk) if may_say else ""
        first.mark_url = address(view, "mark", first.pk) if may_say else ""
        for one in first.said:
            one.gone_url = "" if one.text else certificate_url(view.programme, one)
            own = may_say and one.recorded_by_id == me and one.text and not one.gone
            one.withdraw_url = address(view, "withdraw", one.pk) if own else ""
    add_url = address(view, "comment") if may_say else ""
    is_open = sum(not one.is_resolved for one in found)
    part = {"template": "margin/_comments.html", "threads": found, "open": is_open}
    return {**part, "add_url": add_url} if found or may_say else None
