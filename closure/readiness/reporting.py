"""What was not ready at closure and why, as the closure document prints it."""

from django.utils import timezone

from programme.facts import DATE, Column, iso
from programme.reporting import Section

from .lines import lines_of


class ExplainedSection(Section):
    """What stood in the way of closure and was explained, with who explained it and when."""

    key = "explained"
    title = "What stands as it is, and why"
    template = "closure/explained.html"
    columns = (
        Column("group", "Log", width=14),
        Column("words", "What stands in the way", width=36),
        Column("text", "Explanation", width=36),
        Column("by", "Explained by", width=14),
        Column("on", "On", DATE, 11),
    )

    def rows(self, position):
        return [
            {
                "group": line.group,
                "words": line.words,
                "text": line.explanation.text,
                "by": position.signed(line.explanation, "recorded"),
                "on": iso(timezone.localdate(line.explanation.recorded_at)),
            }
            for line in lines_of(position)
            if line.explanation
        ]

    def extra(self, rows, position):
        return {"group_by": "group", "empty": "Nothing that stands in the way was explained."}
