"""Tabs of a real Chromium: Debian's, as playwright's own would be a download."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_MILLISECONDS = 30_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; without one the test is skipped."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is installed")
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    # Chromium refuses its sandbox to root; the only page that it sees here is our own.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=arguments)


class Tabs:
    """Tabs with the page at `url`, each in a window of its own, and what they complained of.

    A request to anywhere else is a complaint, as are errors and warnings on the console.
    """

    def __init__(self, browser: Browser, url: str) -> None:
        self.complaints: list[str] = []
        self._browser = browser
        self._url = url
        self._contexts: list[BrowserContext] = []

    def open(self, **options: object) -> Page:
        """A new tab; `options` are those of playwright's contexts."""
        context = self._browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        context.on("request", lambda request: self._asked(request.url))
        context.on("console", self._wrote)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self._contexts.append(context)
        page = context.new_page()
        page.goto(self._url)
        return page

    def close(self) -> None:
        """Close all tabs."""
        for context in self._contexts:
            context.close()

    def _asked(self, address: str) -> None:
        if not address.startswith((self._url, "data:")):
            self.complaints.append(f"asked {address}")

    def _wrote(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)
