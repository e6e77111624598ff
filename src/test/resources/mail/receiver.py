"""A mail server for tests. It takes mail only after STARTTLS and a login, and notes each mail:
the connection, the user, the sender, the recipients and the text, in base64."""

import asyncio
import base64
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

port, certificate, key, user, password, notes = sys.argv[1:7]


class Notes:
    async def handle_DATA(self, server, session, envelope):
        fields = (
            str(session.peer[1]),
            str(session.auth_data),
            envelope.mail_from,
            ",".join(envelope.rcpt_tos),
            base64.b64encode(envelope.content).decode(),
        )
        with open(notes, "a", encoding="utf-8") as file:
            file.write("\t".join(fields) + "\n")
        return "250 taken"


def login(server, session, envelope, mechanism, given):
    known = given.login == user.encode() and given.password == password.encode()
    return AuthResult(success=known, handled=known, auth_data=user if known else None)


async def main():
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)

    def connection():
        return SMTP(
            Notes(),
            hostname="mx",
            tls_context=tls,
            require_starttls=True,
            auth_required=True,
            authenticator=login,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(connection, None, int(port), reuse_address=True)
    async with server:
        await server.serve_forever()


asyncio.run(main())
