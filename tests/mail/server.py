"""A mail server for tests: takes mail on loopback, and behaves as the recipient's name says.

    server.py LOG [USER PASSWORD | starttls CERTIFICATE KEY | tls CERTIFICATE KEY]

Prints its port, then serves until it is killed. What it takes is appended to LOG, one line of JSON each, before it
says yes. With a certificate it takes nothing that does not come over TLS. Recipients:

    later@     451, always          nobody@    550          full@      552, once the message is there
    fickle@    554, the first time  hang@      no answer    slow@      yes, half a second after it was taken
"""

import asyncio
import json
import os
import ssl
import sys
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    def __init__(self, log):
        self.log = open(log, "a", encoding="utf-8")
        self.refused = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "later":
            return "451 4.7.1 Please try again later"
        if name == "nobody":
            return "550 5.1.1 No such user"
        if name == "fickle" and address not in self.refused:
            self.refused.add(address)
            return "554 5.7.1 Not today"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "hang":
            await asyncio.sleep(3600)
        if name == "full":
            return "552 5.2.2 Mailbox full"
        message = message_from_bytes(envelope.content, policy=policy.default)
        taken = {
            "id": message["Message-ID"],
            "to": envelope.rcpt_tos,
            "from": envelope.mail_from,
            "subject": message["Subject"],
            "auto": message["Auto-Submitted"],
            "text": message.get_body(("plain",)).get_content(),
            "html": message.get_body(("html",)).get_content(),
            "calendars": [part.get_content() for part in message.iter_attachments()],
            "files": [part.get_filename() for part in message.iter_attachments()],
        }
        self.log.write(json.dumps(taken) + "\n")
        self.log.flush()
        os.fsync(self.log.fileno())
        if name.startswith("slow"):
            await asyncio.sleep(0.5)
        return "250 OK"


async def main():
    handler = Handler(sys.argv[1])
    options = {"hostname": "localhost"}
    if len(sys.argv) == 4:
        user, password = (word.encode() for word in sys.argv[2:4])

        def authenticate(server, session, envelope, mechanism, data):
            return AuthResult(success=data.login == user and data.password == password, handled=False)

        options |= {"authenticator": authenticate, "auth_required": True, "auth_require_tls": False}
    wrapped = None
    if len(sys.argv) == 5:
        kind, certificate, key = sys.argv[2:5]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        if kind == "starttls":
            options |= {"tls_context": context, "require_starttls": True}
        else:
            wrapped = context
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler, **options), "127.0.0.1", 0, ssl=wrapped)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
