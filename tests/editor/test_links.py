"""`links`: the links, the list of those that were published, and where the bot's name is from."""

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from small_faq import FEE, LIBRARY, LOAN, SCAN, small_faq

from bot.channels.bot_name import UnknownNameError, ask_name
from bot.cli import main
from bot.editor.checking import published
from bot.editor.links import (
    COLUMNS,
    GONE,
    ID,
    LIST,
    ListError,
    Published,
    as_csv,
    bot_name,
    links,
    merged,
    published_ids,
    read_published,
)
from bot.models import Entry, Faq
from bot.simulator.server import TOKEN, Simulator

FIXTURE = Path(__file__).parent.parent / "fixtures" / "faq"
BOT = "exempel_bot"
FAQ = small_faq()
LOAN_LINK = f"https://t.me/{BOT}?start=lana"

Call = Callable[..., tuple[int, str, str]]


# The list


def listed(tmp_path: Path, text: str, encoding: str = "utf-8") -> Published:
    path = tmp_path / LIST
    path.write_bytes(text.encode(encoding))
    return read_published(path)


def with_entries(*entries: Entry) -> Faq:
    return small_faq(replace(LIBRARY, entries=entries))


def test_a_link_opens_the_bot_with_the_entry() -> None:
    assert [link.url for link in links([LOAN], BOT)] == [LOAN_LINK]


def test_a_new_list_is_read_back(tmp_path: Path) -> None:
    made = merged(Published(), links(FAQ.entries, BOT), FAQ)
    text = as_csv(made).decode()
    assert text.startswith(f"\ufeffid;fråga;länk;anmärkning\nlana;{LOAN.question};{LOAN_LINK};\n")
    assert as_csv(listed(tmp_path, text)) == as_csv(made)


def test_publishing_again_changes_nothing() -> None:
    made = merged(Published(), links(FAQ.entries, BOT), FAQ)
    assert merged(made, links(FAQ.entries, BOT), FAQ) == made


def test_no_line_is_ever_dropped() -> None:
    made = merged(Published(), links(FAQ.entries, BOT), FAQ)
    renamed = replace(FEE, id="forseningsavgift", former_ids=("avgift",), question="Ny rubrik?")
    later = with_entries(LOAN, renamed)
    notes = {row[ID]: row for row in merged(made, links(later.entries, BOT), later).rows}
    assert set(notes) == {*FAQ.by_id, "forseningsavgift"} - {"lanetid"}
    assert notes["lana"]["anmärkning"] == ""
    assert notes["avgift"]["anmärkning"] == "leder till forseningsavgift"
    assert notes["avgift"]["fråga"] == "Ny rubrik?"
    assert notes["skanna"]["anmärkning"] == GONE
    assert notes["skanna"]["fråga"] == SCAN.question


def test_a_note_goes_when_it_is_true_no_more() -> None:
    made = merged(Published(), links(FAQ.entries, BOT), FAQ)
    lost = merged(made, (), with_entries(LOAN))
    assert merged(lost, (), FAQ) == made


def test_a_link_to_another_bot_is_a_line_of_its_own() -> None:
    made = merged(Published(), links([LOAN], BOT), FAQ)
    both = merged(made, links([LOAN], "ny_bot"), FAQ)
    assert [row["länk"] for row in both.rows] == [LOAN_LINK, "https://t.me/ny_bot?start=lana"]
    assert both.bots == {BOT, "ny_bot"}


