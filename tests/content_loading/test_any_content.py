"""Whatever is in the files: the loader tells its own faults, and reads what was written."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.content.folder import FaqFile, Folder, Kind
from bot.content.loader import Loader
from bot.content.paragraphs import paragraphs
from bot.content.problems import describe
from bot.models import Faq, Level

# Every key of every format, so that a slip can hit each of them.
GOOD: dict[Kind, str] = {
    Kind.SOURCES: """\
källor:
  - id: taxor
    titel: "Taxor: parkering"
    utgivare: Parkeringskontoret
    url: https://example.org/taxor
    datum: 2023/2025
    anmärkning: gäller kommunens platser
  - id: regler
    titel: Regler
    utgivare: Kommunen
    url: https://example.org/regler
""",
    Kind.TOPIC: """\
# Påhittade frågor
ämne: Parkering
beskrivning: Om att parkera
område: staden
frågor:
  - id: taxa
    tidigare_id:
      - avgift
    fråga: Vad kostar det?
    svar: |
      Det kostar tio kronor.
      Betala i appen:

      - kort
      - swish
    källa:
      - taxor
      - id: regler
        textfragment: per timme
    varianter:
      - parkeringsavgift
      - '"taxa" i stan'
    prov:
      - va kostar de
    relaterade:
      - bot
    granskad: 2026-11-21
  - id: bot
    fråga: Jag har fått böter?
    svar: Betala först.
    källa: taxor
    textfragment: inom tre veckor
    område: centrum
    försiktig: ja
    gäller_till: 2027-06-30
""",
    Kind.SYNONYMS: "synonymer:\n  - bot, böter\n  - avgift, taxa, pris\n",
    Kind.TEXTS: "hälsning: |\n  Hej!\n\n  Fråga på.\nnamn: P-svar\n",
    Kind.DANGER: """\
akut:
  - id: brand
    utlöses_av:
      - bilen/huset brinner NU
    inte_av:
      - … i knäna
    svar: Ring 112.
""",
    Kind.SMALL_TALK: "småprat:\n  - id: hej\n    utlöses_av:\n      - hej ENSAM\n    svar: Hej!\n",
    Kind.OUT_OF_SCOPE: "utanför:\n  - vad blir det för väder\n",
}
KINDS = st.sampled_from(list(Kind))
# Signs that mean something to YAML, to our reader or to the editors' programs.
SIGNS = st.sampled_from(
    [*"\n \t:-#\"'|>[]{},*&!%@`?~\\=</\0\r\ufeff\u2028\xa0", "å", "a\u030a", "🚗", "\n---\n", "- ",
     ": ", " #", "\n    ", "1", "Ã¥", "<<<<<<< a\n", "ja", "NÅGON", "…", "”", "–"]
)  # fmt: skip


def folder(files: dict[Kind, bytes]) -> Folder:
    """The good files, with these in their places."""
    data = {kind: text.encode() for kind, text in GOOD.items()} | files
    names = {kind: "amnen/x.yaml" if kind is Kind.TOPIC else kind.value for kind in data}
    return Folder(tuple(FaqFile(kind, names[kind], names[kind], data[kind]) for kind in data), ())


def good(files: dict[Kind, bytes]) -> Faq:
    result = Loader().load(folder(files))
    assert result.faq, result.problems
    return result.faq


def holds(files: dict[Kind, bytes]) -> None:
    """What is true of any files, whatever their bytes."""
    content = folder(files)
    result = Loader().load(content)
    assert (result.faq is None) == any(one.level is Level.FAULT for one in result.problems)
    assert result.faq is None or result.faq.topics
    assert sorted({*result.problems}) == list(result.problems)
    for problem in result.problems:
        assert problem.rule
        assert problem.message
        assert problem.remedy
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        describe(problem, content.line(problem.place)).encode()


def test_the_good_files_are_good() -> None:
    assert Loader().load(folder({})).problems == ()


@given(KINDS, st.binary(max_size=200))
@example(Kind.TEXTS, b"? [a]\n: b")
@example(Kind.SYNONYMS, b"synonymer:\n  - {a: b}")
@example(Kind.TOPIC, "ämne: a\nfrågor:\n  - källa: {id: [x]}".encode())
@example(Kind.TOPIC, "ämne: ”a”: b".encode())
def test_no_bytes_make_the_loader_fail(kind: Kind, data: bytes) -> None:
    holds({kind: data})


@st.composite
def spoiled(draw: st.DrawFn, text: str) -> str:
    """`text` with a few slips: a part cut, doubled or moved, a sign put in, the rest lost."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        before, part = text[:at], text[at : at + draw(st.integers(0, 40))]
        after = text[at + len(part) :]
        sign = draw(SIGNS)
        slips = [after, part + part + after, after[:9] + part + after[9:], ""]
        text = before + draw(st.sampled_from([sign + after, sign + part + after, *slips]))
    return text


