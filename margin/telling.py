"""Who is told by mail that something was said about a row: what is called how, and the way to it,
never what was said.
"""

from django.urls import reverse

from outbox.choices import Kind
from outbox.telling import tell
from programme.owners import owners_of
from programme.reporting import log_called

from .models import Comment


def tell_of(row, entry, mentioned, readers, *, by, at):
    """Tells those who are mentioned, the owners of the row, and those who took part in the
    discussion; of these nobody twice, nor who wrote it, nor who may not read it.
    """
    path = reverse(log_called(row.log).detail_url_name, args=[row.programme.slug, row.reference])
    path = f"{path}#comment-{row.answers_to_id or row.pk}"
    known = {one.pk: one for one in readers}
    others = {*_taking_part(row), *owners_of(entry)} & {*known}
    others -= {by.pk, *(one.pk for one in mentioned)}
    told = [
        (Kind.MENTIONED, [one for one in mentioned if one != by], "You are mentioned in a comment"),
        (Kind.COMMENTED, [known[pk] for pk in sorted(others)], "New comment"),
    ]
    for kind, people, words in told:
        said = f"{words} on {entry}"
        how = {"subject": said, "lines": [(said, path)], "at": at}
        if people:
            tell(people, programme=row.programme, kind=kind, **how)


def _taking_part(row):
    if row.answers_to_id is None:
        return []
    said = Comment.objects.filter(answers_to=row.answers_to_id).values_list("recorded_by")
    return [pk for (pk,) in said] + [row.answers_to.recorded_by_id]
