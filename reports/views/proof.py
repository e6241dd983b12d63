"""The proof of a published version, for those who are in the programme."""

from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt

from reports.public_proof import TakesProof, proof_context

from .base import OneReport


@method_decorator(csrf_exempt, name="dispatch")
class ReportProof(TakesProof, OneReport):
    """What was frozen, by whom, and which of the report's files somebody has."""

    shows_disposed = True

    def find(self, pk):
        super().find(pk)
        if not self.report.published_at:
            raise Http404("Nothing is frozen before it is published.")

    def crumbs(self):
        return [
            *super().crumbs(),
            (str(self.report), self.address("reports:detail", self.report.pk)),
        ]

    def get(self, request, **kwargs):
        return self.show({})

    def post(self, request, **kwargs):
        return self.show(self.check(request))

    def show(self, checked):
        report = self.report
        same = {"definition": report.definition, "meeting": report.meeting}
        versions = self.visible().published_once().filter(**same).order_by("-version")
        shown = proof_context(
            report, versions, checked, lambda one: self.address("reports:proof", one.pk)
        )
        return self.page("reports/proof.html", **self.shared(**checked), **shown)
