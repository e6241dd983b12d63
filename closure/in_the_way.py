"""What stands in the way of closing a programme, as every page and the step itself have it: one
answer, so that no two of them contradict each other.
"""

from dataclasses import dataclass, field, replace

from programme.closed import closed_in_words
from programme.extension import extensions
from programme.formats import counted

from .models import Closing
from .readiness.lines import lines_of

MENDED = "to be mended or explained before the programme is closed"


@dataclass(frozen=True)
class InTheWay:
    """`closed` says that nothing is, for the programme was closed. Closing is refused as long as
    one of the `blocks` is left, each a `programme.log.Need`; `lines` are to be mended or explained.
    """

    closed: str = ""
    blocks: list = field(default_factory=list)
    lines: list = field(default_factory=list)

    @property
    def explained(self) -> int:
        """How many of the lines are explained."""
        return sum(bool(line.explanation) for line in self.lines)

    @property
    def in_words(self) -> str:
        """All of it counted, in sentences."""
        if self.closed:
            return self.closed
        if not (self.blocks or self.lines):
            return "Nothing stands in the way of closing the programme."
        said = []
        if self.blocks:
            things = counted(len(self.blocks), "thing has", "things have")
            said.append(f"{things} to be settled, or closing is refused.")
        if self.lines:
            things = counted(len(self.lines), "thing is", "things are")
            said.append(f"{things} {MENDED}; {self.explained:,} of them explained.")
        return " ".join(said)


def in_the_way(position, now, may_see=lambda permission: True) -> InTheWay:
    """What stood in the way at a position; of the past only what the logs say. `may_see` lets the
    logs through of which somebody may read the rows.
    """
    if closed := closed_in_words_at(position):
        return InTheWay(closed=closed)
    found = [] if position.at else blocks(position.programme, now)
    led = [_led(one, may_see) for one in found]
    return InTheWay(blocks=led, lines=lines_of(position, may_see))


def _led(need, may_see):
    """A line that leads nowhere for who may not open its page."""
    shut = need.permission and not may_see(need.permission)
    return replace(need, url="") if shut else need


def blocks(programme, now) -> list:
    """What closing is refused for, each a `programme.log.Need`, as every room says it."""
    return [one for room in extensions() for one in room.closing_blocks(programme, now=now)]


def closed_in_words_at(position) -> str:
    """That the programme was closed at a position, when and by whom; blank where it was open."""
    if not position.at:
        return closed_in_words(position.programme)
    known = Closing.objects.filter(programme=position.programme).known_at(position)
    last = known.order_by("recorded_at", "id").last()
    return f"{last}." if last and not last.reopens else ""
