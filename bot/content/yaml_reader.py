"""YAML as editors write it, to plain data with the place of every key and value.

Built from PyYAML's events with a stack of our own: no recursion that deep nesting could exhaust,
one pass, and every value stays the text that the editor wrote (`10:30`, `0771`, `no`, `012`).

The events are libyaml's where it finds nothing to object to: it is some twenty times as fast. (What
crashes on deep nesting is its composer, which is not used.) A file with any problem is read again
by PyYAML's own reader, whose errors our explanations go by.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

import yaml

from bot.content import refusals, syntax_faults, text_traps
from bot.content.source_text import SourceText, UnreadableError, decode
from bot.content.spots import Spot, end, start
from bot.content.trouble import Trouble
from bot.content.unfit import CONTROL
from bot.content.yaml_document import Document, Loc, Value, Vocabulary
from bot.models import Level, Place, Problem

# The formats nest five deep (file, list, entry, list, source); a little air for mistakes that
# deserve a message of their own.
MAX_DEPTH = 12
# 1 MB of ordinary entries is some 45,000 events; a file of nothing but signs could be a million,
# and take half a minute.
MAX_EVENTS = 50_000

_QUICK_LOADER = getattr(yaml, "CSafeLoader", None)
# Where libyaml takes for a comment what PyYAML refuses: a text right after the sign of a block.
_LENIENT = re.compile(r"[|>][-+\d]*#")

# PyYAML lets some slips of its own through as these (a number too big in an escape, say).
_PYYAML_ERRORS = (yaml.YAMLError, ValueError, LookupError, ArithmeticError, TypeError)


def read(data: bytes, file: str, vocabulary: Vocabulary | None = None) -> Document:
    """The document in `data`; whatever the bytes are, what is wrong is in its `problems`."""
    try:
        source = decode(data, file)
    except UnreadableError as error:
        blank = SourceText(file, "", ())
        return Document(blank, problems=(error.problem,), readable=False)
    vocabulary = vocabulary or Vocabulary()
    return _read_quickly(source, vocabulary) or _Builder(source, vocabulary).build()


def _read_quickly(source: SourceText, vocabulary: Vocabulary) -> Document | None:
    """The document by libyaml; None if it is not there, or anything at all is wrong."""
    if _QUICK_LOADER is None or _LENIENT.search(source.text):
        return None
    builder = _Builder(source, vocabulary)
    try:
        builder.take_all(_QUICK_LOADER)
    except (UnreadableError, *_PYYAML_ERRORS):
        return None
    document = builder.document(readable=True)
    return None if document.problems else document


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is being read; `key` is the one waiting for its value."""

    loc: Loc
    value: list[Value] | dict[str, Value]
    start: Spot
    flow: bool
    key: str | None = None
    key_lines: dict[str, list[int]] = field(default_factory=dict)

    @property
    def next_loc(self) -> Loc:
        """The loc of the value that comes next; a repeated key's value gets one of its own."""
        if isinstance(self.value, list):
            return (*self.loc, len(self.value))
        key = self.key or ""
        return (*self.loc, f"{key}\n" if len(self.key_lines.get(key, ())) > 1 else key)

    def add(self, value: Value) -> None:
        """Puts a value in its place; the first of a repeated key's values is the one kept."""
        if isinstance(self.value, list):
            self.value.append(value)
            return
        self.value.setdefault(self.key or "", value)
        self.key = None


