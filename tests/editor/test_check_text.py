"""The parts that the rules stand on: sentences, readability, and places of words in files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.paragraphs import paragraphs
from bot.content.yaml_reader import read
from bot.editor.checking.plain_language import lix
from bot.editor.checking.positions import place_of
from bot.editor.checking.sentences import sentences
from bot.editor.checking.web_page import WebPage


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Hej", [["Hej"]]),
        ("Hej! Vem är du? Jag.", [["Hej"], ["Vem", "är", "du"], ["Jag"]]),
        ("Ring t.ex. 1177 kl. 8.30.", [["Ring", "t.ex", "1177", "kl", "8.30"]]),
        ("Se www.1177.se. Där står det.", [["Se", "www.1177.se"], ["Där", "står", "det"]]),
        ("”Kom!” sa hon.", [["Kom", "sa", "hon"]]),
        ("Ta med:\n- ett kort\n- e-post", [["Ta", "med"], ["ett", "kort"], ["e-post"]]),
    ],
)
def test_sentences(text: str, found: list[list[str]]) -> None:
    assert [[word.text for word in one.words] for one in sentences(text)] == found


@given(st.text())
def test_words_stand_where_they_are_said_to(text: str) -> None:
    for sentence in sentences(text):
        assert all(text.startswith(word.text, word.start) for word in sentence.words)


def test_lix_is_words_a_sentence_and_the_share_of_long_words() -> None:
    text = "Det är ett kort. " * 9 + "Parkeringen kostar mycket pengar."  # 3 of 40 are long
    assert lix(sentences(text)) == pytest.approx(40 / 10 + 100 * 1 / 40)


def test_lix_says_nothing_of_a_few_words() -> None:
    assert lix(sentences("Parkeringstillståndsansökningar handläggs.")) is None


@pytest.mark.parametrize(
    "written",
    [
        "svar: |\n  Ett kort.\n\n  Det ÄR här.\n",
        "svar: |-\n\n  Ett kort.\n  Det ÄR här.\n",
        "svar: >\n  Ett kort. Det\n  ÄR här.\n",
        "svar: Ett kort.\n  Det ÄR\n  här.\n",
        "svar: 'Ett kort. Det ÄR här.'\n",
        'svar: "Ett kort.\\\n  \\ Det\n\n  ÄR här."\n',
        "svar: # nej\n  Ett kort. Det ÄR här.\n",
    ],
)
def test_a_word_is_found_however_the_text_is_written(written: str) -> None:
    document = read(written.encode(), "a.yaml")
    value = document.at(("svar",))
    assert isinstance(value, str)
    text = paragraphs(value)
    place = place_of(document, ("svar",), text, text.index("ÄR"))

    assert written.splitlines()[place.line - 1][place.column - 1 :].startswith("ÄR")


def test_where_an_escape_hides_the_words_the_text_itself_is_the_place() -> None:
    document = read(b'svar: "Ett k\\u00f6rkort nu"\n', "a.yaml")
    assert place_of(document, ("svar",), "Ett körkort nu", 12) == document.place(("svar",))


@pytest.mark.parametrize(
    ("html", "excerpt", "found"),
    [
        ("<p>Vad <i>det</i> är</p>", "vad det är", True),
        ("<p>Vad</p><p>det är</p>", "vad det är", False),
        ("Vad<br>det är", "vad det är", False),
        ("<p>”Vad” – det</p>", '"vad" - det', True),
        ("<p>Vård&shy;central</p>", "vårdcentral", True),
        ("<p>vårdcentralen</p>", "vårdcentral", False),
        ("<div style='display: none'>vad <div>det</div> är</div>", "är", False),
        ("<template><p>vad</p></template><p>det</p>", "vad", False),
        ("<script>'<p>vad</p>'</script><p>det</p>", "det", True),
        ("<p hidden>vad<br>det</p><p>är</p>", "är", True),
        ("<p>a.b</p>", "axb", False),
    ],
)
def test_a_page_has_what_its_visitors_can_read(html: str, excerpt: str, *, found: bool) -> None:
    assert WebPage(html).has(excerpt) is found


@given(st.text(), st.text(min_size=1))
def test_any_page_can_be_read(html: str, excerpt: str) -> None:
    page = WebPage(html)
    nearest = page.nearest(excerpt)
    assert nearest is None or isinstance(page.has(excerpt), bool)
