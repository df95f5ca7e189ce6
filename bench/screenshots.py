"""Takes the README's pictures of the page: a real chat with our own FAQ, in a real Chromium.

Needs the development environment and Chromium; for the pictures in buttons also a font with emoji
(on Debian `fonts-noto-color-emoji`).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

FOLDER = Path("docs")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SHARPNESS = 2  # pixels for each CSS pixel: the pictures are looked at on good screens
QUALITY = 88  # the patterned ground makes a PNG four times as big
PHONE = (390, 760)
DESK = (1240, 800)
CLOCK = "12:04"


@dataclass(frozen=True, slots=True)
class Picture:
    """A file name, the size of the window, its colours, and the messages of the chat."""

    name: str
    size: tuple[int, int]
    scheme: str
    messages: tuple[str, ...]


PICTURES = (
    Picture("sidan-ljus.jpg", DESK, "light", ("saknas de läkare i kalmra län",)),
    Picture("sidan-mork.jpg", DESK, "dark", ("handlingsplanen",)),
    Picture("telefon-ljus.jpg", PHONE, "light", ("vad är ett patientkontrakt?",)),
    Picture("telefon-mork.jpg", PHONE, "dark", ("jag har ont i bröstet",)),
)


def main() -> int:
    """Writes the pictures to docs/."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        print(f"None of {', '.join(BROWSERS)} is installed.", file=sys.stderr)
        return 2
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with preview() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        for picture in PICTURES:
            take(browser, url, picture)
            print(FOLDER / picture.name)
    return 0


@contextmanager
def preview() -> Iterator[str]:
    """The address of a preview that runs meanwhile."""
    command = [sys.executable, "-m", "bot", "preview", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        assert process.stdout
        said = (re.search(r"http://127\.0\.0\.1:\d+/", line) for line in process.stdout)
        try:
            yield next(found[0] for found in said if found)
        finally:
            process.terminate()


def take(browser: Browser, url: str, picture: Picture) -> None:
    """Takes one picture, in a tab of its own."""
    width, height = picture.size
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        device_scale_factor=SHARPNESS,
        reduced_motion="reduce",
        locale="sv-SE",
    )
    page.goto(url)
    page.get_by_role("button", name="Starta").click()
    for number, message in enumerate(picture.messages):
        answered = page.locator(".theirs")
        expect(answered).to_have_count(number + 1)
        page.get_by_role("textbox", name="Meddelande").fill(message)
        page.keyboard.press("Enter")
        expect(answered).to_have_count(number + 2)
    stop_clocks(page)
    page.screenshot(path=FOLDER / picture.name, type="jpeg", quality=QUALITY)
    page.close()


def stop_clocks(page: Page) -> None:
    """The same time in every picture: otherwise each new one differs from the last."""
    page.locator(".kind, .hint").first.wait_for(state="attached")
    page.evaluate(
        "time => document.querySelectorAll('.meta').forEach(one => one.textContent = time)", CLOCK
    )
    page.evaluate(
        "time => document.querySelectorAll('.faq-version').forEach("
        "one => one.textContent = one.textContent.replace(/\\d\\d:\\d\\d:\\d\\d$/, time))",
        f"{CLOCK}:00",
    )


if __name__ == "__main__":
    sys.exit(main())
