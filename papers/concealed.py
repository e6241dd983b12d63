"""What the history says of papers that keep something back, to those who may not read it."""

from .attached import AttachedDocument
from .background import BackgroundPaper
from .decisions import MeetingDecision
from .exemptions import Exemption
from .models import PaperRecommendation, Part
from .permissions import WRITE

KEPT_BACK = "Of a paper that keeps something from the public"
CONCEALED = "something of a paper that is kept from the public"
PAPER_OF = {  # the kinds of rows whose events quote what is written, and the way to their paper
    Part: "paper",
    PaperRecommendation: "paper",
    MeetingDecision: "recommendation__paper",
    AttachedDocument: "paper",
    BackgroundPaper: "paper",
    Exemption: "paper",
}


def conceal(events, view):
    """Takes the words out of those events that quote a paper which keeps something back, for who
    may not write papers.
    """
    if view.allowed(WRITE):
        return
    standing = Exemption.objects.standing().filter(programme=view.programme.pk)
    papers = set(standing.values_list("paper", flat=True))
    for model, path in PAPER_OF.items() if papers else ():
        told = [one for one in events if one.subject_type == model._meta.label_lower]
        ids = {one.subject_id for one in told}
        hidden = model.objects.filter(pk__in=ids, **{f"{path}__in": papers}) if ids else ()
        hidden = {row.pk for row in hidden}
        for one in told:
            if one.subject_id in hidden:
                one.changes, one.reason, one.title = [], "", CONCEALED
