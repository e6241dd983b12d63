"""Proof that is open to everyone: of one published version, and of any file that somebody has."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt

from . import proof
from .models import Report
from .public import PublicMeeting, PublicView

SHA256 = re.compile(r"[0-9a-f]{64}")


class TakesProof:
    """Mixed into a page on which somebody learns which file they have. It is read and not kept, and
    nothing is changed: so the form may come from anywhere.
    """

    def check(self, request):
        """What the page says of the file that was sent: its fingerprint, or why it was not read."""
        try:
            return {"sha256": proof.sent_with(request, settings.UPLOAD_BYTES)}
        except ValidationError as error:
            return {"refused": " ".join(error.messages)}

    def shared(self, **checked):
        """What the form needs."""
        return {"largest": filesizeformat(settings.UPLOAD_BYTES), **checked}


@method_decorator(csrf_exempt, name="dispatch")
class Proof(TakesProof, PublicView):
    """The proof of one version, and which of the report's files somebody has."""

    def get(self, request, **kwargs):
        return self.show(request, **kwargs)

    def post(self, request, **kwargs):
        return self.show(request, **kwargs, checked=self.check(request))

    def show(self, request, body, on, kind, version, checked=None):
        versions = self.versions(body, on, kind)
        report = next((one for one in versions if one.version == version), None)
        if report is None:
            raise Http404("No such version.")
        shown = proof_context(report, versions, checked or {}, _address)
        crumbs = [*PublicMeeting.crumbs, (str(report), _address(report, "published_version"))]
        context = {"crumbs": crumbs, "look_in_all": True, **self.shared(**checked or {}), **shown}
        return render(request, "reports/proof.html", context)


def proof_context(report, versions, checked, address) -> dict:
    """What the proof page of a version shows, public or not."""
    lines = proof.lines_of(versions)
    sha256 = checked.get("sha256")
    found = [one["says"] for one in lines if one["sha256"] == sha256] if sha256 else []
    return {
        "title": f"Proof of {report}",
        "report": report,
        "facts": proof.facts_of(report, versions, address),
        "files": [one for one in lines if one["version"] == report.version],
        "other_files": [one for one in lines if one["version"] != report.version],
        "answers": found or ([proof.NONE_OF_THESE] if sha256 else []),
        "none": proof.NONE_OF_THESE,
    }


def _address(report, name="proof"):
    definition, on = report.definition, report.meeting.address
    return reverse(name, args=[definition.body.slug, on, definition.kind, report.version])


@method_decorator(csrf_exempt, name="dispatch")
class CheckFile(TakesProof, PublicView):
    """Which of all published files somebody has. With script the browser sends the fingerprint and
    nothing else.
    """

    def get(self, request):
        sha256 = request.GET.get("sha256", "").strip().lower()
        if not sha256:
            return self.show(request)
        if not SHA256.fullmatch(sha256):
            return self.show(request, refused="A fingerprint has 64 characters: 0 to 9, a to f.")
        return self.show(request, sha256=sha256)

    def post(self, request):
        return self.show(request, **self.check(request))

    def show(self, request, **checked):
        public, sha256 = Report.objects.published_once().of_public_bodies(), checked.get("sha256")
        answers = proof.found_among(public, sha256) if sha256 else []
        context = {
            "title": "Check a published file",
            "crumbs": PublicMeeting.crumbs,
            "answers": answers or ([proof.NONE_PUBLISHED] if sha256 else []),
            **self.shared(**checked),
        }
        return render(request, "reports/check_file.html", context)
