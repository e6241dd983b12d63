"""What a log says of mistakes in its rows that are put right."""


class Corrected:
    """How a log puts facts and rows right, and what it refuses there."""

    def recount(self, entry, at=None) -> dict:
        """The columns of an entry that repeat rows of its ledgers, as the rows make them that count
        now, or at a position.
        """
        return {}

    def put_right(self, change, entry, *, by, at, **facts):
        """Corrects facts of an entry by its own action `change`, whose rules hold here too."""
        return change(entry, by=by, at=at, **facts)

    def refuse_row(self, row, at):
        """Refuses a row of a ledger that a rule of the log forbids, before it takes another one's
        place.
        """

    def refuse_withdrawal(self, entry, at):
        """Refuses to withdraw an entry as added by mistake where its own steps would refuse it."""

    def refuse_return(self, entry):
        """Refuses an entry that comes back, reopened or after its withdrawal was taken back, where
        another one has its place by now.
        """

    def take_back(self, before, entry, **who):
        """Takes back what was decided over less than a correction shows, or over something else.

        `before` is the entry as it stood until then. Returns the entry.
        """
        return entry

    def refuse_standing(self, programme):
        """Refuses what would stand wrongly in the log after a mistake was put right."""
