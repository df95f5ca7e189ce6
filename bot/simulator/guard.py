"""The door: only this machine, and no other web page, may speak to the simulator.

A server on loopback is within reach of every page that its user has open in a browser. A wrong Host
is a name that somebody else's DNS points here; a foreign Origin is another page.
"""

from __future__ import annotations

from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.simulator.errors import ApiError

NAMES = ("127.0.0.1", "localhost", "[::1]")
HTTP_PORT = 80
# A link on another page may open the simulator's page, which by itself changes nothing.
OPEN_TO_LINKS = "/"
ANSWER_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """ASGI middleware: a request from elsewhere is 403, and every answer has `ANSWER_HEADERS`."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}" for name in NAMES}
        if port == HTTP_PORT:
            self._hosts |= set(NAMES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(ANSWER_HEADERS)
            await send(message)

        app = self._app if self._is_ours(scope) else _forbidden
        await app(scope, receive, send_guarded)

    def _is_ours(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        if host not in self._hosts:
            return False
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return False
        site = headers.get("sec-fetch-site", "none")
        return site in {"same-origin", "none"} or _follows_link(scope, headers)


def _follows_link(scope: Scope, headers: Headers) -> bool:
    """Whether somebody opens the page in a tab, by a link that stands elsewhere."""
    return (
        scope["path"] == OPEN_TO_LINKS
        and scope["method"] in {"GET", "HEAD"}
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )


async def _forbidden(scope: Scope, receive: Receive, send: Send) -> None:
    refusal = ApiError(HTTPStatus.FORBIDDEN, "Forbidden: only this machine's own page may ask")
    await JSONResponse(refusal.as_json(), refusal.code)(scope, receive, send)
