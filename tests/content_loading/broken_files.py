"""Files as editors break them: each with the one problem it must give."""

from typing import NamedTuple
from unicodedata import normalize

TOPIC = """\
ämne: Parkering
frågor:
  - id: taxa
    fråga: Vad kostar det?
    svar: Tio kronor.
    källa: taxor
    varianter:
      - parkeringsavgift
"""
SOURCES = """\
källor:
  - id: taxor
    titel: Taxor
    utgivare: Kontoret
    url: https://example.org/taxor
"""
TOPIC_FILE = "amnen/parkering.yaml"
SOURCES_FILE = "kallor.yaml"


class Broken(NamedTuple):
    """`data` in `file` gives one problem: its rule, its line and column, words that it says."""

    name: str
    file: str
    data: bytes
    rule: str
    line: int
    column: int
    says: str


def topic(line: int, new: str) -> bytes:
    """The topic with another text in place of one line (counted from 1)."""
    return _changed(TOPIC, line, new)


def sources(line: int, new: str) -> bytes:
    """The sources with another text in place of one line (counted from 1)."""
    return _changed(SOURCES, line, new)


def _changed(text: str, line: int, new: str) -> bytes:
    lines = text.splitlines()
    lines[line - 1] = new
    return "\n".join([*lines, ""]).encode()


def _topic(  # noqa: PLR0913, PLR0917 - a row of the table
    name: str, line: int, new: str, rule: str, where: tuple[int, int], says: str
) -> Broken:
    return Broken(name, TOPIC_FILE, topic(line, new), rule, *where, says)


def _source(  # noqa: PLR0913, PLR0917 - a row of the table
    name: str, line: int, new: str, rule: str, where: tuple[int, int], says: str
) -> Broken:
    return Broken(name, SOURCES_FILE, sources(line, new), rule, *where, says)


def _disruption(  # noqa: PLR0913, PLR0917 - a row of the table
    name: str, line: int, new: str, rule: str, where: tuple[int, int], says: str
) -> Broken:
    lines = ["störning:", "  text: Stängt.", "  till: 2026-11-21"][: max(line - 1, 1)]
    data = "\n".join([*lines, new, ""]).encode()
    return Broken(name, "texter.yaml", data, rule, *where, says)


