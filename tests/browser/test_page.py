"""What an editor sees and does on the page, in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Tabs, chromium
from playwright.sync_api import Browser, Locator, Page, expect
from preview_program import Program, edited

PARKING = Path(__file__).parent.parent / "fixtures" / "faq"
CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
COST = "Vad kostar det att parkera i centrum?"
APPEAL = "Hur överklagar jag en parkeringsbot?"
APPEAL_ANSWER = "Du skriver till Parkeringskontoret inom tre veckor."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the preview is started in, with a copy of the FAQ on parking."""
    folder = tmp_path_factory.mktemp("parkering")
    shutil.copytree(PARKING, folder / "faq")
    return folder


@pytest.fixture(scope="module")
def program(folder: Path) -> Iterator[Program]:
    """The preview, started once for all tests: a tab is a new resident anyway."""
    with Program(folder) as running:
        yield running
        assert running.stop()[0] == 0


@pytest.fixture
def tabs(browser: Browser, program: Program) -> Iterator[Tabs]:
    """Tabs of the page, of which none may complain."""
    tabs = Tabs(browser, program.url)
    yield tabs
    tabs.close()
    assert not tabs.complaints


@pytest.fixture
def page(tabs: Tabs) -> Page:
    """The page after /start, as a resident has it."""
    return started(tabs.open())


@pytest.fixture
def topic(folder: Path) -> Path:
    return folder / "faq" / "amnen" / "parkering.yaml"


def started(page: Page) -> Page:
    page.get_by_role("button", name="Starta").click()
    return page


def write(page: Page, text: str) -> None:
    box = page.get_by_role("textbox", name="Meddelande")
    box.fill(text)
    box.press("Enter")


def said(page: Page, text: str) -> Locator:
    """The bot's bubbles with this text."""
    return page.get_by_role("log").locator(".theirs", has_text=text)


def reasons(page: Page) -> Locator:
    return page.get_by_role("region", name="Varför boten svarar så")


def state(page: Page) -> Locator:
    return page.get_by_role("complementary").get_by_role("status")


def faults(page: Page) -> Locator:
    return page.get_by_role("region", name="Att rätta i filerna")


# The chat


def test_a_question_gets_its_answer_with_the_source(page: Page) -> None:
    write(page, COST)
    answer = said(page, "20 kronor i timmen")
    link = answer.get_by_role("link", name="Regler för parkering i Exempelstad")

    expect(answer).to_have_count(1)
    expect(answer.locator("b, strong").filter(has_text=COST)).to_have_count(1)
    expect(link).to_have_attribute("href", re.compile("^https://.+#:~:text=avgift%20i%20centrum$"))


def test_a_misspelt_question_is_understood_and_the_panel_says_how(page: Page) -> None:
    write(page, "vad kosatr det att parkera i centrum")

    expect(said(page, "20 kronor i timmen")).to_be_visible()
    expect(reasons(page)).to_contain_text("stavat nästan som ”kostar”")
    expect(reasons(page)).to_contain_text("Från 80 poäng svarar boten direkt.")


def test_a_suggestion_is_tapped(page: Page) -> None:
    write(page, "hur överklagar jag")
    page.get_by_role("button", name=APPEAL).click()

    expect(said(page, APPEAL_ANSWER)).to_be_visible()
    expect(reasons(page)).to_contain_text("något är tveksamt")


def test_danger_comes_first(page: Page) -> None:
    write(page, "jag har ont i bröstet, var får jag parkera")

    replies = page.get_by_role("log").locator(".theirs")
    expect(replies).to_have_count(2)
    expect(replies.last).to_contain_text("112")
    expect(reasons(page)).to_contain_text("Fara går före allt annat.")


def test_an_older_message_is_explained_when_it_is_chosen(page: Page) -> None:
    write(page, COST)
    expect(said(page, "20 kronor i timmen")).to_be_visible()
    write(page, "hej")
    expect(reasons(page)).to_contain_text("småprat")
    said(page, "20 kronor i timmen").locator(".bubble").click(position={"x": 4, "y": 4})

    expect(reasons(page).get_by_role("blockquote")).to_have_text(COST)


def test_the_place_in_the_files_is_copied(tabs: Tabs) -> None:
    page = started(tabs.open(permissions=["clipboard-read", "clipboard-write"]))
    write(page, COST)
    page.get_by_role("button", name="Kopiera faq/amnen/parkering.yaml:26").click()

    expect(reasons(page)).to_contain_text("Kopierat")
    assert page.evaluate("navigator.clipboard.readText()") == "faq/amnen/parkering.yaml:26"


def test_several_tabs_are_several_residents(tabs: Tabs) -> None:
    first, second = started(tabs.open()), started(tabs.open())
    write(first, COST)
    expect(said(first, "20 kronor i timmen")).to_be_visible()
    write(second, "hej")
    expect(reasons(second)).to_contain_text("småprat")

    expect(said(second, "20 kronor i timmen")).to_have_count(0)
    expect(second.get_by_role("log").locator(".mine")).to_have_count(2)


# The files


