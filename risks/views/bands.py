"""How risks are banded and rated, from a day on."""

from programme.formats import day
from programme.ui.views import FormView

from .. import actions, forms, permissions
from ..log import RISKS
from ..models import Banding, RatingScheme


class SetBands(FormView):
    log, permission = RISKS, permissions.SET_BANDS
    title, form_class, submit_label = "Set the bands", forms.BandsForm, "Set the bands"
    intro = (
        "Every score that can occur needs exactly one band. What was reported before keeps its"
        " band."
    )

    def form(self, data=None):
        now = Banding.objects.thresholds(self.position)
        initial = {"applies_from": self.today, "size": now.likelihoods}
        initial |= {"impacts": now.impacts} if now.impacts != now.likelihoods else {}
        initial |= {f"{key}_name": name for key, name in now.names}
        for key, low, high in now.ranges():
            initial |= {f"{key}_from": low, f"{key}_to": high}
        how = {"initial": initial, "names": now.names}
        return self.form_class(data, programme=self.programme, **how)

    def act(self, form):
        return actions.set_bands(
            programme=self.programme, by=self.request.user, at=self.now, **form.values()
        )

    def done_url(self, banding):
        return self.address(self.log.url("list"))

    def done_message(self, banding):
        return f"New bands apply from {day(banding.applies_from)}."


class SetScheme(SetBands):
    title, form_class, submit_label = "How risks are rated", forms.SchemeForm, "Save"
    intro = (
        "From this day on, new assessments are made in this way. What was rated before stays as it"
        " was rated."
    )

    def form(self, data=None):
        kind = RatingScheme.objects.kind(self.programme, self.today)
        return self.form_class(
            data, programme=self.programme, initial={"kind": kind, "applies_from": self.today}
        )

    def act(self, form):
        return actions.set_scheme(
            programme=self.programme, by=self.request.user, at=self.now, **form.values()
        )

    def done_message(self, scheme):
        return f"Risks are rated in {scheme.kind} from {day(scheme.applies_from)}."