SYNTAX = [
    _topic(
        "colon in a text",
        5,
        "    svar: Obs: tio kronor.",
        "colon",
        (5, 14),
        'svar: "Obs: tio kronor."',
    ),
    _topic(
        "colon in a title",
        4,
        "    fråga: Parkering: vad kostar det?",
        "colon",
        (4, 21),
        'fråga: "Parkering: vad kostar det?"',
    ),
    _topic(
        "colon in a list",
        8,
        "      - Taxa: vad kostar det",
        "colon",
        (8, 9),
        '- "Taxa: vad kostar det"',
    ),
    _topic(
        "colon twice in a list",
        8,
        "      - Taxa: i dag: hur mycket",
        "colon",
        (8, 20),
        '- "Taxa: i dag: hur mycket"',
    ),
    _topic("colon last", 5, "    svar: Tio kronor:", "colon", (5, 21), 'svar: "Tio kronor:"'),
    _topic(
        "colon in the second line of an answer",
        5,
        "    svar: Tio kronor.\n      Obs: mer på lördag.",
        "colon",
        (6, 10),
        "svar: |\n    Tio kronor.\n    Obs: mer på lördag.",
    ),
    _topic(
        "colon in the second line of an item",
        8,
        "      - avgift\n        per dag: hur mycket",
        "colon",
        (9, 16),
        '- "avgift per dag: hur mycket"',
    ),
    _topic(
        "colon in an answer below its key",
        5,
        "    svar:\n      Pris: tio kronor.",
        "colon",
        (6, 7),
        "svar: |",
    ),
    _topic(
        "no space after colon",
        4,
        "    fråga:Vad kostar det?",
        "no-space",
        (4, 11),
        "fråga: Vad kostar det?",
    ),
    _topic(
        "space before the colon, not after", 5, "    svar :Tio.", "no-space", (5, 11), "svar: Tio."
    ),
    _topic("no space before the bar", 5, "    svar:|\n      Tio.", "no-space", (5, 10), "svar: |"),
    _topic("no space after the first colon", 3, "  - id:taxa", "no-space", (3, 8), "- id: taxa"),
    _topic(
        "no colon", 4, "    fråga Vad kostar det?", "no-colon", (4, 10), "fråga: Vad kostar det?"
    ),
    _topic("no colon after the first key", 3, "  - id taxa", "no-colon", (3, 7), "id: taxa"),
    _topic("nothing before the colon", 4, "    : Vad kostar det?", "no-key", (4, 5), "fältnamn"),
    _topic("quote not closed", 4, '    fråga: "Vad kostar det?', "open-quote", (4, 12), "saknas"),
    _topic("single quote not closed", 5, "    svar: 'Tio kronor.", "open-quote", (5, 11), "saknas"),
    _topic(
        "quote closed by a later one",
        4,
        '    fråga: "Vad kostar det?\n    svar: "Tio."',
        "open-quote",
        (4, 12),
        "saknas",
    ),
    _topic(
        "text after a quote",
        4,
        '    fråga: "P" – vad kostar det?',
        "special-start",
        (4, 12),
        "'\"P\" – vad kostar det?'",
    ),
    _topic(
        "quotes within quotes",
        4,
        '    fråga: "Vad kostar "P" nu?"',
        "special-start",
        (4, 12),
        "fråga: 'Vad kostar \"P\" nu?'",
    ),
    _topic(
        "quotes at both ends",
        4,
        '    fråga: "P" eller "MC"',
        "special-start",
        (4, 12),
        'fråga: \'"P" eller "MC"\'',
    ),
    _topic(
        "quoted word first in a list",
        8,
        '      - "avgift" i dag',
        "special-start",
        (8, 9),
        "- '\"avgift\" i dag'",
    ),
    _topic(
        "apostrophe in single quotes",
        5,
        "    svar: 'Parkera på McDonald's tomt'",
        "special-start",
        (5, 11),
        'svar: "Parkera på McDonald\'s tomt"',
    ),
    _topic(
        "Word's quote at the end",
        4,
        '    fråga: "Vad kostar det?”',
        "open-quote",
        (4, 12),
        'fråga: "Vad kostar det?"',
    ),
    _topic(
        "Word's quotes and a colon",
        4,
        "    fråga: ”Pris”: vad kostar det?",
        "colon",
        (4, 18),
        'fråga: "”Pris”: vad kostar det?"',
    ),
    _topic("backslash in quotes", 5, '    svar: "C:\\mapp"', "backslash", (5, 14), "bakstreck"),
    _topic(
        "number too big in an escape",
        5,
        '    svar: "\\UFFFFFFFF"',
        "backslash",
        (5, 12),
        "bakstreck",
    ),
    _topic(
        "invisible sign by escape", 5, '    svar: "Tio \\0 kronor"', "escape", (5, 11), "bakstreck"
    ),
    _topic("star", 5, "    svar: *Tio* kronor.", "special-start", (5, 11), '"*Tio* kronor."'),
    _topic("star before one word", 5, "    svar: *Tio", "special-start", (5, 11), '"*Tio"'),
    _topic("ampersand", 5, "    svar: &Tio kronor.", "special-start", (5, 11), '"&Tio kronor."'),
    _topic("exclamation mark", 5, "    svar: !Tio kronor.", "special-start", (5, 11), "tecknet !"),
    _topic("question mark", 5, "    svar: ? Tio", "special-start", (5, 11), "tecknet ?"),
    _topic("per cent", 5, "    svar: %Tio", "special-start", (5, 11), "tecknet %"),
    _topic("at", 5, "    svar: @Tio", "special-start", (5, 11), "tecknet @"),
    _topic("backtick", 5, "    svar: `Tio`", "special-start", (5, 11), "tecknet `"),
    _topic(
        "link in brackets",
        5,
        "    svar: [Läs mer] om taxan",
        "special-start",
        (5, 11),
        '"[Läs mer] om taxan"',
    ),
    _topic(
        "a text in brackets",
        4,
        "    fråga: [Vad kostar det]",
        "special-start",
        (4, 12),
        '"[Vad kostar det]"',
    ),
    _topic(
        "a text in braces", 5, "    svar: {se webben}", "special-start", (5, 11), '"{se webben}"'
    ),
    _topic("brace not closed", 5, "    svar: {se webben", "special-start", (5, 11), '"{se webben"'),
    _topic(
        "list in brackets",
        7,
        "    varianter: [avgift i dag, hur mycket]\n    prov:",
        "flow-list",
        (7, 16),
        "- avgift i dag\n    - hur mycket",
    ),
    _topic(
        "question mark in a list in brackets",
        7,
        "    varianter: [vad då?, hur, när]\n    prov:",
        "flow-list",
        (7, 16),
        "- vad då?\n    - hur\n    - när",
    ),
    _topic(
        "quotes in a list in brackets",
        7,
        '    varianter: ["vad, då", hur mycket]\n    prov:',
        "flow-list",
        (7, 16),
        "- vad, då\n    - hur mycket",
    ),
    _topic(
        "list in brackets not closed",
        7,
        "    varianter: [vad då, hur\n    prov:",
        "flow-list",
        (7, 16),
        "- vad då\n    - hur",
    ),
    _topic(
        "list beside its key",
        7,
        "    varianter: - taxa",
        "list-after-key",
        (7, 16),
        "varianter:\n    - taxa",
    ),
    _topic(
        "a list beside a text's key",
        5,
        "    svar: - Tio kronor.",
        "list-after-key",
        (5, 11),
        "svar: |\n    - Tio kronor.",
    ),
    _topic("bullets", 8, "      • avgift\n      • taxa", "dash", (8, 7), "- avgift"),
    _topic("stars", 8, "      * avgift\n      * taxa", "dash", (8, 7), "- avgift"),
    _topic("no space after a dash", 8, "      - avgift\n      -taxa", "dash", (9, 7), "- taxa"),
    _topic("no space after any dash", 8, "      -avgift\n      -taxa", "dash", (8, 7), "- avgift"),
    _topic("Word's dash", 8, "      – avgift\n      – taxa", "dash", (8, 7), "- avgift"),
    _topic("Word's dash among others", 8, "      - avgift\n      – taxa", "dash", (9, 7), "- taxa"),
    _topic(
        "text beside the bar",
        5,
        "    svar: | Tio kronor.",
        "text-after-bar",
        (5, 13),
        "svar: |\n    Tio kronor.",
    ),
    _topic(
        "text beside the arrow",
        5,
        "    svar: > Tio kronor.",
        "text-after-bar",
        (5, 13),
        "tecknet >",
    ),
    _topic(
        "text under the bar as far in as its key",
        5,
        "    svar: |\n    Tio kronor.",
        "stray-text",
        (6, 5),
        "6 blanksteg",
    ),
    _topic(
        "second paragraph less indented",
        5,
        "    svar: |\n      Tio kronor.\n\n     Mer på lördag.",
        "indent",
        (8, 6),
        "rad 6: dra in den 6 blanksteg",
    ),
    _topic(
        "second line less indented",
        5,
        "    svar: |\n        Tio kronor.\n      Mer på lördag.",
        "indent",
        (7, 7),
        "rad 6: dra in den 8 blanksteg",
    ),
    _topic(
        "text not indented",
        5,
        "    svar: |\n      Tio kronor.\nOch mer än så.",
        "stray-text",
        (7, 1),
        "dra in",
    ),
    _topic("too little indented", 4, "   fråga: Vad kostar det?", "indent", (4, 4), "4 blanksteg"),
    _topic("too much indented", 4, "      fråga: Vad kostar det?", "indent", (4, 7), "4 blanksteg"),
    _topic("field not indented", 6, "källa: taxor", "indent", (6, 1), "rad 7: dra in den 4"),
    _topic(
        "field as far in as a list",
        8,
        "      - avgift\n      prov:",
        "indent",
        (9, 7),
        "rad 7: dra in den 4",
    ),
    _topic("entry not indented", 3, "- id: taxa", "indent", (3, 1), "rad 4: dra in den 2"),
    _topic("entry too much indented", 3, "   - id: taxa", "indent", (3, 4), "rad 4: dra in den 2"),
    _topic(
        "second entry too little indented",
        8,
        "      - avgift\n - id: ny\n   fråga: Ny?",
        "indent",
        (9, 2),
        "rad 3: dra in den 2",
    ),
    _topic(
        "item too little indented",
        8,
        "      - avgift\n     - taxa",
        "indent",
        (9, 6),
        "rad 8: dra in den 6",
    ),
    _topic(
        "item too much indented",
        8,
        "      - avgift\n        - taxa",
        "indent",
        (9, 9),
        "lika långt som rad 8",
    ),
    _topic("file that begins indented", 1, " ämne: Parkering", "indent", (1, 2), "i början"),
    _topic("two documents", 5, "    svar: Tio kronor.\n---", "second-document", (6, 1), "---"),
    _topic("too deep", 8, "      - " + "[" * 40, "depth", (8, 17), "nivåer"),
]

