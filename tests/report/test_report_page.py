"""The report as page, table, message, CSV and JSON: complete, safe and without rare texts."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_cases import TODAY, asked, noted, parking_faq, report_on
from rich.console import Console

from bot.channels.telegram_text import units
from bot.dialogue import Dialogue
from bot.editor.report import machine
from bot.editor.report.message import messages, notice_message
from bot.editor.report.page import notice_page, page
from bot.editor.report.report import Report, make_report
from bot.editor.report.table import show
from bot.editor.report.wordings import FEWEST
from bot.journal.records import FeedbackCount, ReplyCount

FAQ = parking_faq()
DIALOGUE = Dialogue(FAQ)
FULL = report_on(
    noted(
        asked("hur lagar jag pannkakor", 4),
        asked("pannkakor recept", 2),
        asked("laddplats i centrum", 3, "suggestions"),
        asked("=HYPERLINK(pannkakor)", 3),
        asked("något helt annat <b>som</b> en skrev"),
        replies=[
            ReplyCount(TODAY, "answer", "parkeringsavgift", 1200),
            ReplyCount(TODAY, "fallback", "", 10),
            ReplyCount(TODAY, "emergency", "", 2),
        ],
        feedback=[FeedbackCount(TODAY, "parkeringsavgift", 1, 9)],
    )
)


def in_terminal(report: Report) -> str:
    out = Console(file=io.StringIO(), width=400, markup=False, highlight=False)
    for part in show(report):
        out.print(part)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def in_group(report: Report) -> str:
    return "\n".join(messages(report))


FORMS = (page, in_terminal, in_group, machine.report_csv, machine.report_json)

# No word of the forms themselves, such as "width", begins so.
LETTERS = st.text("abcdefghijklmnopqrstuvwxyzåäö", min_size=3, max_size=7).map("qz{}".format)
TEXTS = st.lists(LETTERS, min_size=2, max_size=5).map(" ".join)
KINDS = st.sampled_from(["fallback", "suggestions", "rejected"])


@settings(max_examples=40)
@given(
    st.lists(LETTERS, min_size=3, max_size=6, unique=True).flatmap(
        # Of few words, so that they form groups; each with signs of its own.
        lambda words: st.lists(
            st.tuples(
                st.lists(st.sampled_from(words), min_size=1, max_size=4).map(" ".join),
                st.integers(1, 4),
                KINDS,
                st.sampled_from(["", "?", "!"]),
            ),
            min_size=1,
            max_size=12,
        )
    )
)
def test_no_form_shows_what_fewer_than_three_have_asked(
    written: list[tuple[str, int, str, str]],
) -> None:
    report = make_report(
        noted(*(asked(text + sign, times, kind) for text, times, kind, sign in written)),
        DIALOGUE,
        Dialogue,
    )
    counts: Counter[tuple[str, str]] = Counter()
    for text, times, kind, _ in written:
        counts[text, kind] += times
    often = {
        text
        for text, _ in counts
        if counts[text, "fallback"] + max(counts[text, "suggestions"], counts[text, "rejected"])
        >= FEWEST
    }
    for form in FORMS:
        said = unescape(form(report))
        for text in {text for text, _ in counts} - often:
            # A shown text may hold it; then it says nothing of who wrote this one.
            longest_first = sorted(often, key=len, reverse=True)
            shown = (re.escape(one) for one in longest_first if text in one)
            rest = re.sub("|".join(shown) or "(?!)", "", said)
            assert not re.search(rf"(?<!\w){re.escape(text)}(?!\w)", rest), form


@settings(max_examples=25)
@given(st.lists(st.tuples(TEXTS, st.integers(1, 5), KINDS), max_size=12))
def test_every_message_is_counted_once(written: list[tuple[str, int, str]]) -> None:
    report = make_report(
        noted(*(asked(text, times, kind) for text, times, kind in written)), DIALOGUE, Dialogue
    )
    counts: Counter[tuple[str, str]] = Counter()
    for text, times, kind in written:
        counts[text, kind] += times

    assert report.unanswered == sum(
        counts[text, "fallback"] + max(counts[text, "suggestions"], counts[text, "rejected"])
        for text in {text for text, _ in counts}
    )


# The page


def test_the_page_asks_for_nothing_and_runs_nothing() -> None:
    text = page(FULL)

    assert not re.search(r"<script|<link|<img|@import|url\(|(?:src|href)=", text)
    assert "prefers-color-scheme: dark" in text


def test_beside_each_picture_stands_its_table() -> None:
    text = page(FULL)
    pictures = re.findall(r'<svg[^>]*role="img" aria-label="([^"]+)"', text)

    assert pictures == ["Frågat förgäves", "Svar per vecka"]
    assert set(pictures) <= set(re.findall(r"<caption>([^<]+)</caption>", text))
    assert text.count("<desc>") == len(pictures)


def test_what_residents_write_is_text_and_no_tags() -> None:
    hostile = report_on(noted(asked("[namn] <script>alert(1)</script> & så", 3)))

    assert "<script" not in page(hostile)


def test_with_an_address_the_style_is_fetched_from_there() -> None:
    text = page(FULL, "/stil.css")

    assert '<link rel="stylesheet" href="/stil.css">' in text
    assert "<style" not in text
    assert not re.search(r"\sstyle=", text)


def test_a_page_without_a_report_says_why() -> None:
    assert "<p>Inget &lt;än&gt;</p>" in notice_page("Inget <än>")


SAID: list[tuple[Callable[[Report], str], list[str]]] = [
    (page, ["”hur lagar jag pannkakor”", "minst 60 %", "”laddplats i centrum”"]),
    (in_terminal, ["6 gånger", "lägg till som variant i faq/amnen/parkering.yaml:26", "1 200"]),
    (in_group, ["<b>Frågat förgäves</b>", "9 av 10 sa nej", "parkering.yaml:26"]),
    (machine.report_csv, ["fråga,laddplats i centrum,3,0,parkeringsavgift,"]),
]


@pytest.mark.parametrize(("form", "said"), SAID)
def test_each_form_says_what_there_is_to_do(form: Callable[[Report], str], said: list[str]) -> None:
    text = unescape(form(FULL)).replace("\N{NO-BREAK SPACE}", " ")

    for one in said:
        assert one in text


def test_json_holds_it_all() -> None:
    found = json.loads(machine.report_json(FULL))

    assert [group["times"] for group in found["groups"]] == [6, 3, 3]
    (group,) = (one for one in found["groups"] if one["verdict"] == "ny variant")
    assert group["nearest"]["id"] == "parkeringsavgift"
    assert group["variant"] == group["examples"][0]["text"] == "laddplats i centrum"
    assert found["scattered"] == 1
    assert found["poor"][0]["unhelpful"] == 9
    assert len(found["never"]) == 3
    assert found["weeks"][0]["replies"]["answer"] == 1200


def test_csv_is_one_table_without_formulas() -> None:
    rows = list(csv.reader(io.StringIO(machine.report_csv(FULL))))

    assert {len(row) for row in rows} == {len(machine.COLUMNS)}
    assert {row[0] for row in rows[1:]} == {"fråga", "hjälpte inte", "aldrig", "vecka"}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def test_messages_to_the_group_are_short_enough() -> None:
    words = [chr(first) + chr(second) for first in range(97, 123) for second in range(97, 103)]
    many = report_on(noted(*(asked(f"{word * 40} 😀 & {word * 30}", 3) for word in words[:60])))
    sent = messages(many)

    assert sent
    assert all(units(text) < 4096 for text in sent)
    assert notice_message("Inget <än>") == ("<b>Vad frågade de?</b>\n\nInget &lt;än&gt;",)
