"""A form saves once, however often it is sent; what was typed while a session ended comes back.

Each page with a form carries a token of its own. A double click sends the same token with the same
words: it leads to what was saved. Other words under a used token, and the same words under another
one within an hour ("Back, Save again" fetches the form anew), are shown again and saved as another
row only when the button is pressed once more.
"""

import uuid
from datetime import timedelta

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import CharField, DateTimeField, UUIDField
from django.http import QueryDict
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac

from programme.models import Save
from programme.written_once import Given, Prepared

TOKEN = "once"
# Who opened the form: nobody is shown what another person typed at the same desk.
FOR = "for"
AGAIN = "again"  # the save that a person was told of, and means to repeat
SEEN = "seen"  # what stood in the form as it was opened
NOT_TYPED = ("csrfmiddlewaretoken", TOKEN, FOR, AGAIN)
RECENT = timedelta(hours=1)
KNOWN = timedelta(days=7)  # how long a used token is known: no page is open for longer
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


def digest_of(data, path="") -> str:
    """A fingerprint of what was typed, where, and which button was pressed.

    What was looked at, the version and what stood in the form, is not typed. It is keyed by the
    installation's secret: what was typed may be a password.
    """
    left_out = (*NOT_TYPED, SEEN, "version")
    typed = path, sorted((name, data.getlist(name)) for name in data if name not in left_out)
    typed = repr(typed).encode("utf-8", "surrogatepass")
    return salted_hmac("programme.ui.once", typed, algorithm="sha256").hexdigest()


SAVED = Prepared(lambda: Save.objects.filter(token=Given("token", UUIDField()), by=Given("by"))[:1])


def saved_before(data, by):
    """The earlier save of the same form by the same person; None where this is the first."""
    token = token_of(data)
    return SAVED.one(token=token, by=by.pk) if token else None


def _alike():
    """Saves of the same words since a moment under another token, the last one first."""
    words, since = Given("digest", CharField()), Given("since", DateTimeField())
    found = Save.objects.filter(by=Given("by"), digest=words, at__gt=since)
    return found.exclude(token=Given("token", UUIDField())).order_by("-at", "-pk")[:1]


ALIKE = Prepared(_alike)


def saved_lately(data, by, at, path):
    """An earlier save of the same words in the same place under another token, of the last hour."""
    token = token_of(data)
    if token is None:
        return None
    said = {"digest": digest_of(data, path), "since": at - RECENT}
    found = ALIKE.one(by=by.pk, token=token, **said)
    return None if found and data.get(AGAIN) == str(found.token) else found


def claim(data, by, at, path):
    """Notes, inside the transaction that saves, that the form's token is used.

    None where it carries none.

    A second one that is sent meanwhile waits for the first here.

    Raises:
        IntegrityError: it was used meanwhile.
    """
    token = token_of(data)
    return token and Save.objects.create(token=token, by=by, at=at, digest=digest_of(data, path))


def forget(now):
    """Deletes the tokens of forms that were saved more than a week before the moment `now`."""
    Save.objects.filter(at__lt=now - KNOWN).delete()


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


def look_at_kept(request):
    """What was kept for this page and this person; None where nothing was."""
    kept = request.session.get(KEPT)
    if not kept or kept["path"] != request.path or kept["for"] != str(request.user.pk):
        return None
    data = QueryDict(mutable=True)
    for name, values in kept["data"].items():
        data.setlist(name, values)
    return data


def change_kept(request, data):
    """Keeps other data for this page in its place."""
    kept = {name: data.getlist(name) for name in data}
    request.session[KEPT] = {**request.session[KEPT], "data": kept}


def take_kept(request):
    """What was kept for this page, once; what was kept here for somebody else goes as well."""
    data = look_at_kept(request)
    if request.session.get(KEPT, {}).get("path") == request.path:
        del request.session[KEPT]
    return data


def lead_back(request, earlier):
    """The same form came twice: it leads to what was saved."""
    messages.success(request, f"{earlier.words} It was sent twice and saved once.")
    return redirect(earlier.led_to)


def save_once(request, act, *, at, led_to, words):
    """Calls `act` for the form in a request, and notes where its result leads (`led_to`) and what
    is said of it (`words`), in one transaction: both or neither.

    Returns the result of `act`, or the earlier `Save` where the same form was saved a moment ago.
    """
    data, by = request.POST, request.user
    try:
        with transaction.atomic():
            save = claim(data, by, at, request.path)
            result = act()
            if save:
                save.led_to, save.words = led_to(result)[:500], words(result)[:300]
                save.save(update_fields=["led_to", "words"])
            return result
    except IntegrityError as error:
        if is_race(error, data, by):
            return saved_before(data, by)
        raise