@pytest.mark.parametrize(
    "text",
    [
        "id,fråga,länk\nlana,Gammal rubrik?,\nborta,Vad?,\n",
        '\ufeffID;Var;fråga;länk\r\nlana;receptionen; a ;\r\nborta;"korridoren; plan 2";b;\r\n',
        "id\tlänk\nlana\t\n\nborta\thttps://t.me/x\n",
        "var,id\nreceptionen,lana\nkorridoren,borta\n,\n",
    ],
)
def test_what_editors_wrote_in_the_list_stays(tmp_path: Path, text: str) -> None:
    old = listed(tmp_path, text)
    assert old.ids == {"lana", "borta"}
    new = merged(old, links([FEE], BOT), FAQ)
    out = as_csv(new).decode()
    assert out.startswith("\ufeff") is text.startswith("\ufeff")
    assert ("\r\n" in out) is ("\r\n" in text)
    assert new.columns[: len(old.columns)] == old.columns
    for before, after in zip(old.rows, new.rows, strict=False):
        own = [name for name in old.columns if name not in COLUMNS]
        assert [before[name] for name in own] == [after[name] for name in own]
    assert [row[ID] for row in new.rows][-1] == "avgift"


@pytest.mark.parametrize(
    ("text", "encoding", "says"),
    [
        ("", "utf-8", "ingen kolumn som heter id"),
        ("kod;länk\nlana;\n", "utf-8", "ingen kolumn som heter id"),
        ("id;fråga\nlana;å\n", "latin-1", "UTF-8"),
        ("id;fråga\nlana;a;b\n", "utf-8", "lana har fler fält"),
        ('id;fråga\n"lana;a\n', "utf-8", "citattecken saknas"),
    ],
)
def test_what_is_no_list_is_told(tmp_path: Path, text: str, encoding: str, says: str) -> None:
    with pytest.raises(ListError, match=says):
        listed(tmp_path, text, encoding)
    assert published_ids(tmp_path) == frozenset()


def test_the_list_is_the_one_that_check_reads() -> None:
    assert (published.NAME, published.COLUMN) == (LIST, ID)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("exempel_bot", "exempel_bot"),
        (" @exempel_bot ", "exempel_bot"),
        ("https://t.me/exempel_bot", "exempel_bot"),
        ("t.me/exempel_bot/", "exempel_bot"),
        ("Exempel bot", None),
        ("exempelå_bot", None),
        ("bot", None),
        ("", None),
    ],
)
def test_a_name_may_be_written_in_several_ways(text: str, name: str | None) -> None:
    assert bot_name(text) == name


# The bot's name from Telegram


async def test_telegram_knows_the_name(simulator: Simulator) -> None:
    assert await asyncio.to_thread(ask_name, TOKEN, simulator.api_url) == "simulated_bot"


async def test_a_token_that_telegram_refuses(simulator: Simulator) -> None:
    other = TOKEN.replace("1000000001", "2000000002")
    with pytest.raises(UnknownNameError, match="godtar inte") as refused:
        await asyncio.to_thread(ask_name, other, simulator.api_url)
    assert other not in str(refused.getrepr())


def test_no_telegram_there() -> None:
    with pytest.raises(UnknownNameError, match="nå Telegram"):
        ask_name(TOKEN, "http://127.0.0.1:9")


# The command


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Runs `links` in a folder with a FAQ: its exit code, output and messages."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    shutil.copytree(FIXTURE, tmp_path / "faq")

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["links", *arguments])
        return code, *capsys.readouterr()

    return run


def test_every_entry_with_its_link_for_other_programs(call: Call) -> None:
    code, out, err = call("--bot", f"@{BOT}")
    rows = [line.split("\t") for line in out.splitlines()]
    assert (code, err, len(rows)) == (0, "", 4)
    assert rows[0] == [
        "boendeparkering",
        "Hur ansöker jag om boendeparkering?",
        f"https://t.me/{BOT}?start=boendeparkering",
    ]


def test_a_table_in_a_terminal(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    _, out, _ = call("--bot", BOT)
    assert "Hur ansöker jag om boendeparkering?" in out
    assert f"https://t.me/{BOT}?start=overklaga-parkeringsbot" in out
    assert "│" in out


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--id", "boende-p"], ["boendeparkering"]),
        (["--topic", "parkering", "--id", "boende-p"], [
            "boendeparkering", "parkeringsavgift", "overklaga-parkeringsbot",
            "kontakta-parkeringskontoret",
        ]),
        (["--id", "parkeringsavgift", "--id", "boendeparkering"],
         ["boendeparkering", "parkeringsavgift"]),
    ],
)  # fmt: skip
def test_some_of_them(call: Call, options: list[str], ids: list[str]) -> None:
    _, out, _ = call("--bot", BOT, *options)
    assert [line.split("\t")[0] for line in out.splitlines()] == ids


