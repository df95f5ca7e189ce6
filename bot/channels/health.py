"""What a supervisor asks: is it alive, is it ready, what has it counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.metrics import CONTENT_TYPE, Metrics
from bot.channels.polling import GIVE_UP_AFTER


@dataclass(slots=True)
class State:
    """How far the bot has come: ready from when it takes updates until it is told to stop."""

    ready: bool = False


def health_app(state: State, metrics: Metrics, version: Callable[[], str]) -> Starlette:
    """The ASGI app with /healthz, /readyz and /metrics; `version` is that of the FAQ in use.

    Nothing here waits for a database or for Telegram.
    """

    async def healthz(_request: Request) -> Response:
        alive = not metrics.seconds_since_poll() >= GIVE_UP_AFTER.total_seconds()
        return _told(alive, status="ok" if alive else "no contact with Telegram")

    async def readyz(_request: Request) -> Response:
        status = "ready" if state.ready else "not ready"
        return _told(state.ready, status=status, content=version())

    async def counted(_request: Request) -> Response:
        metrics.content(version())
        return Response(metrics.render(), media_type=CONTENT_TYPE)

    routes = {"/healthz": healthz, "/readyz": readyz, "/metrics": counted}
    return Starlette(routes=[Route(path, endpoint) for path, endpoint in routes.items()])


def _told(good: bool, **what: str) -> Response:  # noqa: FBT001
    status = HTTPStatus.OK if good else HTTPStatus.SERVICE_UNAVAILABLE
    return JSONResponse(what, status)
