"""What stands beside rows, as retention counts it."""

from programme.retention import Retained

from .models import Comment, Evidence

RETAINED = [
    Retained(
        "evidence",
        "Evidence of rows, with its files",
        rows=lambda programme: [Evidence.objects.filter(programme=programme).exclude(title="")],
        recorded="recorded_at",
        emptied={"title": "", "about": "", "dated": None},
        upload="upload",
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
