"""Pages of archives: what there is, a new one, the file."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html

from closure.archive.permissions import MAKE_ARCHIVE
from closure.choices import ArchiveState
from closure.models import Archive
from programme.formats import moment
from programme.forms import NothingForm
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable
from programme.views.forms import KernelForm

from .actions import ask_for_archive
from .working import stored_name

INTRO = (
    "An archive is one file with every row, its history, the papers and the files that were handed"
    " in. It opens from a disk without this product. What is exempt from publication is in it."
)
CHECK = "Keep its fingerprint apart from the file: whoever has both can prove that it is whole."
REFRESH_SECONDS = 3
HEAD = ["Asked for", "By", "Size", "Fingerprint of its manifest (SHA-256)", "File"]


class Archives(ProgrammeView):
    """The archives that were made."""

    permission, title = MAKE_ARCHIVE, "Archives of the records"

    def get(self, request):
        found = Archive.objects.filter(programme=self.programme)
        found = list(found.filter(asked_at__lte=self.at) if self.at else found)
        table = ChildTable(
            "Archives",
            HEAD,
            [self._row(one) for one in found],
            actions=[] if self.at else [self._make()],
        )
        response = self.page("closure/archives.html", intro=INTRO, check=CHECK, tables=[table])
        if any(one.state == ArchiveState.ASKED for one in found):
            response["Refresh"] = str(REFRESH_SECONDS)  # works without JavaScript
        return response

    def _make(self):
        return {"label": "Make an archive", "url": self.address("closure:archive_make"), "of": ""}

    def _row(self, one):
        about = [moment(one.asked_at), one.asked_by_name]
        if one.state != ArchiveState.MADE:
            return [*about, "", "", f"{one.get_state_display()}. {one.said}".strip()]
        link = format_html(
            '<a class="govuk-link" href="{}">Download<span class="govuk-visually-hidden">'
            " the archive of {}</span></a>",
            self.address("closure:archive_file", one.pk),
            moment(one.asked_at),
        )
        return [*about, filesizeformat(one.bytes), one.manifest, link]


class MakeArchive(KernelForm):
    """Asks for an archive."""

    permission, title, submit_label = MAKE_ARCHIVE, "Make an archive", "Make an archive"
    form_class, intro = NothingForm, INTRO

    def crumbs(self):
        back = (Archives.title, self.address("closure:archives"))
        return [*ProgrammeView.crumbs(self), back]

    def act(self, form):
        return ask_for_archive(self.programme, by=self.request.user, at=self.now)

    def cancel_url(self):
        return self.address("closure:archives")

    def done_url(self, archive):
        return self.address("closure:archives")

    def done_message(self, archive):
        return "The archive is being made. It stands here when it is ready."


class ArchiveFile(ProgrammeView):
    """An archive as a file."""

    permission, title = MAKE_ARCHIVE, "Archive"

    def find(self, pk):
        made = Archive.objects.filter(programme=self.programme, state=ArchiveState.MADE, pk=pk)
        self.archive = made.first()
        if self.archive is None or not default_storage.exists(stored_name(self.archive.sha256)):
            raise Http404("No such archive.")

    def get(self, request, **kwargs):
        name = f"{self.programme.slug}-records-{self.archive.made_at:%Y-%m-%d}.zip"
        file = default_storage.open(stored_name(self.archive.sha256))
        return FileResponse(file, as_attachment=True, filename=name)