class _Builder:
    """Takes the events of one file; `build` gives the document."""

    def __init__(self, source: SourceText, vocabulary: Vocabulary) -> None:
        self._source = source
        self._vocabulary = vocabulary
        self._stack: list[_Frame] = []
        self._root: Value = None
        self._documents = 0
        self._problems: list[Problem] = []
        self._places: dict[Loc, Place] = {}
        self._key_places: dict[Loc, Place] = {}
        self._faulty: set[Loc] = set()
        self._last: yaml.Event | None = None

    def build(self) -> Document:
        """Reads to the end, or to the first thing that cannot be read past."""
        return self.document(readable=self._read_events())

    def document(self, *, readable: bool) -> Document:
        """What has been taken so far."""
        return Document(
            self._source,
            self._root,
            tuple(self._problems),
            self._places,
            self._key_places,
            frozenset(self._faulty),
            readable,
        )

    def take_all(self, loader: type[yaml.SafeLoader]) -> None:
        """Takes every event of the file.

        Raises:
            UnreadableError: it cannot be read past this; so do the errors of PyYAML itself.
        """
        for number, event in enumerate(yaml.parse(self._source.text, Loader=loader)):
            if number > MAX_EVENTS:
                raise UnreadableError(refusals.too_much(self._source, start(event)))
            if isinstance(event, yaml.ScalarEvent):
                event.style = event.style or None  # libyaml has "" for a text without quotes
            self._take(event)
            self._last = event

    def _read_events(self) -> bool:
        try:
            self.take_all(yaml.SafeLoader)
        except UnreadableError as error:
            self._problems.append(error.problem)
            return False
        except _PYYAML_ERRORS as error:
            self._explain(error)
            return False
        return True

    def _explain(self, error: Exception) -> None:
        flow = next((frame.start for frame in self._stack if frame.flow), None)
        trouble = Trouble.of(error, flow, self._last)
        problem = syntax_faults.explain(trouble, self._source, self._vocabulary)
        here = {trouble.spot[0] + 1, problem.place.line}
        faults = [known for known in self._problems if known.level is Level.FAULT]
        # A trap told on the same line is the cause: PyYAML stumbles over its consequence.
        if not here & {known.place.line for known in faults}:
            self._problems = [one for one in self._problems if one.place.line not in here]
            self._problems.append(problem)

    def _tell(self, problem: Problem | None, loc: Loc) -> None:
        if problem is None:
            return
        self._problems.append(problem)
        if problem.level is Level.FAULT:
            self._faulty.add(loc)

    def _take(self, event: yaml.Event) -> None:
        spot = start(event)
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise UnreadableError(refusals.second_document(self._source, spot))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.NodeEvent):
            self._take_node(event, spot)

    def _take_node(self, event: yaml.NodeEvent, spot: Spot) -> None:
        alias = isinstance(event, yaml.AliasEvent)
        special = alias or event.anchor is not None or getattr(event, "tag", None) is not None
        problem = refusals.special_start(self._source, spot) if special else None
        if self._waits_for_key():
            self._take_key(event, spot, problem)
            return
        self._tell(problem, self._next_loc())
        if isinstance(event, yaml.ScalarEvent):
            self._take_text(event, spot)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event, spot)
        else:
            self._put(None, spot)

    def _waits_for_key(self) -> bool:
        frame = self._stack[-1] if self._stack else None
        return frame is not None and isinstance(frame.value, dict) and frame.key is None

    def _next_loc(self) -> Loc:
        return self._stack[-1].next_loc if self._stack else ()

    def _take_key(self, event: yaml.NodeEvent, spot: Spot, problem: Problem | None) -> None:
        if problem or not isinstance(event, yaml.ScalarEvent):
            raise UnreadableError(problem or refusals.special_start(self._source, spot))
        if not event.value.strip() or event.style in {"|", ">"}:
            raise UnreadableError(refusals.no_key(self._source, spot))
        frame = self._stack[-1]
        frame.key = _text(event)
        frame.key_lines.setdefault(frame.key, []).append(spot[0])
        self._key_places[frame.next_loc] = self._place(spot)

    def _take_text(self, event: yaml.ScalarEvent, spot: Spot) -> None:
        loc = self._next_loc()
        if loc not in self._faulty:
            self._tell(text_traps.in_text(event, self._source), loc)
        text = _text(event)
        self._put(text if text or event.style else None, spot)

    def _open(self, event: yaml.CollectionStartEvent, spot: Spot) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise UnreadableError(refusals.too_deep(self._source, spot))
        value: list[Value] | dict[str, Value]
        value = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        loc = self._next_loc()
        self._put(value, spot)
        self._stack.append(_Frame(loc, value, spot, bool(event.flow_style)))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        frame = self._stack.pop()
        if frame.flow and isinstance(frame.value, list) and self._holds_list(frame):
            self._tell(text_traps.in_flow_list(self._source, frame.start, end(event)), frame.loc)
        repeated = {key: lines for key, lines in frame.key_lines.items() if len(lines) > 1}
        if repeated:
            key = next(iter(repeated))
            place = self._key_places[(*frame.loc, f"{key}\n")]
            self._problems.append(refusals.repeated_keys(place, repeated))

    def _holds_list(self, frame: _Frame) -> bool:
        return bool(frame.loc) and frame.loc[-1] in self._vocabulary.lists

    def _put(self, value: Value, spot: Spot) -> None:
        self._places[self._next_loc()] = self._place(spot)
        if self._stack:
            self._stack[-1].add(value)
        else:
            self._root = value

    def _place(self, spot: Spot) -> Place:
        return Place(self._source.file, spot[0] + 1, spot[1] + 1)


def _text(event: yaml.ScalarEvent) -> str:
    """A text as written; escapes in quotes can undo the file's normalisation, or name no letter."""
    if event.style != '"':
        return event.value
    return unicodedata.normalize("NFC", CONTROL.sub("\ufffd", event.value))
