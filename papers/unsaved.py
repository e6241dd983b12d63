"""What somebody has typed in a part of a paper and not saved: it is kept for them alone.

Kept is what the fields of the form about the part hold, by their names, each a list of texts.
"""

import re
from itertools import chain

from django.db import transaction
from django.db.models import Q
from django.utils.datastructures import MultiValueDict

from programme.authorization import require
from programme.records import refuse_if

from .models import PaperRecommendation, UnsavedText
from .permissions import WRITE
from .text import LONGEST_TEXT

MOST_KEPT = 2 * LONGEST_TEXT  # characters of one field
MOST_FIELDS = 500
FIELD = re.compile(  # of the forms of parts and recommendations
    r"(second_)?(text|heading|acts|delegation|(field|decision)_\d{1,18})"
)


def typed_in(data) -> dict[str, list[str]]:
    """What was sent of the fields of a form about a part, as it is kept."""
    names = [name for name in data if FIELD.fullmatch(name)][:MOST_FIELDS]
    return {name: [one.replace("\r\n", "\n") for one in data.getlist(name)] for name in names}


@transaction.atomic
def keep_unsaved(part, *, by, at, typed, version, of="", page="", took_up=None):
    """Keeps what `by` has typed so far on a page, for `by` alone; None where just that is saved by
    now. The part stays as it is. In the form of a recommendation it is kept `of` its id, or of
    `UnsavedText.NEW`. `took_up` is the id of what was kept before and is gone on with.
    """
    require(by, WRITE, part.programme)
    texts = list(chain.from_iterable(typed.values()))
    too_long = any(len(one) > MOST_KEPT for one in texts) or sum(map(len, texts)) > 10 * MOST_KEPT
    refuse_if(too_long, f"It has more than {MOST_KEPT:,} characters. Shorten it.")
    null = any("\0" in one for one in texts)
    refuse_if(null, "It has a character that cannot be stored (a null). Take it out.")
    saved = _versions(part, of).filter(version__gt=version, history_user=by)
    if any(_is_said_by(one, typed) for one in saved):
        return None  # on its way while Save was pressed
    values = {"typed": typed, "version": version, "saved_at": at}
    kept = {"part": part, "of": of, "person": by}
    if not UnsavedText.objects.filter(**kept, page=page).exists():
        UnsavedText.objects.filter(**kept, pk=took_up).update(page=page)
    kept["page"] = page
    return UnsavedText.objects.update_or_create(**kept, defaults=values)[0]


def _versions(part, of):
    """The versions of what is written in a form."""
    if not of:
        return part.history.all()
    rows = PaperRecommendation.history.filter(paper=part.paper_id)
    return rows if of == UnsavedText.NEW else rows.filter(id=of)


def _is_said_by(saved, typed):
    """Whether all that was typed stands in a version of the part that was saved."""
    names = ("answers", "second_answers")
    answers = [one for name in names for one in getattr(saved, name, {}).values()]
    lines = {line.strip() for one in answers for line in [one, *one.split("\n")]} | {""}
    return all(
        one.strip() == getattr(saved, name).strip()
        if hasattr(saved, name)
        else one.strip() in lines
        for name, texts in typed.items()
        for one in texts
    )


def give_up_unsaved(part, *, by, of="", pk=None, page=None):
    """Gives up what `by` had typed and not saved in a form, `of` as `keep_unsaved` has it: what was
    typed on a page, and the one with an id.
    """
    require(by, WRITE, part.programme)
    found = UnsavedText.objects.filter(part=part, of=of, person=by)
    (found.filter(Q(page=page) | Q(pk=pk)) if page else found.filter(pk=pk)).delete()


def all_unsaved(part, of, person):
    """What a person typed in a form and did not save, the latest first."""
    found = UnsavedText.objects.filter(part=part, of=of, person=person)
    return list(found.order_by("-saved_at", "-pk"))


# --- In the form ----------------------------------------------------------------------------------


def differs_in(form, typed) -> bool:
    """Whether what was typed says something else than what is saved; `form` is bound to it."""
    return bool(set(form.changed_data) & set(typed))


def take_up(form, unsaved):
    """Fills what was typed in a form. A save says so when somebody saved since then."""
    data = MultiValueDict(unsaved.typed)
    for name in set(unsaved.typed) & set(form.fields):
        form.initial[name] = form.fields[name].widget.value_from_datadict(data, {}, name)
    if "version" in form.fields:
        form.initial["version"] = form.fields["version"].initial = unsaved.version
