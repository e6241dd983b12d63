"""What a search finds of papers as they are written: by those who read the logs, and where a paper
keeps something from the public by those who write papers alone.
"""

from django.core.exceptions import ValidationError

from programme.findable import Findable, Said
from programme.models import Body, Meeting

from .comments import PartComment
from .concealed import PAPER_OF
from .exemptions import Exemption
from .models import Paper, PaperRecommendation, Part
from .permissions import SEE, WRITE
from .recommended_words import in_words
from .text import lines_in, read

# The way from a paper to the rows about which something may be recorded that its title or its
# readers depend on.
OF_PAPERS = {Paper: "pk", Meeting: "meeting", Body: "meeting__body"}
GUARDED = {model._meta.label_lower for model in PAPER_OF}


def guarded(subject_type):
    """Who finds events that quote what is written in papers."""
    return WRITE if subject_type in GUARDED else None


def _papers(subject):
    """The papers of which something reads otherwise as `subject` has changed."""
    if isinstance(subject, Exemption):
        return Paper.objects.filter(pk=subject.paper_id)
    path = OF_PAPERS.get(type(subject))
    return Paper.objects.filter(**{path: subject.pk}) if path else None


class OfPapers(Findable):
    """Rows of one kind that belong to papers."""

    name, title = "papers", "Papers being written"
    paper = "paper"  # the way to it

    def touched(self, subject):
        papers = _papers(subject)
        if papers is None:
            return super().touched(subject)
        found = self.model.objects.filter(**{f"{self.paper}__in": papers})
        return list(found.values_list("pk", flat=True))

    def rows(self, programme):
        found = self.model.objects.of(programme).exclude(**{f"{self.paper}__title": ""})
        return found.select_related(f"{self.paper}__meeting__body")

    def said(self, rows, position):
        standing = Exemption.objects.standing().filter(programme=position.programme)
        papers = standing.values_list("paper", flat=True)
        kept_back = position.once("papers kept back", lambda: set(papers)) if rows else ()
        for row in rows:
            paper = self.paper_of(row)
            about = self.about(row)
            about.setdefault("page", "papers:detail")
            about.setdefault("argument", paper.pk)
            about.setdefault("permission", WRITE if paper.pk in kept_back else SEE)
            yield row, Said(title=row.title, at=row.updated_at, **about)

    def paper_of(self, row):
        """The paper that a row belongs to."""
        return row.paper

    def about(self, row) -> dict:
        """What else is said of a row."""
        raise NotImplementedError


def _lines(text):
    try:
        return [words for _, words in lines_in(read(text))]
    except ValidationError:  # an answer of one line is no text: it is found as it was typed
        return [text]


class Parts(OfPapers):
    """Texts, and answers on front sheets."""

    model = Part

    def about(self, row):
        texts = [row.text, row.second_text]
        texts += [*row.answers.values(), *row.second_answers.values()]
        lines = [words for text in texts if text for words in _lines(text)]
        return {"owner": row.owner, "lines": tuple(filter(None, [row.second_heading, *lines]))}


class Recommendations(OfPapers):
    """What papers recommend."""

    model = PaperRecommendation

    def about(self, row):
        lines = [in_words(text) for text in row.marked if text]
        return {"lines": (*lines, *filter(None, [row.acts, row.second_acts]))}


class Comments(OfPapers):
    """What the authors of papers say to each other."""

    name, title, model, paper = "comments", "Comments on papers", PartComment, "part__paper"

    def touched(self, subject):
        if isinstance(subject, Part):
            return list(subject.comments.values_list("pk", flat=True))
        return super().touched(subject)

    def paper_of(self, row):
        return row.part.paper

    def about(self, row):
        page = {"page": "papers:comments", "argument": row.part_id, "permission": WRITE}
        return {"owner": row.said_by_name, "lines": (row.text,), **page}


FINDABLES = [Parts(), Recommendations(), Comments()]