@given(KINDS, st.data())
def test_no_slip_in_a_good_file_makes_the_loader_fail(kind: Kind, data: st.DataObject) -> None:
    holds({kind: data.draw(spoiled(GOOD[kind])).encode()})


@given(KINDS, st.data())
def test_no_lost_or_moved_line_makes_the_loader_fail(kind: Kind, data: st.DataObject) -> None:
    lines = data.draw(st.permutations(GOOD[kind].splitlines()) | st.just(GOOD[kind].splitlines()))
    kept = data.draw(st.lists(st.sampled_from(range(-4, 5)), min_size=len(lines)))
    moved = [
        " " * (len(line) - len(line.lstrip()) + shift) + line.lstrip()
        for line, shift in zip(lines, kept, strict=False)
        if shift != -4
    ]
    holds({kind: "\n".join(moved).encode()})


@given(KINDS, st.sampled_from(["latin-1", "utf-16", "utf-8-sig", "cp437"]))
def test_no_encoding_makes_the_loader_fail(kind: Kind, encoding: str) -> None:
    holds({kind: GOOD[kind].encode(encoding, errors="replace")})


WORDS = st.text(st.sampled_from("aåÄ 1?!:#-'\"|>[]{}&*%@`,\\ü😀"), min_size=1, max_size=20)
LINES = WORDS.filter(lambda text: text == " ".join(text.split()) and not text.startswith("- "))
# A paragraph, or a list right under what introduces it.
PARAGRAPHS = LINES.filter(lambda text: text != "-") | st.lists(
    LINES.map("- {}".format), min_size=1, max_size=3
).map("\n".join)
PROSE = st.lists(PARAGRAPHS, min_size=1, max_size=3).map("\n\n".join).map(paragraphs)
PHRASES = st.text(st.sampled_from("abcå"), min_size=1, max_size=8)
IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,39}", fullmatch=True)
DAYS = st.dates().map(str)
SPANS = st.one_of(
    DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: f"{day[:4]}/{int(day[:4]) + 1:04}")
)


def fields(
    required: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]
) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


