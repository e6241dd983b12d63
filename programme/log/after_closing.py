"""What of a log is still written once its programme is closed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StillWritten:
    """What of a log is still written in a closed programme: `steps` are open, they add or change
    `rows` of these models, and of its entries these `columns`; names have spaces between them.
    With `everything` all rows of its app are.
    """

    steps: str = ""
    rows: tuple = ()
    columns: str = ""
    everything: bool = False

    def has_step(self, name) -> bool:
        """Whether the step of that name is still open."""
        return self.everything or name in self.steps.split()
