"""A file that somebody handed in as an answer to a browser, and the forms that take one."""

import hashlib

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.http import content_disposition_header

from programme import uploads
from programme.models import FileKind, ScanState

SHA256 = "file_sha256"  # stands for the file among what was typed


def handed_out(view, upload):
    """The file, to be saved and not shown; for one in quarantine a page that says why not. The page
    that answers with it has asked for the permission.
    """
    if upload.state == ScanState.DISPOSED:
        return view.disposed_page(upload)
    if not upload.is_handed_out:
        return view.page("programme/held.html", status=403, upload=upload)
    return as_download(uploads.content_of(upload.sha256), upload.name)


def as_download(content, name):
    """A file that a browser saves under its name, and neither shows nor runs."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


def file_field(kinds, label="File"):
    """A field for a file of one of the kinds. What its content is, the action asks."""
    largest, any_kind = settings.UPLOAD_BYTES, FileKind.OTHER in kinds
    said = "file of any kind," if any_kind else " or ".join(FileKind(one).label for one in kinds)
    accept = {} if any_kind else {"accept": ",".join(f".{one}" for one in kinds)}
    return forms.FileField(
        label=label,
        help_text=f"A {said} of at most {filesizeformat(largest)}",
        widget=forms.FileInput(attrs=accept),
        error_messages={
            "required": "Choose the file.",
            "invalid": "No file was sent. Choose it again.",
            "missing": "No file was sent. Choose it again.",
            "empty": "This file is empty. Choose another one.",
        },
    )


class TakesFile:
    """Mixed into a form view whose form has a file. A browser sends it anew with every press, and
    two files under the same words are not the same form.
    """

    def post(self, request, **kwargs):
        if file := request.FILES.get("file"):
            request.POST = request.POST.copy()
            request.POST[SHA256] = _digest(file)
        return super().post(request, **kwargs)

    def filled_in(self, data):
        form = super().filled_in(data)
        form.files = self.request.FILES
        return form


def _digest(file):
    found = hashlib.sha256()
    for piece in file.chunks():
        found.update(piece)
    file.seek(0)
    return found.hexdigest()
