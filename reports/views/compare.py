"""Two versions of a report, with what differs marked."""

from django.http import Http404

from reports.differences import differences

from .base import OneReport


class Compare(OneReport):
    """What the version differs in from another one of the same report."""

    def find(self, pk, other):
        super().find(pk)
        same = {"definition": self.report.definition, "meeting": self.report.meeting}
        self.other = self.visible().filter(pk=other, content__isnull=False, **same).first()
        if self.other is None or not self.report.content:
            raise Http404("No such version of this report.")

    def crumbs(self):
        return [*super().crumbs(), (self.title, self.address("reports:detail", self.report.pk))]

    def get(self, request, **kwargs):
        new, old = self.report, self.other
        return self.page(
            "reports/compare.html",
            newer=new.version,
            older=old.version,
            differences=differences(old.public_content, new.public_content),
        )
