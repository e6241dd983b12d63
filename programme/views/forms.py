"""The base of the kernel's own forms."""

from programme.ui.base import ProgrammeView
from programme.ui.views import FormView


class KernelForm(FormView):
    """A form of the kernel: calls an action with the programme, who and when."""

    action = None
    back = "meetings"

    def crumbs(self):
        return [*ProgrammeView.crumbs(self), (self.back.capitalize(), self.address(self.back))]

    def act(self, form):
        return type(self).action(
            programme=self.programme, by=self.request.user, at=self.now, **form.values()
        )

    def cancel_url(self):
        return self.address(self.back)

    def done_url(self, row):
        return self.address(self.back)

    def done_message(self, row):
        return f"{row} saved."