BYTES = [
    Broken("Latin-1", TOPIC_FILE, TOPIC.encode("latin-1"), "encoding", 1, 1, 'här: "ämne:"'),
    Broken(
        "Latin-1 further down",
        SOURCES_FILE,
        sources(4, "    utgivare: Gatukontoret")
        .replace(b"Taxor\n", "Väg och gård\n".encode("latin-1"))
        .replace("källor".encode(), b"kallor"),
        "encoding",
        3,
        13,
        "Windows-1252",
    ),
    Broken("UTF-16", TOPIC_FILE, TOPIC.encode("utf-16"), "encoding", 1, 1, "UTF-16"),
    Broken(
        "UTF-16 without mark", TOPIC_FILE, TOPIC.encode("utf-16-le"), "encoding", 1, 1, "UTF-16"
    ),
    Broken(
        "letters broken on the way",
        TOPIC_FILE,
        topic(5, "    svar: TvÃ¥ kronor."),
        "broken-letter",
        5,
        13,
        "gått sönder",
    ),
    Broken(
        "letters lost on the way",
        TOPIC_FILE,
        topic(5, "    svar: Tv\ufffd kronor."),
        "broken-letter",
        5,
        13,
        "gått sönder",
    ),
    Broken("NUL", TOPIC_FILE, topic(5, "    svar: Tio\0 kronor."), "control", 5, 14, "U+0000"),
    Broken(
        "control character", TOPIC_FILE, topic(5, "    svar: Tio\x07"), "control", 5, 14, "U+0007"
    ),
    Broken("tab after spaces", TOPIC_FILE, topic(5, "  \tsvar: Tio."), "tab", 5, 3, "tabb"),
    Broken(
        "two versions",
        TOPIC_FILE,
        topic(5, "<<<<<<< HEAD\n    svar: Tio.\n=======\n    svar: Elva.\n>>>>>>> ny"),
        "conflict",
        5,
        1,
        "Välj en av dem",
    ),
    Broken(
        "two versions of an answer",
        TOPIC_FILE,
        topic(5, "    svar: |\n<<<<<<< HEAD\n      Tio.\n=======\n      Elva.\n>>>>>>> ny"),
        "conflict",
        6,
        1,
        "Välj en av dem",
    ),
    Broken("Word document", TOPIC_FILE, b"PK\x03\x04\x14\0\x06\0", "encoding", 1, 1, "från Word"),
    Broken("formatted text", TOPIC_FILE, b"{\\rtf1\\ansi \n}", "encoding", 1, 1, "ren text"),
    Broken("web page", TOPIC_FILE, b"<!DOCTYPE html>\n<p>a: b", "encoding", 1, 1, "webbsida"),
    Broken(
        "CRLF",
        TOPIC_FILE,
        topic(5, "    svar: På väg: nu").replace(b"\n", b"\r\n"),
        "colon",
        5,
        17,
        'svar: "På väg: nu"',
    ),
    Broken(
        "BOM", TOPIC_FILE, b"\xef\xbb\xbf" + topic(1, "ämne:Parkering"), "no-space", 1, 6, "ämne: P"
    ),
    Broken(
        "NFD",
        TOPIC_FILE,
        normalize("NFD", topic(5, "    svar: På väg: nu").decode()).encode(),
        "colon",
        5,
        17,
        'svar: "På väg: nu"',
    ),
    Broken("tabs", TOPIC_FILE, TOPIC.replace("      - ", "\t\t- ").encode(), "tab", 8, 1, "tabb"),
    Broken("too big", TOPIC_FILE, TOPIC.encode() + b"#" * 1_000_000, "file-size", 1, 1, "1 MB"),
]

