"""What a log says of files that bring rows."""

from collections.abc import Callable


class TakesFiles:
    """How a log takes in rows of a file; without `adds` and `changes` it takes in none."""

    # its actions by which rows of a file are added and changed; without them it takes in no file
    adds: Callable | None = None
    changes: Callable | None = None
    known_by = "reference"  # the fact by which rows of files name an entry
    # what files fill besides facts: each a `programme.arriving.Arriving`, for the methods below
    arrivals: tuple = ()
    explains: frozenset = frozenset()  # of these, what only says more of another
    not_from_files: frozenset = frozenset()  # facts that no file fills

    def records_in(self, given) -> list[dict]:
        """The entries that one row of a file makes: `given` are its values by field."""
        return [given]

    def doubts(self, given, cells) -> list[tuple]:
        """What a careful person would ask of values that contradict each other, as (field,
        question) pairs; a value that is in doubt is taken out of `given`. `cells` are the words of
        the file by field, each with `text` and `formula`.
        """
        return []

    def holds(self, entry) -> dict:
        """What an entry has already of the `arrivals`, by field."""
        return {}

    def held_by(self, entries) -> dict:
        """What each of the entries of one programme has already, {primary key: as `holds` says}."""
        return {entry.pk: self.holds(entry) for entry in entries}

    def arrives_under(self, programme) -> dict:
        """What else its action needs to add a row from a file.

        Raises:
            ValidationError: it is not there yet, or there are several.
        """
        return {}

    def take_in(self, entry, given, *, by, at, why, on):
        """Records what a file says besides facts, as at the day `on`. Returns the entry."""
        return entry
