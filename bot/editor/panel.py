"""The editors' panel beside the chat: why the bot replies so, and what is wrong in the files."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.content.loader import DEFAULTS
from bot.content.problems import RULES_WITHOUT_LINE
from bot.dialogue import Dialogue
from bot.editor.pages.parts import style
from bot.editor.reasons import Candidate, Explanation, explain
from bot.models import Place, Problem
from bot.serving import Serving, State
from bot.simulator.client import Extension

Json = dict[str, Any]
_TYPES = {".js": "text/javascript", ".css": "text/css"}
_STYLE = "/editor/report.css"
_FOLDER = Path(__file__).parent / "page"


# Makes a page for a dialogue. Its style is at an address: the simulator's guard allows none in it.
Page = Callable[[Dialogue, str], Awaitable[str]]


class Panel:
    """The panel's routes over what is being served; `extension` adds them to the chat's page.

    `report` makes the page on what residents asked, for a dialogue and its stylesheet's address.
    """

    def __init__(self, serving: Serving, report: Page) -> None:
        self._serving = serving
        self._report = report
        self._closing = asyncio.Event()

    @property
    def extension(self) -> Extension:
        """What the chat's page needs to know."""
        return Extension(
            routes=(
                Route("/editor/why", self.why, methods=["POST"]),
                Route("/editor/state", self.state, methods=["GET"]),
                Route("/editor/report", self.report, methods=["GET"]),
                Route(_STYLE, _style, methods=["GET"]),
                Route("/editor/{name}", _file, methods=["GET"]),
            ),
            scripts=("/editor/panel.js",),
            styles=("/editor/panel.css",),
            on_close=self._closing.set,
        )

    async def why(self, request: Request) -> Response:
        """Why the bot in use would reply to {"text": …} as it does."""
        try:
            text = (await request.json())["text"]
        except (ValueError, TypeError, KeyError):
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        return JSONResponse(explanation_json(explain(self._serving.dialogue(), str(text))))

    async def report(self, _request: Request) -> Response:
        """What residents asked in vain, beside the FAQ in use."""
        return HTMLResponse(await self._report(self._serving.dialogue(), _STYLE))

    async def state(self, _request: Request) -> Response:
        """The version in use and the problems in the files, now and each time they change."""
        return StreamingResponse(self._states(), media_type="text/event-stream")

    async def _states(self) -> AsyncIterator[str]:
        closing = asyncio.create_task(self._closing.wait())
        try:
            while not closing.done():
                state = self._serving.state
                yield f"data: {json.dumps(state_json(state))}\n\n"
                newer = asyncio.create_task(self._serving.newer(state))
                await asyncio.wait({newer, closing}, return_when=asyncio.FIRST_COMPLETED)
                newer.cancel()
        finally:
            closing.cancel()


def state_json(state: State) -> Json:
    """What the panel shows of a state."""
    faq = state.dialogue.faq
    return {
        "version": faq.version,
        "since": state.since.isoformat(timespec="seconds"),
        "entries": len(faq.entries),
        "faulty": bool(state.faults),
        "problems": [_problem(problem, state) for problem in state.problems],
    }


def explanation_json(explained: Explanation) -> Json:
    """What the panel shows of the reasons for a reply."""
    group = explained.group
    return {
        "kind": explained.kind,
        "because": explained.because,
        "answer_from": explained.cut_offs.answer,
        "suggest_from": explained.cut_offs.suggest,
        "margin": None if explained.margin is None else round(explained.margin, 1),
        "group": {"id": group.id, **_place(group.place)} if group else None,
        "candidates": [_candidate(candidate) for candidate in explained.candidates],
    }


def _candidate(candidate: Candidate) -> Json:
    match = candidate.match
    return {
        "id": match.entry.id,
        "question": match.entry.question,
        "score": round(match.score, 1),
        "variant": candidate.variant,
        "doubts": candidate.doubts,
        **_place(match.entry.place),
        "words": [
            {
                "word": word.word,
                "how": word.how,
                "matched": word.matched,
                "weight": word.weight,
                "likeness": word.likeness,
            }
            for word in candidate.words
        ],
    }


def _place(place: Place | None) -> Json:
    """Where it stands, as editors' programs open it; what ships with the bot is not theirs."""
    if place is None:
        return {"place": None, "own": True}
    own = not Path(place.file).is_relative_to(DEFAULTS)
    name = place.file if own else Path(place.file).name
    return {"place": f"{name}:{place.line}", "own": own}


def _problem(problem: Problem, state: State) -> Json:
    has_line = problem.rule not in RULES_WITHOUT_LINE
    return {
        "level": problem.level.value,
        "place": str(problem.place) if has_line else problem.place.file,
        "message": problem.message,
        "remedy": problem.remedy,
        "line": state.content.line(problem.place) if has_line else None,
        "column": problem.place.column,
    }


async def _style(_request: Request) -> Response:
    return Response(style(), media_type=_TYPES[".css"])


async def _file(request: Request) -> Response:
    path = _FOLDER / Path(request.path_params["name"]).name
    if path.suffix not in _TYPES or not path.is_file():
        return Response(status_code=HTTPStatus.NOT_FOUND)
    return Response(path.read_bytes(), media_type=_TYPES[path.suffix])
