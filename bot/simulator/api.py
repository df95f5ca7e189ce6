"""The Bot API as an ASGI app: address → method → answer, in Telegram's form.

core.telegram.org/bots/api#making-requests. It is written on bare ASGI, since this app is also the
peer in benchmarks.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.simulator import messages, polling, profile, queries, webhook
from bot.simulator.answers import send_broken, send_json
from bot.simulator.errors import ApiError, Json
from bot.simulator.faults import FaultPlan
from bot.simulator.parameters import Parameters, parse_parameters
from bot.simulator.world import Described, World

Method = Callable[[World, Parameters], Awaitable[object]]

# Method names are case-insensitive (core.telegram.org/bots/api#making-requests).
METHODS: dict[str, Method] = {
    "getme": profile.get_me,
    "getupdates": polling.get_updates,
    "setwebhook": webhook.set_webhook,
    "deletewebhook": webhook.delete_webhook,
    "getwebhookinfo": webhook.get_webhook_info,
    "sendmessage": messages.send_message,
    "editmessagetext": messages.edit_message_text,
    "editmessagereplymarkup": messages.edit_message_reply_markup,
    "deletemessage": messages.delete_message,
    "sendchataction": messages.send_chat_action,
    "answercallbackquery": queries.answer_callback_query,
    "answerinlinequery": queries.answer_inline_query,
    "setmycommands": profile.set_my_commands,
    "getmycommands": profile.get_my_commands,
    "deletemycommands": profile.delete_my_commands,
    **profile.TEXT_METHODS,
}
# What an answer to a webhook's request may not ask for, as in tdlib's WebhookActor.
NOT_IN_ANSWERS = re.compile(r"(?:setwebhook|deletewebhook|close|logout|get.*)?", re.IGNORECASE)
ADDRESS = re.compile(r"/bot([^/]+)/(\w+)")
TOKEN = re.compile(r"[1-9]\d*:[A-Za-z0-9_-]+")
MAX_BODY = 20_000_000
TOO_LARGE = ApiError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Request Entity Too Large")


class BotApi:
    """The ASGI app that serves one bot's token."""

    def __init__(self, world: World, faults: FaultPlan) -> None:
        self._world = world
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            name = self._method_name(scope)
        except ApiError as error:
            await send_json(send, error.as_json(), error.code)
            return
        self._world.calls.append(name)
        fault = self._faults.take(name)
        given = await _body(receive)  # read in any case: a connection is not to be left half read
        if given is None:
            return
        code, answer = HTTPStatus.OK.value, _accepted(result=True)
        if fault is None or fault.after:
            code, answer = await self._called(name, scope, given, lost=fault is not None)
        if fault and fault.error:
            code, answer = fault.error.code, fault.error.as_json()
        self._world.finish(name)
        if fault and not fault.error:
            await send_broken(fault.broken, answer, receive, send, self._world.closing)
        else:
            await send_json(send, answer, code)

    async def execute(self, kind: str, body: bytes) -> None:
        """Do what a webhook's answer asks for; nobody learns how it went."""
        try:
            given = parse_parameters("", kind, body)
        except ApiError:
            return
        name = given.take("method")
        if not NOT_IN_ANSWERS.fullmatch(name):
            self._world.calls.append(name)
            await self._result(name, given)
            self._world.finish(name)

    def _method_name(self, scope: Scope) -> str:
        address = ADDRESS.fullmatch(scope["path"])
        if address is None:
            raise ApiError(HTTPStatus.NOT_FOUND, "Not Found")
        token, name = address.groups()
        if token != self._world.token:
            is_token = TOKEN.fullmatch(token)
            words = "Unauthorized" if is_token else "Unauthorized: invalid token specified"
            raise ApiError(HTTPStatus.UNAUTHORIZED, words)
        if scope["method"] not in {"GET", "POST"}:
            raise ApiError(HTTPStatus.METHOD_NOT_ALLOWED, "Method Not Allowed")
        return name

    async def _called(
        self, name: str, scope: Scope, body: bytes, *, lost: bool
    ) -> tuple[int, Json]:
        if len(body) >= MAX_BODY:
            return TOO_LARGE.code, TOO_LARGE.as_json()
        kind = next((value for key, value in scope["headers"] if key == b"content-type"), b"")
        try:
            given = parse_parameters(scope["query_string"].decode(), kind.decode(), body)
        except ApiError as error:
            return error.code, error.as_json()
        return await self._result(name, given, lost=lost)

    async def _result(
        self, name: str, given: Parameters, *, lost: bool = False
    ) -> tuple[int, Json]:
        """The HTTP code and the body of a method's answer, which may get lost on its way."""
        method = METHODS.get(name.lower(), _no_method)
        try:
            code, answer = HTTPStatus.OK.value, _accepted(await method(self._world, given))
        except ApiError as error:
            code, answer = error.code, error.as_json()
        if self._world.observer:
            call = {"method": name, "parameters": given.values, "answer": answer, "lost": lost}
            self._world.observer(call)
        return code, answer


def build_app(api: BotApi, routes: Sequence[BaseRoute] = ()) -> ASGIApp:
    """The Bot API, and further `routes` beside it."""
    others = Starlette(routes=routes, exception_handlers={404: _not_found})

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        is_call = scope["type"] == "http" and scope["path"].startswith("/bot")
        await (api if is_call else others)(scope, receive, send)

    return app


async def _no_method(_world: World, _given: Parameters) -> object:
    raise ApiError(HTTPStatus.NOT_FOUND, "Not Found: method not found")


async def _not_found(_request: Request, _error: Exception) -> JSONResponse:
    error = ApiError(HTTPStatus.NOT_FOUND, "Not Found")
    return JSONResponse(error.as_json(), error.code)


def _accepted(result: object) -> Json:
    if isinstance(result, Described):
        return {"ok": True, "result": result.result, "description": result.description}
    return {"ok": True, "result": result}


async def _body(receive: Receive) -> bytes | None:
    """The whole body of a request; of one that is too long only its beginning is kept.

    None if the client left in the middle of it: perhaps it was killed.
    """
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part = message.get("body", b"")
        if size < MAX_BODY:
            parts.append(part)
            size += len(part)
        if not message.get("more_body"):
            return b"".join(parts)
