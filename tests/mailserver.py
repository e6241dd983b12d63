"""Mail servers for tests: one that takes mails, and the same as it refuses, hangs or dies."""

import asyncio
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller

from tools.servers import free_port


class MailServer:
    """A real SMTP server on loopback. What it takes it keeps; it does what is set on it.

    `refuses` are addresses, or "*"; `answers` is what it says at the end of a mail in place of yes;
    at `hangs_at` ("RCPT", "DATA") it says nothing more. `dies` how often it breaks off in the
    middle of a mail. With `keeps_first` it has kept the mail before it hangs.
    """

    def __init__(self, **how):
        self.taken, self.seen = [], []
        self.refuses, self.answers, self.hangs_at, self.dies = set(), "", "", 0
        self.keeps_first = self.hanging = False
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port(), **how)
        self.port = self.controller.port
        self.controller.start()

    def close(self):
        """Ends it; whoever speaks to it then hears nothing."""
        if self.controller.server:
            self.controller.stop()

    @property
    def ids(self):
        """The Message-IDs of what it took."""
        return [one["Message-ID"] for one in self.taken]

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        self.seen.append(address)
        await self._hang("RCPT")
        if {address, "*"} & self.refuses:
            return "550 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.seen.append("DATA")
        if self.keeps_first:
            self.taken.append(message_from_bytes(envelope.content, policy=default))
        await self._hang("DATA")
        if self.dies:
            self.dies -= 1
            server.transport.abort()
            return "250 never heard"
        if self.answers:
            return self.answers
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    async def _hang(self, where):
        while self.hangs_at == where:
            self.hanging = True
            await asyncio.sleep(0.05)
