"""The mail server: one mail handed over to it, within a time limit.

The only file that speaks SMTP. A mail was accepted when the server has said so and at no other
time: until then it may be handed over once more.
"""

import smtplib
import socket
import ssl
from contextlib import suppress
from threading import Timer
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

SERVICE_READY, REFUSED_FOR_GOOD = 220, 500
FAULTS = (OSError, smtplib.SMTPException, ValueError, AttributeError)  # the last two: of one cut


class AddressRefused(Exception):
    """No mail goes to the address, for good: says why, in the server's words where it was asked."""


class MailRefused(Exception):
    """The server takes the address and not this mail, for good; says so in the server's words."""


class NotTaken(Exception):
    """The server did not take the mail, and may do so later; says why, in words. `is_away` where it
    did not say so itself.
    """

    def __init__(self, why, is_away):
        self.is_away = is_away
        super().__init__(why)


def site_name() -> str:
    """The name of this site, as mail servers are told it."""
    name = urlsplit(settings.SITE_URL).hostname or "localhost"
    return name if any(one.isalpha() for one in name) else f"[{name}]"


def as_servers_take(address: str) -> str:
    """An address with the name of its server in ASCII.

    Raises:
        AddressRefused: it is none.
    """
    name, _, host = address.rpartition("@")
    try:
        found = f"{name}@{host.encode('idna').decode()}"
        validate_email(found)
    except (UnicodeError, ValidationError):
        raise AddressRefused(f"{address} is no address to which mail can be sent.") from None
    return found


def hand_over(content: bytes, *, sender, to, about_to, accepted):
    """Hands one mail over. `about_to` is called before its text is sent, `accepted` as soon as the
    server has said that it took it; what this raises is not caught.

    Raises:
        AddressRefused, MailRefused: the server refuses for good.
        NotTaken: it did not take it now.
    """
    connection = _Connection()
    try:
        connection.hand_over(content, sender, to, about_to)
        accepted()
    finally:
        connection.end()


class _Connection:
    """A connection that is cut when its time is over, however slowly the server speaks."""

    def __init__(self):
        self.is_cut = False
        how = {"timeout": settings.EMAIL_TIMEOUT, "local_hostname": site_name()}
        if settings.EMAIL_USE_SSL:
            self.server = smtplib.SMTP_SSL(context=ssl.create_default_context(), **how)
        else:
            self.server = smtplib.SMTP(**how)
        self.timer = Timer(settings.EMAIL_TIMEOUT, self._cut)
        self.timer.daemon = True
        self.timer.start()

    def _cut(self):
        self.is_cut = True
        if sock := self.server.sock:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def hand_over(self, content, sender, to, about_to):
        try:
            self._begin()
            _expect(self.server.mail(sender))
            code, said = self.server.rcpt(to)
            if code >= REFUSED_FOR_GOOD:
                words = _words(code, said)
                raise AddressRefused(f"The mail server refused the address {to}: {words}")
            _expect((code, said))
            about_to()
            code, said = self.server.data(content)
            if code >= REFUSED_FOR_GOOD:
                raise MailRefused(_words(code, said))
            _expect((code, said))
        except FAULTS as error:
            is_away = not isinstance(error, smtplib.SMTPResponseException)
            raise NotTaken(self._why(error), is_away) from error

    def _begin(self):
        """Connects, and signs in where settings name somebody."""
        self.server._host = settings.EMAIL_HOST  # its certificate is checked against this name
        code, said = self.server.connect(settings.EMAIL_HOST, settings.EMAIL_PORT)
        if code != SERVICE_READY:
            raise smtplib.SMTPConnectError(code, said)
        if settings.EMAIL_USE_TLS:
            self.server.starttls(context=ssl.create_default_context())
        self.server.ehlo_or_helo_if_needed()
        if settings.EMAIL_HOST_USER:
            self.server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)

    def _why(self, error):
        # smtplib calls an answer that did not come in time a broken connection
        if self.is_cut or TimeoutError in (type(error), type(error.__context__)):
            return f"The mail server did not answer within {settings.EMAIL_TIMEOUT:g} seconds."
        if isinstance(error, smtplib.SMTPResponseException):
            return f"The mail server said: {_words(error.smtp_code, error.smtp_error)}"
        if isinstance(error, smtplib.SMTPServerDisconnected):
            return "The mail server broke off the connection."
        return f"The mail server does not answer: {getattr(error, 'strerror', None) or error}"

    def end(self):
        """Says goodbye, and waits no longer than there is time for."""
        with suppress(*FAULTS):
            self.server.quit()
        self.timer.cancel()
        self.server.close()


def _expect(answer):
    """Raises SMTPResponseException where the server did not say yes."""
    code, said = answer
    if not 200 <= code < 300:
        raise smtplib.SMTPResponseException(code, said)


def _words(code, said):
    """What the server said, on one line."""
    said = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return f"{code} {' '.join(said.split())}"[:400]
