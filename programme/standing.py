"""What a programme names for long, its partners and bodies: they get other names, end, and are
succeeded.
"""

import re
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from programme.entries import EntryQuerySet, Kept
from programme.fields import DayField, WordsField
from programme.formats import day
from programme.plausible import one_script
from programme.searching import fold


class StandingQuerySet(EntryQuerySet):
    """Sets of partners or bodies."""

    def standing(self):
        """Those that have not ended: the ones that people can choose."""
        return self.filter(ended_on=None)

    def of_moment(self, programme, moment=None):
        """Those of a programme that stood at a moment, under their names of then; ended ones too.

        Nothing that was entered later is among them.
        """
        return self.as_at(moment).filter(programme=programme).order_by("name")

    def known(self, ids, moment=None) -> dict:
        """Those by primary key as they stood at a moment; one that was entered later, as it is now.

        For what rows name: a row never names nothing.
        """
        found = {row.pk: row for row in self.model.objects.filter(pk__in=ids)}
        if moment:
            found |= {row.pk: row for row in self.as_at(moment).filter(id__in=ids)}
        return found


class Standing(Kept):
    """A partner or a body.

    What has ended is no longer offered; rows that name it keep it. `successor` is the one that
    took its place.
    """

    ended_on = DayField("ended on", null=True, blank=True, editable=False)
    ended_why = WordsField("why it ended", blank=True, max_length=2000, editable=False)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="predecessors",
        verbose_name="succeeded by",
    )

    objects = StandingQuerySet.as_manager()

    class Meta(Kept.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_why="", successor=None)
                | Q(ended_on__isnull=False) & ~Q(ended_why=""),
                name="%(class)s_ended_for_a_reason",
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        one_script(self.name, "name")

    def named_at(self, moment):
        """It as it stood at a moment, with its name of then."""
        return type(self).objects.known([self.pk], moment)[self.pk]

    def with_predecessors(self) -> list:
        """It, then those whose place it took, and those before them."""
        found = [self]
        for one in found:  # grows as it is walked
            found += [other for other in one.predecessors.all() if other not in found]
        return found

    @property
    def standing_in_words(self):
        """Whether it stands, or since when it does not and what came after it."""
        if not self.ended_on:
            return "Current"
        after = f", succeeded by {self.successor}" if self.successor else ""
        return f"Ended on {day(self.ended_on)}{after}"


def plain_name(name):
    """A name as it is compared: without case, accents, punctuation, blanks, and the choice between
    & and "and".
    """
    words = fold(name.replace("&", " and ").casefold())
    return "".join(re.findall(r"[^\W_]+", words)) or name


def refuse_alike(name, rows, *, column="name", but=None, advice=""):
    """Refuses a name that reads like that of another of `rows`; `but` is the row to be named.

    Raises:
        ValidationError: beside `column`, naming the one that exists, with what to do instead.
    """
    sought = plain_name(name)
    for pk, other in rows.values_list("pk", column):
        if plain_name(other) == sought and pk != (but and but.pk):
            raise ValidationError({column: f"There is “{other}” already.{advice}"})


def refuse_former(name, rows, reported, *, but=None):
    """Refuses a name that another of `rows`, partners or bodies, had when papers were published:
    these still carry it. The row itself may take it back. `reported` are the moments of papers.

    Raises:
        ValidationError: beside `name`, naming the one that had it.
    """
    sought, now = plain_name(name), {row.pk: row for row in rows}
    past = rows.model.history.filter(id__in=now).order_by("id", "history_date", "history_id")
    for was, after in pairwise(past.values_list("id", "name", "history_date")):
        (pk, former, since), until = was, after[2]
        another = pk == after[0] and pk != (but and but.pk) and plain_name(former) == sought
        if another and any(since <= moment < until for moment in reported):
            said = f"Published papers use “{former}” for {now[pk]}. Choose another name."
            raise ValidationError({"name": said})


def refuse_ended(row, field=None):
    """Refuses to name a partner or a body that has ended; None is none.

    Raises:
        ValidationError: beside `field`.
    """
    if row is not None and row.ended_on:
        after = f" Choose {row.successor}, which succeeded it." if row.successor else ""
        message = f"{row} ended on {day(row.ended_on)}.{after}"
        raise ValidationError({field: message} if field else message)