def test_the_list_and_then_the_name_from_it(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "faq" / LIST
    code, out, err = call("--csv", "--bot", BOT, "--id", "boendeparkering")
    assert (code, out, err) == (0, "Skrev faq/lankar.csv: 1 länkar, varav 1 nya.\n", "")
    _, out, _ = call("--id", "parkeringsavgift")
    assert f"https://t.me/{BOT}?start=parkeringsavgift" in out
    path.write_text(path.read_text("utf-8") + "borta;Vad?;;\n", "utf-8")
    _, out, err = call("--csv")
    assert "5 länkar, varav 3 nya" in out
    assert "inte leder någonstans: borta." in err
    assert "borta;Vad?;;frågan finns inte kvar" in path.read_text("utf-8")


def test_a_list_elsewhere(call: Call, tmp_path: Path) -> None:
    assert call("--csv", "andra.csv", "--bot", BOT)[0] == 0
    assert (tmp_path / "andra.csv").exists()
    assert not (tmp_path / "faq" / LIST).exists()


def test_two_bots_in_the_list_are_told_and_neither_is_guessed(call: Call) -> None:
    call("--csv", "--bot", BOT)
    _, _, err = call("--csv", "--bot", "annan_bot")
    assert "länkar till flera botar: annan_bot, exempel_bot" in err
    code, _, err = call()
    assert code == 2
    assert "--bot NAMN" in err


def test_a_sheet_says_what_is_not_in_the_list_yet(call: Call, tmp_path: Path) -> None:
    call("--csv", "--bot", BOT, "--id", "boendeparkering")
    code, out, _ = call("--qr", "ark.html")
    assert code == 0
    assert "Skrev ark.html med 4 koder." in out
    assert "3 av länkarna står inte i faq/lankar.csv. Kör links --csv" in out
    assert (tmp_path / "ark.html").read_text("utf-8").count("<svg") == 4


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        ([], 2, "Botens användarnamn på Telegram saknas. Skriv det: --bot NAMN."),
        (["--bot", "två ord"], 2, "två ord är inget användarnamn på Telegram."),
        (["--bot", BOT, "--topic", "parkring"], 2, "Menade du parkering?"),
        (["--bot", BOT, "--id", "boende"], 2, "Menade du boende-p?"),
        (["--bot", BOT, "--id", "xyz"], 2, "Frågan xyz finns inte."),
        (["--bot", BOT, "--qr", "a.html", "--per-page", "5"], 2, "--per-page kan vara 1, 2, 4, 6."),
        (["--bot", BOT, "--qr", "saknas/a.html"], 2, "Det går inte att skriva saknas/a.html"),
    ],
)
def test_wrong_use_gets_one_message(call: Call, options: list[str], code: int, says: str) -> None:
    given, _, err = call(*options)
    assert given == code
    assert says in err
    assert len(err.splitlines()) == 1


def test_a_list_that_cannot_be_read_is_told(call: Call, tmp_path: Path) -> None:
    (tmp_path / "faq" / LIST).write_text("kod\n1\n", "utf-8")
    for options in ((), ("--csv",), ("--qr", "a.html")):
        code, _, err = call("--bot", BOT, *options)
        assert code == 1
        assert "ingen kolumn som heter id" in err
    assert (tmp_path / "faq" / LIST).read_text("utf-8") == "kod\n1\n"


def test_telegram_out_of_reach_leaves_the_list_to_tell(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9")
    code, _, err = call()
    assert code == 2
    assert "Det går inte att nå Telegram. Skriv botens användarnamn själv" in err
    call("--csv", "--bot", BOT)
    assert call()[0] == 0
