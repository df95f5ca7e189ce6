from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.entities import marked_by_itself, utf16_length
from bot.simulator.errors import ApiError
from bot.simulator.markup import parse_html

WRONG = [
    ("<x>hej</x>", 'Unsupported start tag "x" at byte offset 0'),
    ("åäö <script>", 'Unsupported start tag "script" at byte offset 7'),
    ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ("<b>hej", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<b><i>hej</b></i>", 'Unmatched end tag at byte offset 9, expected "</i>", found "</b>"'),
    ("hej</b>", "Unexpected end tag at byte offset 3"),
    ("<b>hej</b", "Unclosed end tag at byte offset 6"),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<span>hej</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<a ="x">hej</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
    (
        "<a href>hej</a>",
        'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
    ),
    ('<a href="x', "Unclosed start tag at byte offset 0"),
    ("<a href=x_y>hej</a>", "Unexpected end of name token at byte offset 8"),
    ('<tg-emoji emoji-id="x">😀</tg-emoji>', "Invalid custom emoji identifier specified"),
]
RIGHT = [
    ("<b>hej</b> du", "hej du", [("bold", 0, 3)]),
    ("😀 <b>å</b>", "😀 å", [("bold", 3, 1)]),
    ("<B>a</b>", "a", [("bold", 0, 1)]),
    ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ("<b></b>tom", "tom", []),
    ("  <b> hej </b>  ", "hej", [("bold", 0, 3)]),
    ("&lt;b&gt; &amp;amp; &#229; &#xe5; &nbsp;", "<b> &amp; å å &nbsp;", []),
    ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
    ('<pre><code class="language-py">a</code></pre>', "a", [("pre", 0, 1)]),
    ("<code>a<b>b</b></code>", "ab", [("code", 0, 2)]),
    ('<a href="/lokal">a</a>', "a", []),
]


@pytest.mark.parametrize(("source", "words"), WRONG)
def test_refuses_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(("source", "text", "entities"), RIGHT)
def test_reads_tags(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    read, found = parse_html(source)
    assert read == text
    assert [(one["type"], one["offset"], one["length"]) for one in found] == entities


def test_reads_the_address_of_a_link() -> None:
    _, (link,) = parse_html('<a href="https://example.org/?a=1&amp;b=2#:~:text=x">här</a>')
    assert link["url"] == "https://example.org/?a=1&b=2#:~:text=x"


def test_marks_commands_but_none_with_swedish_letters() -> None:
    assert [one["length"] for one in marked_by_itself("/start och /hjalp@min_bot")] == [6, 14]
    assert marked_by_itself("/hjälp 1/2 och/eller") == []


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r")))
def test_escaped_text_comes_back(text: str) -> None:
    read, (entity, *_) = parse_html(f"<b>x{html.escape(text)}x</b>")
    assert read == f"x{text}x"
    assert entity["length"] == utf16_length(read)
