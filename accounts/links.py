"""Links that only a mail holds. They are made of a row and the installation's secret, when the mail
leaves and when somebody comes: no row, log or page of ours keeps them.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from .models import Invitation

PASSWORD = "password"  # names the link of a mail by which somebody sets a new password


def token_of(invitation) -> str:
    """What the link of an invitation ends with: 64 hexadecimal digits."""
    made_of = f"{invitation.pk} {invitation.nonce.hex}"
    return salted_hmac("accounts.invitation", made_of, algorithm="sha256").hexdigest()


def path_of(invitation) -> str:
    """The path of the page on which an invitation is accepted."""
    return reverse("invitation", args=[invitation.pk, token_of(invitation)])


def invitation_of(pk, token):
    """The invitation of a link, whatever became of it; None where the link is none of ours."""
    related = ("programme", "body", "invited_by", "accepted_by")
    found = Invitation.objects.filter(pk=pk).select_related(*related).first()
    return found if found and constant_time_compare(token_of(found), token) else None


def password_path(person) -> str:
    """The path on which somebody sets a new password, once and within `PASSWORD_RESET_TIMEOUT`."""
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    token = default_token_generator.make_token(person)
    return reverse("password_reset_confirm", args=[uid, token])


def path_in(mail, at) -> str | None:
    """The path that a mail leads to as it leaves; "" where that is not open any more, None where
    it is no link of this room.
    """
    if mail.secret == PASSWORD:
        late = at - mail.recorded_at > timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
        return "" if late or not mail.person.is_active else password_path(mail.person)
    kind, _, pk = mail.secret.partition(":")
    if kind != "invitation":
        return None
    invitation = Invitation.objects.get(pk=pk)
    return path_of(invitation) if invitation.is_open(at) else ""