TRAPS = [
    _topic(
        "number sign",
        5,
        "    svar: Ring avdelning #3",
        "cut-text",
        (5, 26),
        'svar: "Ring avdelning #3"',
    ),
    _topic(
        "number sign in a list",
        8,
        "      - ring avdelning #3",
        "cut-text",
        (8, 24),
        '- "ring avdelning #3"',
    ),
    _topic(
        "number sign after one word",
        8,
        "      - avdelning #3",
        "cut-text",
        (8, 19),
        '- "avdelning #3"',
    ),
    _topic("number sign first", 5, "    svar: #3 är öppen", "cut-text", (5, 11), '"#3 är öppen"'),
    _topic(
        "note after a text",
        4,
        "    fråga: Vad kostar det? # kolla",
        "cut-text",
        (4, 28),
        "egen rad",
    ),
    _topic(
        "list under >",
        5,
        "    svar: >\n      Det kostar:\n      - tio kronor",
        "glued-list",
        (5, 11),
        "svar: |",
    ),
    _topic(
        "paragraphs under >",
        5,
        "    svar: >\n      Tio\n      kronor.\n\n      Mer på lördag.",
        "glued-list",
        (5, 11),
        "|\n    Tio\n    kronor.\n\n    Mer på lördag.",
    ),
    _topic(
        "paragraphs without bar",
        5,
        "    svar: Tio kronor.\n\n      Mer på lördag.",
        "glued-list",
        (5, 11),
        "|\n    Tio kronor.\n\n    Mer på lördag.",
    ),
    _topic(
        "list without bar",
        5,
        "    svar: Det kostar\n      - tio kronor",
        "glued-list",
        (5, 11),
        "svar: |",
    ),
    _topic(
        "list in quotes",
        5,
        '    svar: "Det kostar\n      1. tio kronor"',
        "glued-list",
        (5, 11),
        "svar: |",
    ),
    _topic("list twice", 8, "      - a\n    varianter:", "repeated-key", (9, 5), "rad 7"),
    _topic("key twice", 5, "    svar: Tio.\n    svar: Elva.", "repeated-key", (6, 5), "rad 5"),
    _topic(
        "no dash before a new entry",
        6,
        "    källa: taxor\n    id: ny\n    fråga: Ny?\n    svar: Ja.\n    källa: taxor",
        "repeated-key",
        (7, 5),
        '"- " före id',
    ),
]

