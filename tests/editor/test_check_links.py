"""`check --links` against a real server on loopback."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.cli import main
from bot.editor.checking.links import Links
from bot.editor.checking.web import Manners, Page, ask

TEXT = "Om parkering i Exempelstad. " * 20
PAGE = f"""<html><head><title>Avgifter</title><style>p {{}}</style></head><body>
<p>{TEXT}</p>
<ul><li>Det kostar <b>20 kronor</b>
per&nbsp;timme.</li><li hidden>Det är gratis.</li></ul>
<script>var x = "dold text";</script></body></html>"""


class Site(ThreadingHTTPServer):
    """A site that answers as its paths say; `asked` are those that were asked for, in order."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.at_once = 0
        self.most_at_once = 0
        self.counting = threading.Lock()
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        with self.server.counting:
            self.server.asked.append(self.path)
            self.server.at_once += 1
            self.server.most_at_once = max(self.server.at_once, self.server.most_at_once)
        try:
            self._answer()
        finally:
            with self.server.counting:
                self.server.at_once -= 1

    def _answer(self) -> None:
        kind, _, rest = self.path[1:].partition("/")
        if kind == "slow":
            self.server.over.wait(10)
        elif kind.isdigit():
            self._send(int(kind), location=f"/{rest}")
        elif kind == "pdf":
            self._send(200, b"%PDF-1.7", "application/pdf")
        elif kind == "latin1":
            self._send(200, PAGE.encode("latin-1", "replace"), "text/html; charset=iso-8859-1")
        elif kind == "app":
            self._send(200, b"<div id=root></div>")
        else:
            self._send(200, PAGE.encode())

    def _send(
        self, status: int, body: bytes = b"", kind: str = "text/html", location: str = ""
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if 300 <= status < 400:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing on standard error."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with Site() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.over.set()
        running.shutdown()
        thread.join()


async def no_pause(_: float) -> None:
    return


def pages(*addresses: str, seconds: float = 10.0) -> dict[str, Page]:
    async def collect() -> dict[str, Page]:
        manners = Manners(seconds, pause=no_pause)
        return {address: page async for address, page in ask(addresses, manners)}

    return asyncio.run(collect())


def write_faq(folder: Path, url: str, fragment: str = "") -> Path:
    """A FAQ with that source, cited with that fragment."""
    (folder / "amnen").mkdir(parents=True)
    (folder / "kallor.yaml").write_text(
        f"källor:\n  - id: sidan\n    titel: Sidan\n    utgivare: Vi\n    url: {url}\n",
        encoding="utf-8",
    )
    (folder / "amnen" / "a.yaml").write_text(
        "ämne: A\nfrågor:\n  - id: a\n    fråga: Vad?\n    svar: Det.\n    källa: sidan\n"
        + (f"    textfragment: {fragment}\n" if fragment else "")
        + "    prov:\n      - va\n",
        encoding="utf-8",
    )
    return folder


def told(folder: Path, url: str, fragment: str = "") -> list[tuple[str, int, str]]:
    """The rule, the line and the mending of each problem."""
    links = Links(write_faq(folder, url, fragment))
    problems = links.problems(pages(*links.addresses, seconds=0.3 if "slow" in url else 10.0))
    return [(one.rule, one.place.line, one.remedy) for one in problems]


@pytest.mark.parametrize(
    ("path", "rule", "mends"),
    [
        ("/page", None, ""),
        ("/", None, ""),
        ("/404/", "dead-link", "byt källa"),
        ("/410/", "dead-link", "byt källa"),
        ("/301/page", "moved-link", "url: {site}/page"),
        ("/308/301/page", "moved-link", "url: {site}/page"),
        ("/301/302/page", "moved-link", "url: {site}/302/page"),
        ("/302/page", None, ""),
        ("/302/301/page", None, ""),
        ("/301/404/", "dead-link", ""),
        ("/302/", "dead-link", "byt källa"),
        ("/301/", "dead-link", "byt källa"),
        ("/500/", "unasked-link", "webbläsaren"),
        ("/403/", "unasked-link", "webbläsaren"),
        ("/429/", "unasked-link", "webbläsaren"),
        ("/slow", "unasked-link", "webbläsaren"),
        ("/302/302/302/302/302/302/302/302/302/page", "unasked-link", ""),
        ("/pdf", None, ""),
    ],
)
def test_what_an_address_leads_to(
    site: Site, tmp_path: Path, path: str, rule: str | None, mends: str
) -> None:
    problems = told(tmp_path, site.url + path)

    assert [(one[0], one[1]) for one in problems] == ([(rule, 5)] if rule else [])
    assert all(mends.format(site=site.url) in one[2] for one in problems)


@pytest.mark.parametrize(
    ("path", "fragment", "says"),
    [
        ("/page", "kostar 20 kronor per timme", (None, "")),
        ("/page", "DET KOSTAR", (None, "")),
        ("/latin1", "om parkering i Exempelstad", (None, "")),
        ("/page", "kostar 25 kronor per timme", ("lost-fragment", "kostar 20 kronor per timme")),
        ("/page", "kostar 20 kron", ("lost-fragment", "textfragment: kostar 20 kronor")),
        ("/page", "per timme. Det är gratis", ("lost-fragment", "Läs sidan")),
        ("/page", "dold text", ("lost-fragment", "Läs sidan")),
        ("/page", "Avgifter", ("lost-fragment", "Läs sidan")),
        ("/pdf", "kostar 20 kronor", ("lost-fragment", "webbsida")),
        ("/app", "kostar 20 kronor", ("unasked-link", "webbläsaren")),
        ("/404/", "kostar 20 kronor", ("dead-link", "")),
        ("/302/page", "kostar 20 kronor", (None, "")),
    ],
)
def test_a_text_fragment_must_stand_on_the_page(
    site: Site, tmp_path: Path, path: str, fragment: str, says: tuple[str | None, str]
) -> None:
    rule, mends = says
    problems = told(tmp_path, site.url + path, fragment)

    line = 5 if rule == "dead-link" else 7
    assert [(one[0], one[1]) for one in problems] == ([(rule, line)] if rule else [])
    assert all(mends in one[2] for one in problems)


def test_a_site_is_asked_one_page_at_a_time_and_each_page_once(site: Site) -> None:
    paths = [f"/page/{number}" for number in range(6)]
    pages(*(site.url + path for path in [*paths, *paths]))

    assert sorted(site.asked) == paths
    assert site.most_at_once == 1


def test_there_is_a_pause_before_the_same_site_is_asked_again(site: Site) -> None:
    waited: list[float] = []

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    async def collect() -> None:
        async for _ in ask([f"{site.url}/a", f"{site.url}/b"], Manners(10.0, 0.5, pause)):
            pass

    asyncio.run(collect())
    assert waited == [0.5, 0.5]


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://exa mple/"])
def test_what_cannot_be_asked_says_why(address: str) -> None:
    assert pages(address)[address].failure


def test_without_a_network_there_is_one_problem_and_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = write_faq(tmp_path / "faq", "http://127.0.0.1:1/a")
    sources = folder / "kallor.yaml"
    more = "  - id: b\n    titel: B\n    utgivare: Vi\n    url: http://127.0.0.1:1/b\n"
    sources.write_text(sources.read_text("utf-8") + more, encoding="utf-8")
    topic = folder / "amnen" / "a.yaml"
    text = topic.read_text("utf-8").replace("källa: sidan", "källa:\n      - sidan\n      - b")
    topic.write_text(text, encoding="utf-8")

    assert main(["check", "--links", "--strict"]) == 0
    out = capsys.readouterr().out
    assert out.count("[unasked-link]") == 1
    assert "Ingen av de 2 sidorna" in out


def test_a_dead_link_fails_where_warnings_do(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_faq(tmp_path / "faq", f"{site.url}/404/")

    assert main(["check", "--links"]) == 0
    assert main(["check", "--links", "--strict"]) == 1
    assert "[dead-link]" in capsys.readouterr().out
