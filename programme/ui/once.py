"""A form saves once, however often it is sent, and what was typed while a session ended is kept for
its return.

Each page with a form carries a token of its own. A double click and "Back, Save again" send the
same token with the same
words: they lead to what was saved. Other words under a token that was used are shown again, to be
saved as another row.
"""

import uuid

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.crypto import salted_hmac

from programme.models import Save

TOKEN = "once"
FOR = (
    "for"  # who opened the form, so that nobody is shown what another person typed at the same desk
)
NOT_TYPED = ("csrfmiddlewaretoken", TOKEN, FOR)
# in the session: {"path", "data"} of a form that was sent without a signed-in person
KEPT = "kept_form"
LONGEST_KEPT = 200_000  # characters; a form of ours is a hundredth of that


def new_token() -> str:
    """What the next form carries."""
    return str(uuid.uuid4())


def token_of(data):
    """The token of a form that was sent; None where it carries none that could be ours."""
    try:
        return uuid.UUID(data.get(TOKEN, ""))
    except ValueError:
        return None


def digest_of(data) -> str:
    """A fingerprint of what was typed and which button was pressed.

    It is keyed by the installation's secret: what was typed may be a password.
    """
    typed = sorted((name, data.getlist(name)) for name in data if name not in NOT_TYPED)
    typed = repr(typed).encode("utf-8", "surrogatepass")
    return salted_hmac("programme.ui.once", typed, algorithm="sha256").hexdigest()


def saved_before(data, by):
    """The earlier save of the same form by the same person; None where this is the first."""
    token = token_of(data)
    return Save.objects.filter(token=token, by=by).first() if token else None


def claim(data, by, at):
    """Notes, inside the transaction that saves, that the form's token is used.

    None where it carries none.

    A second one that is sent meanwhile waits for the first here.

    Raises:
        IntegrityError: it was used meanwhile.
    """
    token = token_of(data)
    return token and Save.objects.create(token=token, by=by, at=at, digest=digest_of(data))


def is_race(error, data, by):
    """Whether the database refused because the same form was saved a moment ago."""
    return isinstance(error, IntegrityError) and saved_before(data, by) is not None


def keep_for_later(request):
    """Keeps what an anonymous person sent, until somebody signs in with this browser.

    Passwords are not kept: a session is no place for them.
    """
    typed = {
        name: request.POST.getlist(name)
        for name in request.POST
        if name not in NOT_TYPED and "password" not in name
    }
    person = request.POST.get(FOR, "")
    if person and len(repr(typed)) <= LONGEST_KEPT:
        request.session[KEPT] = {"path": request.path, "for": person, "data": typed}


def take_kept(request):
    """What was kept for this page, once; None where nothing was."""
    kept = request.session.get(KEPT)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEPT]
    if kept["for"] != str(request.user.pk):
        return None
    data = QueryDict(mutable=True)
    for name, values in kept["data"].items():
        data.setlist(name, values)
    return data


def save_once(data, by, at, act, led_to, words):
    """Calls `act` and notes where its result leads, in one transaction: both or neither.

    Returns the result of `act`, or the earlier `Save` where the same form was saved a moment ago.
    """
    try:
        with transaction.atomic():
            save = claim(data, by, at)
            result = act()
            if save:
                save.led_to, save.words = led_to(result)[:500], words(result)[:300]
                save.save(update_fields=["led_to", "words"])
            return result
    except IntegrityError as error:
        if is_race(error, data, by):
            return saved_before(data, by)
        raise