FIELDS = [
    _topic("misspelt key", 5, "    svra: Tio kronor.", "unknown-key", (5, 5), 'Menade du "svar"?'),
    _topic(
        "key without diacritics",
        4,
        "    fraga: Vad kostar det?",
        "unknown-key",
        (4, 5),
        'Menade du "fråga"?',
    ),
    _topic("capital in a key", 5, "    Svar: Tio kronor.", "unknown-key", (5, 5), '"svar"'),
    _topic(
        "unknown key",
        8,
        "      - avgift\n    förtroende: hög",
        "unknown-key",
        (9, 5),
        "Här kan det stå",
    ),
    _topic("emoji before a key", 5, "    💰svar: Tio.", "unknown-key", (5, 5), '"svar"'),
    _topic(
        "key with a space",
        8,
        "      - avgift\n    gäller till: 2027-01-01",
        "unknown-key",
        (9, 5),
        "gäller_till",
    ),
    _topic(
        "key on the wrong level, missing on its own",
        8,
        "      - avgift\nprov:\n  - taxa",
        "misplaced-key",
        (9, 1),
        "till 4 blanksteg",
    ),
    _topic(
        "key on the wrong level",
        8,
        "      - avgift\nkälla: taxor",
        "misplaced-key",
        (9, 1),
        "indraget",
    ),
    _topic("missing answer", 5, "", "missing-key", (3, 5), "Fältet svar saknas i taxa"),
    _topic("empty answer", 5, "    svar:", "empty", (5, 10), "svar"),
    _topic("empty quotes", 5, '    svar: ""', "empty", (5, 11), "inget i svar"),
    _topic("empty line in a list", 8, "      - avgift\n      -", "empty", (9, 8), "strecket"),
    _topic(
        "a text for a list",
        7,
        "    varianter: avgift\n    prov:",
        "not-list",
        (7, 16),
        "varianter:\n    - avgift",
    ),
    _topic(
        "two dashes",
        8,
        "      - - avgift",
        "not-text",
        (8, 9),
        "ena strecket",
    ),
    _topic(
        "a list of one for a text",
        4,
        "    fråga:\n      - Vad kostar det?",
        "not-text",
        (5, 7),
        "fråga: Vad kostar det?",
    ),
    _topic(
        "lines for a list",
        7,
        "    varianter: |\n      avgift\n      taxa\n    prov:",
        "not-list",
        (7, 16),
        "    - avgift\n    - taxa",
    ),
    _topic("a text for an entry", 2, "frågor:\n  - Vad?", "not-fields", (3, 5), "id,")._replace(
        data="ämne: Parkering\nfrågor:\n  - Vad kostar det?\n".encode()
    ),
    _topic(
        "a list for a text",
        5,
        "    svar:\n      - tio\n      - elva",
        "not-text",
        (6, 7),
        "svar: |",
    ),
    _topic("id with letters", 3, "  - id: Taxa på gården", "id", (3, 9), "taxa-pa-garden"),
    _topic("emoji in an id", 3, "  - id: taxa-🚗", "id", (3, 9), "exempel: taxa"),
    _topic("nothing but emoji in an id", 3, "  - id: 🚗", "id", (3, 9), "exempel: oppettider"),
    _topic("capital in an id", 3, "  - id: Taxa", "id", (3, 9), "exempel: taxa"),
    _topic(
        "two sources on one line",
        6,
        "    källa: taxor, regler",
        "id",
        (6, 12),
        "  - taxor\n  - regler",
    ),
    _topic("long id", 3, f"  - id: {'a' * 41}", "id", (3, 9), "40 tecken"),
    _topic(
        "caution", 8, "      - avgift\n    försiktig: kanske", "yes-no", (9, 16), "ja eller nej"
    ),
    _topic(
        "day that does not exist",
        8,
        "      - avgift\n    granskad: 2026-02-30",
        "date",
        (9, 15),
        "2026-11-21",
    ),
    _topic(
        "day in words",
        8,
        "      - avgift\n    granskad: 21 november 2026",
        "date",
        (9, 15),
        "2026-11-21",
    ),
    _topic("month for a day", 8, "      - avgift\n    granskad: 2026-11", "date", (9, 15), "datum"),
    _topic(
        "textfragment of two sources",
        6,
        "    källa:\n      - taxor\n      - taxor\n    textfragment: tio kronor",
        "fragment",
        (9, 19),
        "- id: taxor",
    ),
    _topic("no sources", 6, "    källa: []", "empty", (6, 12), "källa"),
    _topic(
        "no entries", 2, "frågor: []\nområde: x\nbeskrivning: >", "empty", (2, 9), "frågor"
    )._replace(data="ämne: Parkering\nfrågor: []\n".encode()),
    _source("source without title", 3, "", "missing-key", (2, 5), "titel"),
    _source(
        "address without https",
        5,
        "    url: example.org/taxor",
        "url",
        (5, 10),
        "https://example.org/taxor",
    ),
    _source("address of mail", 5, "    url: mailto:a@example.org", "url", (5, 10), "webbläsaren"),
    _source("address without host", 5, "    url: https:///taxor", "url", (5, 10), "webbläsaren"),
    _source(
        "date with slashes",
        5,
        "    url: https://example.org/\n    datum: 14/9 2023",
        "date",
        (6, 12),
        "2023-09-14",
    ),
    _source(
        "date in other words",
        5,
        "    url: https://example.org/\n    datum: hösten 2023",
        "date",
        (6, 12),
        "2021/2023",
    ),
    _source(
        "date without zeros",
        5,
        "    url: https://example.org/\n    datum: 2023-9-4",
        "date",
        (6, 12),
        "2023-09-04",
    ),
    _source(
        "span backwards",
        5,
        "    url: https://example.org/\n    datum: 2023/2021",
        "date",
        (6, 12),
        "2021/2023",
    ),
    Broken("one synonym", "synonymer.yaml", b"synonymer:\n  - taxa\n", "synonyms", 2, 5, "komma"),
    Broken(
        "synonyms in brackets",
        "synonymer.yaml",
        b"synonymer:\n  - [taxa, avgift]\n",
        "synonyms",
        2,
        5,
        "taxa, avgift",
    ),
    Broken(
        "unknown text",
        "texter.yaml",
        "hälsnin: Hej\n".encode(),
        "unknown-key",
        1,
        1,
        'Menade du "hälsning"',
    ),
    Broken("empty text", "texter.yaml", "hälsning:\n".encode(), "empty", 1, 10, "hälsning"),
    Broken(
        "areas as text", "texter.yaml", "områden: norr\n".encode(), "not-fields", 1, 10, "norr:"
    ),
    Broken(
        "areas as list", "texter.yaml", "områden:\n  - norr\n".encode(), "not-fields", 2, 3, "rad"
    ),
    Broken("area unnamed", "texter.yaml", "områden:\n  norr:\n".encode(), "empty", 2, 8, "norr"),
    _disruption("a disruption without an end", 1, "  text: Stängt.", "missing-key", (2, 3), "till"),
    _disruption(
        "a disruption that ends before it begins",
        3,
        "  från: 2026-11-22\n  till: 2026-11-21 17:00",
        "date",
        (4, 9),
        "Rätta tiden i till",
    ),
    _disruption(
        "a time that there is not",
        3,
        "  till: 2026-11-21 25:00",
        "date",
        (3, 9),
        "2026-11-21 08:00",
    ),
    _disruption("a date in words", 3, "  till: 21 november 2026", "date", (3, 9), "2026-11-21"),
    _disruption(
        "a disruption of an unknown topic",
        3,
        "  till: 2026-11-21\n  ämnen:\n    - Parkerin",
        "unknown-reference",
        (5, 7),
        'Menade du "Parkering"',
    ),
    Broken("text too long", "texter.yaml", b"namn: " + b"x" * 65, "too-long", 1, 7, "65 tecken"),
    Broken(
        "danger without answer",
        "akut.yaml",
        "akut:\n  - id: brand\n    utlöses_av:\n      - det brinner\n".encode(),
        "missing-key",
        2,
        5,
        "svar",
    ),
    Broken(
        "danger without triggers",
        "akut.yaml",
        "akut:\n  - id: brand\n    utlöses_av:\n    svar: Ring 112.\n".encode(),
        "empty",
        3,
        16,
        "utlöses_av",
    ),
    Broken("empty file", TOPIC_FILE, b"", "empty-file", 1, 1, "ämne:"),
    Broken("only spaces", TOPIC_FILE, b" \n  \n", "empty-file", 1, 1, "tom"),
    Broken("only comments", SOURCES_FILE, b"# inget\n", "empty-file", 1, 1, "källor:"),
    Broken("a text for a file", TOPIC_FILE, b"hej\n", "no-fields", 1, 1, "ämne:"),
]

