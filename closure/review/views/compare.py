"""Any two versions of the report under review, with what differs marked."""

from closure.review.marks import marked
from reports.differences import differences
from reports.models import Report

from .base import OfReview


class CompareVersions(OfReview):
    """Chooses two versions, also of other meetings, and shows what differs."""

    title = "Compare two versions"

    def find(self, pk):
        self.find_review(pk)

    def versions(self):
        """The versions of the report that can be read, the newest first."""
        found = Report.objects.of(self.programme).filter(definition=self.report.definition_id)
        found = found.visible_to_roles(self.roles).exclude(pdf_sha256="").exclude(content=None)
        return found.order_by("-meeting__on", "-version")

    def get(self, request, **kwargs):
        versions = list(self.versions())
        old, new = (self._chosen(name, versions) for name in ("old", "new"))
        rows = []
        if old and new:
            for one in differences(old.public_content, new.public_content):
                was, now = marked(one["was"], one["now"])
                rows.append({"place": one["place"], "was": was, "now": now})
        return self.page(
            "closure/compare.html",
            review=self.review,
            versions=[
                {"pk": one.pk, "words": f"{one}, {one.get_state_display().lower()}"}
                for one in versions
            ],
            old=old,
            new=new,
            rows=rows,
        )

    def _chosen(self, name, versions):
        asked = self.request.GET.get(name, "")
        return next((one for one in versions if str(one.pk) == asked), None)
