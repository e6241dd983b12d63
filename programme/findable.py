"""What a search can find, as each room declares it; the room `search` keeps the index of it."""

from dataclasses import dataclass
from datetime import datetime

from programme.authorization import Permission


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is found of one row: what it is called, and the lines in which words are looked for.

    Somebody without the `permission` does not find it. `page` is the name of the address that it
    leads to, `argument` what follows the programme there; `at` is when it was last changed.
    """

    title: str
    lines: tuple = ()
    reference: str = ""
    owner: str = ""
    permission: Permission
    page: str
    argument: object = ""
    at: datetime


class Findable:
    """One kind of things that a search finds: the rows of one model."""

    name = ""  # in addresses; kinds of one name stand together
    title = ""
    model = None
    is_frozen = False  # what was found once never reads otherwise

    def touched(self, subject) -> list:
        """The keys of the rows that may read otherwise now, as something was done to `subject`."""
        return [subject.pk] if isinstance(subject, self.model) else []

    def parents_of(self, row) -> list:
        """The rows of the model whose words a row of another model, which was added, belongs to."""
        return []

    def rows(self, programme):
        """The rows of a programme that can be found today, as a queryset.

        It is put into SQL once for all programmes: nothing is asked of this one.
        """
        raise NotImplementedError

    def are_kept(self, programme) -> bool:
        """Whether the rows of a programme are still there: not once they were disposed of."""
        return True

    def said(self, rows, position):
        """(row, `Said`) of each of `rows`, a list, in a fixed number of queries."""
        raise NotImplementedError
