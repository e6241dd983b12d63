"""The statutory posts of a council: given, changed, ended."""

from django.http import Http404

from programme import council_posts, standing_forms
from programme.authorization import permissions
from programme.models import Post

from .standing import Partners
from .standing_steps import OneForm


class GivePost(Partners, OneForm):
    """Gives a statutory post of the council to somebody."""

    title, form_class = "Give a post", standing_forms.CouncilPostForm
    permission, second_label = permissions.KEEP_PEOPLE, "Save and give another"

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return council_posts.give_post(self.row, **who, **form.values())


class ChangePostHeld(Partners, OneForm):
    """Ends a post on a day, or corrects how it was recorded."""

    form_class, permission = standing_forms.ChangeCouncilPostForm, permissions.KEEP_PEOPLE
    intro = "Fill in “to” when they no longer hold it. The next holder is a post of its own."

    @property
    def title(self):
        return f"Change the post of {self.held.title.lower()}"

    def find(self, pk):
        self.held = Post.objects.filter(pk=pk, partner__programme=self.programme).first()
        if self.held is None:
            raise Http404("No such post.")
        super().find(self.held.partner_id)

    def form(self, data=None):
        initial = {"version": self.row.version}  # the council's: it rises with every change
        about = {"instance": self.held, "initial": initial}
        return self.form_class(data, programme=self.programme, **about)

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return council_posts.change_post_held(self.held, **who, **form.values())
