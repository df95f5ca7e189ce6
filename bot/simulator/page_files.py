"""The page's own files: its HTML with what an extension adds, its styles, scripts and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

FOLDER = Path(__file__).parent / "page"
# Spelt out: what the machine's own tables say differs, and a script with a wrong type does not run.
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PLACE_OF_STYLES = "<!-- extension: styles -->"
PLACE_OF_SCRIPTS = "<!-- extension: scripts -->"


def routes(scripts: Sequence[str] = (), styles: Sequence[str] = ()) -> list[Route]:
    """The page at "/" and its files under "/page/"."""

    async def index(_request: Request) -> Response:
        return HTMLResponse(html(scripts, styles))

    return [Route("/", index), Route("/page/{name}", _file)]


def html(scripts: Sequence[str] = (), styles: Sequence[str] = ()) -> str:
    """The page's HTML with references to further scripts and styles."""
    source = (FOLDER / "index.html").read_text(encoding="utf-8")
    links = [f'<link rel="stylesheet" href="{escape(address)}">' for address in styles]
    modules = [f'<script type="module" src="{escape(address)}"></script>' for address in scripts]
    return source.replace(PLACE_OF_STYLES, "\n".join(links)).replace(
        PLACE_OF_SCRIPTS, "\n".join(modules)
    )


async def _file(request: Request) -> Response:
    path = FOLDER / Path(request.path_params["name"]).name
    media_type = TYPES.get(path.suffix)
    if media_type is None or not path.is_file():
        return Response(status_code=HTTPStatus.NOT_FOUND)
    return Response(path.read_bytes(), media_type=media_type)
