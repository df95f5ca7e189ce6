"""`check --links`: sources whose pages are gone or have moved, and text fragments that are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bot.content.loader import load
from bot.editor.checking.content import Content, cited
from bot.editor.checking.rules import DEAD_LINK, LOST_FRAGMENT, MOVED_LINK, UNASKED_LINK
from bot.editor.checking.web import Page
from bot.editor.checking.web_page import WebPage
from bot.editor.checking.written import WrittenSource
from bot.models import Place, Problem

# A page that shows less is filled in by a program in the browser: its text cannot be compared.
_LEAST_TEXT = 200
_FIND_THE_PAGE = "Sök upp sidan på webbplatsen och byt adressen, eller byt källa."


class Links:
    """The addresses of a FAQ's sources, and what the pages there say of them."""

    def __init__(self, folder: Path) -> None:
        content = Content(load(folder))
        self._sources = content.sources
        self._fragments: dict[str, list[_Fragment]] = defaultdict(list)
        for written, number, citation in cited(content):
            if citation.fragment:
                fragment = _Fragment(citation.fragment, written.fragment_place(number))
                self._fragments[citation.source.url].append(fragment)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Each address once, in the order of the file."""
        return tuple(dict.fromkeys(one.source.url for one in self._sources))

    def problems(self, pages: Mapping[str, Page]) -> Iterator[Problem]:
        """What is wrong, given the page that each address led to."""
        failures = [page.failure for page in pages.values() if page.failure]
        if len(pages) > 1 and len(failures) == len(pages):
            yield _no_network(self._sources[0], len(pages), failures[0])
            return
        for source in self._sources:
            yield from _of_source(source, pages[source.source.url])
        for address, page in pages.items():
            if page.failure is None and not page.gone and not _is_front_page(address, page):
                yield from _of_fragments(self._fragments[address], page)


@dataclass(frozen=True, slots=True)
class _Fragment:
    text: str
    place: Place


def _no_network(first: WrittenSource, count: int, failure: str) -> Problem:
    return UNASKED_LINK.problem(
        first.place("url"),
        f"Ingen av de {count} sidorna gick att kontrollera. Den första: {failure}.",
        "Se efter att datorn har kontakt med nätet, och försök igen.",
    )


def _of_source(written: WrittenSource, page: Page) -> Iterator[Problem]:
    place, address = written.place("url"), written.source.url
    if page.failure:
        yield UNASKED_LINK.problem(
            place,
            f"Det gick inte att kontrollera länken: {page.failure}.",
            f"Öppna sidan i webbläsaren och se om den finns: {address}",
        )
    elif page.gone:
        yield DEAD_LINK.problem(place, "Sidan finns inte längre.", _FIND_THE_PAGE)
    elif _is_front_page(address, page):
        yield DEAD_LINK.problem(
            place,
            f"Länken leder till startsidan ({page.url}), så sidan finns troligen inte längre.",
            _FIND_THE_PAGE,
        )
    elif page.moved_to and page.moved_to != address:
        yield MOVED_LINK.problem(
            place, "Sidan har flyttat för gott.", f"Byt adressen:\n  url: {page.moved_to}"
        )


def _is_front_page(address: str, page: Page) -> bool:
    """Whether a page that is no more leads to the front page, as many sites do without saying."""
    return urlsplit(address).path.strip("/") != "" and urlsplit(page.url).path.strip("/") == ""


def _of_fragments(fragments: Iterable[_Fragment], page: Page) -> Iterator[Problem]:
    read = None if page.text is None else WebPage(page.text)
    for one in fragments:
        if read is None:
            yield LOST_FRAGMENT.problem(
                one.place,
                f"Det är ingen webbsida ({page.kind}), så länken kan inte rulla fram till texten.",
                "Ta bort textfragment, eller länka till en webbsida med samma text.",
            )
        elif not read.has(one.text):
            yield _lost(one.place, one.text, read)


def _lost(place: Place, text: str, page: WebPage) -> Problem:
    if page.length < _LEAST_TEXT:
        return UNASKED_LINK.problem(
            place,
            "Sidan visar sin text först i webbläsaren, så textfragmentet går inte att kontrollera.",
            f"Öppna sidan i webbläsaren och sök efter: {text}",
        )
    near = page.nearest(text)
    return LOST_FRAGMENT.problem(
        place,
        f"Orden ”{text}” finns inte på sidan, så länken rullar inte fram till dem.",
        f"Står det så här nu?\n  textfragment: {near}"
        if near
        else "Läs sidan: stämmer svaret fortfarande? Välj några ord som står där, eller ta bort "
        "textfragment.",
    )
