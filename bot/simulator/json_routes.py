"""Requests in JSON beside the Bot API: answered in JSON, refused in the same form as there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.simulator.errors import ApiError
from bot.simulator.parameters import Parameters, read_parameters

# From what stands in the address's path and query and in the body to what becomes JSON.
Work = Callable[[Parameters], Awaitable[object]]


def post_route(path: str, work: Work) -> Route:
    """A route that changes something; only JSON, which no other page can send unasked."""

    async def endpoint(request: Request) -> JSONResponse:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            words = "Unsupported Media Type: application/json expected"
            return refused(ApiError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, words))
        return await _answer(request, work)

    return Route(path, endpoint, methods=["POST"])


def get_route(path: str, work: Work) -> Route:
    """A route that only tells."""

    async def endpoint(request: Request) -> JSONResponse:
        return await _answer(request, work)

    return Route(path, endpoint, methods=["GET"])


async def _answer(request: Request, work: Work) -> JSONResponse:
    try:
        given = (await read_parameters(request)).also(request.path_params)
        return JSONResponse(await work(given))
    except ApiError as error:
        return refused(error)


def refused(error: ApiError) -> JSONResponse:
    """The answer that says what was wrong."""
    return JSONResponse(error.as_json(), error.code)
