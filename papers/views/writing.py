"""What the forms have in common in which texts of papers are written."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from programme.ui import once

from ..edited import inserted, is_edited
from ..in_print import told_of
from ..references import targets
from ..unsaved import all_unsaved, differs_in, give_up_unsaved, take_up

TOOK_UP = "took_up"  # what was kept before, with which the form goes on


class Writing:
    """Mixed into a form in which texts are written, with a preview that saves nothing and a list of
    what they can refer to. What its writer had typed and not saved is offered again.
    """

    template = "papers/write.html"
    part = None  # for which it is kept; None in a paper without such a part
    of = ""  # of the part's own form, or as `unsaved.keep_unsaved` has it

    @cached_property
    def unsaved(self):
        """What the person had typed and not saved, on each page; not what is saved by now."""
        found = all_unsaved(self.part, self.of, self.request.user)
        return [one for one in found if self._differs(one)]

    def _differs(self, unsaved):
        return differs_in(self.form(MultiValueDict(unsaved.typed)), unsaved.typed)

    @cached_property
    def taken_up(self):
        """That with which the person goes on: named in the address, or in the form since then."""
        key = self.request.POST.get(TOOK_UP) or self.request.GET.get("unsaved")
        return next((one for one in self.unsaved if str(one.pk) == key), None)

    def form(self, data=None):
        form = super().form(data)
        if data is None and self.request.GET.get("unsaved") and self.taken_up:
            take_up(form, self.taken_up)
        return form

    def act(self, form):
        done = super().act(form)
        if self.part:
            self._give_up(self.request.POST.get(TOOK_UP, ""), self.request.POST.get(once.TOKEN))
        return done

    def _give_up(self, key, page=None):
        pk = int(key) if key.isdecimal() and len(key) < 19 else None
        give_up_unsaved(self.part, by=self.request.user, of=self.of, pk=pk, page=page)

    def post(self, request, **kwargs):
        if "give_up" in request.POST:
            if self.part:
                self._give_up(request.POST["give_up"])
            messages.success(request, "What you had typed and not saved is given up.")
            return redirect(request.path)
        if "references" in request.POST or "insert" in request.POST:
            return self._insert(request)
        if "preview" not in request.POST:
            return super().post(request, **kwargs)
        form = self.form(request.POST)
        if form.is_valid():
            shown = self.preview(form.cleaned_data)
            second = {"kind": self.kind, **shown.pop("second")}
            self.previewed = {"kind": self.kind, **shown, "second": second}
        return self.show(form)

    def _insert(self, request):
        """Shows the list of what can be referred to, or puts what was chosen of it into a text:
        where [] stands, or at the end. Nothing is saved.
        """
        self.targets = targets(self.paper, self.now, self.allowed)
        form, code = self.form(request.POST), request.POST.get("reference", "")
        if "insert" in request.POST and code in {one.code for one in self.targets}:
            names = [name for name, one in form.fields.items() if is_edited(one)]
            form.data = inserted(request.POST, names, code)
            self.targets = None
        return self.show(form)

    def preview(self, cleaned):
        """What is written as it would be printed, as `papers/_part.html` has it."""
        raise NotImplementedError

    def context(self, **extra):
        is_opened = self.request.method == "GET" and not self.request.GET
        keep = self.address("papers:unsaved", self.part.pk) if self.part else ""
        lists = self.address("papers:references", self.part.pk) if self.part else ""
        return super().context(
            previewed=getattr(self, "previewed", None),
            part=self.part,
            flags=list(filter(None, [told_of(self.part)])),
            unsaved=self.unsaved if is_opened else [],
            took_up=self.taken_up.pk if self.taken_up else "",
            keep_url=f"{keep}?of={self.of}" if keep and self.of else keep,
            second_language=self.paper.second_language,
            targets=getattr(self, "targets", None),
            references_url=lists,
            **extra,
        )