@pytest.fixture
def settled(tabs: Tabs) -> Iterator[None]:
    """Leaves the files as they were for the next test."""
    watching = tabs.open()
    version = watching.get_by_text(re.compile("^Version"))
    before = version.inner_text().split(",")[0]
    yield
    expect(state(watching)).to_contain_text("Filerna är utan fel")
    expect(version).to_contain_text(before)


@pytest.mark.usefixtures("settled")
def test_a_saved_file_is_live_without_losing_the_chat(page: Page, topic: Path) -> None:
    write(page, COST)
    expect(said(page, "20 kronor i timmen")).to_be_visible()
    version = page.get_by_text(re.compile("^Version")).inner_text()
    with edited(topic, "20 kronor i timmen", "25 kronor i timmen"):
        expect(page.get_by_text(re.compile("^Version"))).not_to_have_text(version)
        write(page, COST)
        expect(said(page, "25 kronor i timmen")).to_be_visible()
        expect(said(page, "20 kronor i timmen")).to_be_visible()
    expect(page.get_by_text(re.compile(f"^{version.rpartition(',')[0]}"))).to_be_visible()


@pytest.mark.usefixtures("settled")
def test_the_reasons_follow_the_files(page: Page, topic: Path) -> None:
    write(page, APPEAL)
    expect(reasons(page)).to_contain_text("försiktig: ja")
    with edited(topic, "försiktig: ja", "granskad: 2025-01-01"):
        expect(reasons(page)).to_contain_text("svarar boten direkt")
    expect(reasons(page)).to_contain_text("försiktig: ja")


@pytest.mark.usefixtures("settled")
def test_a_fault_is_shown_with_its_line_and_goes_when_it_is_mended(page: Page, topic: Path) -> None:
    with edited(topic, "    källa: kontakt", "    källa kontakt"):
        expect(state(page)).to_contain_text("Ett fel i filerna.")
        expect(faults(page)).to_contain_text("faq/amnen/parkering.yaml:58")
        expect(faults(page)).to_contain_text("    källa kontakt")
        expect(faults(page)).to_contain_text("Det saknas ett kolon")
        write(page, COST)
        expect(said(page, "20 kronor i timmen")).to_be_visible()
    expect(faults(page)).to_be_hidden()


# How it looks and is reached


def test_dark_mode(tabs: Tabs) -> None:
    light, dark = (
        tabs.open(color_scheme=scheme).evaluate(
            "getComputedStyle(document.getElementById('panel')).backgroundColor"
        )
        for scheme in ("light", "dark")
    )

    assert brightness(light) > 240
    assert brightness(dark) < 60


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_of_the_panel_can_be_read(tabs: Tabs, topic: Path, scheme: str) -> None:
    page = started(tabs.open(color_scheme=scheme))
    panel = page.get_by_role("complementary")
    write(page, "varför kostar det inte att parkera i rymden")
    expect(reasons(page)).to_contain_text("Tveksamt")
    assert panel.evaluate(CONTRAST) == []
    with edited(topic, "    källa: kontakt", "    källa kontakt"):
        expect(state(page)).to_contain_text("Ett fel i filerna.")
        assert panel.evaluate(CONTRAST) == []


def brightness(colour: str) -> float:
    """The mean of red, green and blue in `rgb(1, 2, 3)`, 0 to 255."""
    parts = [float(part) for part in re.findall(r"[\d.]+", colour)[:3]]
    return sum(parts) / 3


def test_on_a_phone_nothing_is_cut_and_the_panel_opens_over_the_chat(tabs: Tabs) -> None:
    page = started(tabs.open(viewport={"width": 360, "height": 740}))
    write(page, COST)
    expect(said(page, "20 kronor i timmen")).to_be_visible()
    expect(reasons(page)).to_be_hidden()
    assert width(page) <= 360
    page.get_by_role("button", name="Redaktör").click()
    expect(reasons(page)).to_contain_text("svarar boten direkt")
    assert width(page) <= 360
    page.keyboard.press("Escape")
    expect(reasons(page)).to_be_hidden()


def width(page: Page) -> int:
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    return wide


def test_by_keyboard_alone(tabs: Tabs) -> None:
    page = tabs.open()
    expect(page.get_by_role("button", name="Starta")).to_be_visible()
    press_until(page, "Tab", page.get_by_role("button", name="Starta"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Meddelande")).to_be_focused()
    page.keyboard.type("hur överklagar jag")
    page.keyboard.press("Enter")
    suggestion = page.get_by_role("button", name=APPEAL)
    expect(suggestion).to_be_visible()
    press_until(page, "Shift+Tab", suggestion)
    page.keyboard.press("Enter")
    expect(said(page, APPEAL_ANSWER)).to_be_visible()
    press_until(page, "Tab", page.get_by_role("button", name="Kopiera").first)


def press_until(page: Page, key: str, wanted: Locator) -> None:
    """Presses a key until the focus is where it is wanted."""
    for _ in range(40):
        page.keyboard.press(key)
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{key} never reached {wanted}")


def test_the_page_may_load_nothing_from_elsewhere(page: Page, program: Program) -> None:
    answer = page.goto(program.url)

    assert answer
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
