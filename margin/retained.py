"""What stands beside rows, as retention counts it."""

from programme.retention import Retained, emptied_words

from .models import Comment, Evidence, EvidenceMark

OF_EVIDENCE = {
    Evidence: {"title": "", "about": "", "dated": None},
    EvidenceMark: emptied_words("why"),
}


def _marks(programme, found):
    """Why pieces of evidence were taken off their rows."""
    return [EvidenceMark.objects.filter(evidence__in=found).exclude(why="")]


RETAINED = [
    Retained(
        "evidence",
        "Evidence of rows, with its files",
        rows=lambda programme: [Evidence.objects.filter(programme=programme).exclude(title="")],
        recorded="recorded_at",
        emptied=OF_EVIDENCE.get,
        upload="upload",
        beside=_marks,
        left="margin:left_evidence",
    ),
    Retained(
        "comments",
        "Comments on rows",
        rows=lambda programme: [Comment.objects.filter(programme=programme).exclude(text="")],
        recorded="recorded_at",
        emptied={"text": ""},
        left="margin:left_comments",
    ),
]
