"""Pages of imports: bring a file, look at what it would do, take it in, take it back."""

from django.http import Http404

from intake import actions
from intake.choices import State
from intake.forms import BringForm, TakeBackImportForm
from intake.one_import import KeepsLog
from intake.taking_back import take_back_import
from intake.workbook import as_workbook
from programme.ui.uploads import TakesFile, as_download
from programme.ui.views import FormView
from programme.ui.views.registers import LogView

LATEST = 10


def of_log(view, log):
    """The page for one log."""
    return type(f"{view.__name__}Of{log.name.title().replace('-', '')}", (view,), {"log": log})


class Start(KeepsLog, TakesFile, FormView):
    """Takes a file or cells, and shows the latest imports of the log."""

    form_class, submit_label, template = BringForm, "Read it", "intake/start.html"
    intro = (
        "You see what would become of each row before anything is kept."
        " What is not understood is asked."
    )

    @property
    def title(self):
        return f"Import into {self.log.title}"

    def saved_lately(self, request):
        """The same file again is asked about by its rows, which are all the same then."""

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        handed_in = form.cleaned_data["handed_in"]
        return actions.start_import(self.log, programme=self.programme, handed_in=handed_in, **who)

    def done_url(self, row):
        return self.url_of(row)

    def done_message(self, row):
        return f"{row.upload.name} is handed in. Nothing is taken in yet."

    def context(self, **extra):
        found = self.imports().defer("preview").order_by("-id")[:LATEST]
        earlier = [{"row": one, "url": self.url_of(one)} for one in found]
        out = self.address(f"intake:{self.log.name}-out")
        return super().context(earlier=earlier, out=out, log=self.log, **extra)


class Workbook(KeepsLog, LogView):
    """The log as a workbook that is edited and brought back."""

    def get(self, request, **kwargs):
        name = f"{self.programme.slug}-{self.log.file_name}-to-edit.xlsx"
        return as_download(as_workbook(self.log, self.programme, self.now), name)


class TakeBack(KeepsLog, FormView):
    """Takes an import back as a whole."""

    form_class, submit_label, danger = TakeBackImportForm, "Take it back", True
    intro = (
        "What it added is withdrawn, what it changed is put back as it was. It is all or nothing,"
        " and only while nobody has changed one of its rows since."
    )

    def find(self, pk):
        self.row = self.imports().filter(pk=pk).first()
        if self.row is None:
            raise Http404("No such import.")
        if self.row.state != State.DONE or not self.row.rows:
            self.gone = "There is nothing of this import to take back."

    @property
    def title(self):
        return f"Take back the import of {self.row.upload.name}"

    def facts(self):
        rows = f"{len(self.row.rows)} rows"
        return [{"label": "Taken in", "value": f"{rows} into {self.log.title}"}]

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return take_back_import(self.row, why=form.cleaned_data["why"], **who)

    def cancel_url(self):
        return self.url_of(self.row)

    def done_url(self, row):
        return self.url_of(row)

    def done_message(self, row):
        return f"The import of {row.upload.name} is taken back."