SOURCES = st.lists(
    fields(
        {
            "id": IDS,
            "titel": LINES,
            "utgivare": LINES,
            "url": st.sampled_from(["https://example.org/a?b=1#c", "http://å.example/%20"]),
        },
        datum=SPANS,
        anmärkning=LINES,
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda source: source["id"],
)


@st.composite
def topics(draw: st.DrawFn, sources: list[str]) -> dict[str, Any]:
    """A topic whose entries cite `sources` and each other."""
    ids = draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
    old = draw(st.lists(IDS.filter(lambda one: one not in ids), max_size=2, unique=True))
    cited = st.sampled_from(sources)
    citations = st.lists(cited | fields({"id": cited}, textfragment=LINES), min_size=1, max_size=2)
    entries = [
        draw(
            fields(
                {"id": st.just(one), "fråga": LINES, "svar": PROSE, "källa": cited | citations},
                varianter=st.lists(LINES, max_size=3),
                prov=st.lists(LINES, max_size=3),
                relaterade=st.lists(st.sampled_from(ids), max_size=2),
                område=LINES,
                försiktig=st.sampled_from(["ja", "nej"]),
                granskad=DAYS,
                gäller_till=DAYS,
            )
        )
        for one in ids
    ]
    entries[0]["tidigare_id"] = old
    topic: dict[str, Any] = draw(
        fields({"ämne": LINES, "frågor": st.just(entries)}, beskrivning=LINES, område=LINES)
    )
    return topic


GROUPS = st.lists(
    fields(
        {"id": IDS, "utlöses_av": st.lists(PHRASES, min_size=1, max_size=3), "svar": PROSE},
        inte_av=st.lists(PHRASES, max_size=2),
    ),
    max_size=2,
    unique_by=lambda group: group["id"],
)


@st.composite
def faqs(draw: st.DrawFn) -> dict[Kind, Any]:
    """The content of every file."""
    sources = draw(SOURCES)
    synonyms = st.lists(
        st.lists(st.from_regex("[a-zåäö]{1,8}", fullmatch=True), min_size=2, max_size=3)
    )
    return {
        Kind.SOURCES: {"källor": sources},
        Kind.TOPIC: draw(topics([source["id"] for source in sources])),
        Kind.SYNONYMS: {"synonymer": [", ".join(group) for group in draw(synonyms)]},
        Kind.TEXTS: draw(fields({}, hälsning=PROSE, namn=LINES, hjälpte_inte=PROSE)),
        Kind.DANGER: {"akut": draw(GROUPS)},
        Kind.SMALL_TALK: {"småprat": draw(GROUPS)},
        Kind.OUT_OF_SCOPE: {"utanför": draw(st.lists(LINES, max_size=3))},
    }


def by_editor(value: Any, indent: int = 0) -> str:
    """The YAML that an editor writes: block lists, `|` for prose, single quotes around the rest."""
    pad = "  " * indent
    if isinstance(value, dict):
        return "".join(f"{pad}{key}:{_held(one, indent + 1)}" for key, one in value.items())
    return "".join(f"{pad}-{_held(one, indent + 1)}" for one in value)


def _held(value: Any, indent: int) -> str:
    """What stands after the colon of a key or the dash of an item."""
    if not isinstance(value, str):
        return "\n" + by_editor(value, indent)
    if "\n" not in value:
        return " '" + value.replace("'", "''") + "'\n"
    pad = "  " * indent
    return " |\n" + "".join(f"{pad}{line}".rstrip() + "\n" for line in value.split("\n"))


def by_program(content: Any) -> str:
    """The YAML that a program writes, all texts in double quotes on one line each."""
    text: str = yaml.safe_dump(
        content, allow_unicode=True, default_style='"', sort_keys=False, width=10**6
    )
    return text


def as_read(content: dict[Kind, Any]) -> dict[str, Any]:
    """What of a FAQ's content the loader is to give back, in the form of `given_back`."""
    topic = content[Kind.TOPIC]
    return {
        "sources": [
            (one["id"], one["titel"], one["utgivare"], one["url"], one.get("datum"),
             one.get("anmärkning"))
            for one in content[Kind.SOURCES]["källor"]
        ],
        "topic": (topic["ämne"], topic.get("beskrivning")),
        "entries": [
            (one["id"], one["fråga"], one["svar"], _cited(one["källa"]),
             one.get("varianter", []), one.get("prov", []), one.get("relaterade", []),
             one.get("tidigare_id", []), one.get("område", topic.get("område")),
             one.get("försiktig") == "ja", one.get("granskad"), one.get("gäller_till"))
            for one in topic["frågor"]
        ],
        "synonyms": [tuple(one.split(", ")) for one in content[Kind.SYNONYMS]["synonymer"]],
        "texts": content[Kind.TEXTS],
        "danger": [_group(one) for one in content[Kind.DANGER]["akut"]],
        "small_talk": [_group(one) for one in content[Kind.SMALL_TALK]["småprat"]],
        "out_of_scope": content[Kind.OUT_OF_SCOPE]["utanför"],
    }  # fmt: skip


def _cited(citations: Any) -> list[tuple[str, str | None]]:
    items = citations if isinstance(citations, list) else [citations]
    return [
        (one, None) if isinstance(one, str) else (one["id"], one.get("textfragment"))
        for one in items
    ]


def _group(group: dict[str, Any]) -> tuple[str, list[str], str, list[str]]:
    return group["id"], group["utlöses_av"], group["svar"], group.get("inte_av", [])


def given_back(faq: Faq, content: dict[Kind, Any]) -> dict[str, Any]:
    """What the loader made of `content`; of the engine's own groups and texts only those in it."""
    texts = faq.texts.model_dump(by_alias=True)
    groups = {
        key: {
            one.id: (one.id, list(one.triggers), one.answer, list(one.exceptions)) for one in known
        }
        for key, known in (("akut", faq.danger), ("småprat", faq.small_talk))
    }
    (topic,) = faq.topics
    return {
        "sources": [
            (one.id, one.title, one.publisher, one.url, one.date, one.note) for one in faq.sources
        ],
        "topic": (topic.title, topic.description),
        "entries": [
            (one.id, one.question, one.answer,
             [(cited.source.id, cited.fragment) for cited in one.citations],
             list(one.variants), list(one.tests), list(one.related), list(one.former_ids),
             one.area, one.cautious, one.reviewed, one.valid_until)
            for one in topic.entries
        ],
        "synonyms": list(faq.synonyms),
        "texts": {key: texts[key] for key in content[Kind.TEXTS]},
        "danger": [groups["akut"].get(one["id"]) for one in content[Kind.DANGER]["akut"]],
        "small_talk": [
            groups["småprat"].get(one["id"]) for one in content[Kind.SMALL_TALK]["småprat"]
        ],
        "out_of_scope": list(faq.out_of_scope),
    }  # fmt: skip


@settings(max_examples=40)
@given(faqs())
def test_what_is_written_out_is_read_back(content: dict[Kind, Any]) -> None:
    for write in (by_editor, by_program):
        faq = good({kind: write(one).encode() for kind, one in content.items()})

        assert given_back(faq, content) == as_read(content)