AGREEMENT = [
    _topic(
        "unknown source", 6, "    källa: taxa", "unknown-reference", (6, 12), 'Menade du "taxor"?'
    ),
    _topic(
        "unknown source in a list",
        6,
        "    källa:\n      - taxor\n      - id: regler",
        "unknown-reference",
        (8, 13),
        "kallor.yaml",
    ),
    _topic(
        "unknown related",
        8,
        "      - avgift\n    relaterade:\n      - taxan",
        "unknown-reference",
        (10, 9),
        'Menade du "taxa"?',
    ),
    _topic(
        "id twice",
        8,
        "      - avgift\n  - id: taxa\n    fråga: Ny?\n    svar: Ja.\n    källa: taxor",
        "repeated-id",
        (9, 9),
        "rad 3",
    ),
    _topic(
        "id of old",
        8,
        "      - avgift\n    tidigare_id:\n      - taxa",
        "repeated-id",
        (10, 9),
        "rad 3",
    ),
    _source(
        "source twice",
        5,
        "    url: https://example.org/\n  - id: taxor\n    titel: T\n    utgivare: K\n"
        "    url: https://example.org/",
        "repeated-id",
        (6, 9),
        "rad 2",
    ),
]

BROKEN = [*SYNTAX, *BYTES, *TRAPS, *FIELDS, *AGREEMENT]
