"""A mail server that is spoken to in secret, by its certificate, and asks who it is."""

import ssl
import subprocess

import pytest
from aiosmtpd.smtp import AuthResult

from tests.mailserver import MailServer
from tests.outbox.conftest import became

MAKE = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext"


def knows(server, session, envelope, mechanism, data):
    """Lets in who signs in as the product."""
    known = (data.login, data.password) == (b"governance", b"secret")
    return AuthResult(success=known, handled=False)


@pytest.fixture
def certificate(tmp_path):
    """A certificate of this machine that nobody else knows, and its key."""
    files = tmp_path / "key.pem", tmp_path / "certificate.pem"
    where = ["subjectAltName=IP:127.0.0.1", "-keyout", files[0], "-out", files[1]]
    subprocess.run([*MAKE.split(), *where], check=True, capture_output=True)
    return files


@pytest.fixture
def secret(certificate, server, settings):
    """A mail server that takes mail only in secret, from those who sign in."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate[1], certificate[0])
    asks = {"require_starttls": True, "auth_required": True, "authenticator": knows}
    found = MailServer(tls_context=context, **asks)
    settings.EMAIL_PORT, settings.EMAIL_USE_TLS = found.port, True
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "governance", "secret"
    yield found
    found.close()


@pytest.mark.once
def test_a_server_that_is_known_gets_the_mail(secret, certificate, jane, write, send, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[1]))
    write(jane)
    send()
    assert became() == ["Sent"] and len(secret.taken) == 1


@pytest.mark.once
def test_one_whose_certificate_nobody_knows_gets_none(secret, jane, write, send):
    write(jane)
    send()
    assert "certificate verify failed" in became()[0] and not secret.taken


@pytest.mark.once
def test_a_wrong_password_is_on_record(
    secret, certificate, jane, write, send, settings, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[1]))
    settings.EMAIL_HOST_PASSWORD = "wrong"
    write(jane)
    send()
    assert became()[0].startswith("Waiting: The mail server said: 535") and not secret.taken
