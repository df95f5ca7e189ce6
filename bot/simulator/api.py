"""The Bot API as an ASGI app: address → method → answer, in Telegram's form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.simulator import messages, polling, profile
from bot.simulator.errors import ApiError
from bot.simulator.faults import Fault, FaultPlan, broken_answer
from bot.simulator.parameters import Parameters, read_parameters
from bot.simulator.world import World

Method = Callable[[World, Parameters], Awaitable[object]]

# Method names are case-insensitive (core.telegram.org/bots/api#making-requests).
METHODS: dict[str, Method] = {
    "getme": profile.get_me,
    "getupdates": polling.get_updates,
    "deletewebhook": polling.delete_webhook,
    "getwebhookinfo": polling.get_webhook_info,
    "sendmessage": messages.send_message,
    "editmessagetext": messages.edit_message_text,
    "editmessagereplymarkup": messages.edit_message_reply_markup,
    "deletemessage": messages.delete_message,
    "answercallbackquery": messages.answer_callback_query,
    "sendchataction": messages.send_chat_action,
    "setmycommands": profile.set_my_commands,
    "getmycommands": profile.get_my_commands,
    **profile.TEXT_METHODS,
}


def build_app(world: World, faults: FaultPlan) -> Starlette:
    """The ASGI app that serves one bot's token."""

    async def endpoint(request: Request) -> ASGIApp:
        method = request.path_params["method"]
        if request.path_params["token"] != world.token:
            return _refused(ApiError(401, "Unauthorized: invalid token specified"))
        world.calls.append(method)
        fault = faults.take(method)
        if fault and not fault.after:
            world.finish(method)
            return _failed(fault)
        answer = await _answer(world, method, request)
        world.finish(method)
        return _failed(fault) if fault else answer

    return Starlette(
        routes=[Route("/bot{token}/{method}", endpoint, methods=["GET", "POST"])],
        exception_handlers={404: _not_found},
    )


async def _answer(world: World, name: str, request: Request) -> JSONResponse:
    method = METHODS.get(name.lower())
    if method is None:
        return _refused(ApiError(404, "Not Found: method not found"))
    try:
        result = await method(world, await read_parameters(request))
    except ApiError as error:
        return _refused(error)
    return JSONResponse({"ok": True, "result": result})


async def _not_found(_request: Request, _error: Exception) -> JSONResponse:
    return _refused(ApiError(404, "Not Found"))


def _failed(fault: Fault) -> ASGIApp:
    return _refused(fault.error) if fault.error else broken_answer


def _refused(error: ApiError) -> JSONResponse:
    return JSONResponse(error.as_json(), status_code=error.code)
