"""The schemas: an editor's program marks what is wrong, and nothing that the reader takes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from json_form import SCHEMAS, marked
from jsonschema import Draft7Validator

from bot.cli import main
from bot.config import ConfigError, load_config
from bot.content.folder import FaqFile, Kind
from bot.content.parsed import parse
from bot.content.yaml_document import Value
from bot.editor.schemas import schema_files
from bot.texts import Texts

FIXTURES = Path(__file__).parent.parent / "fixtures"
KINDS = {kind: f"{kind.value.removesuffix('.yaml')}.json" for kind in Kind} | {
    Kind.TOPIC: "amne.json"
}
FILES = [path for path in sorted(FIXTURES.rglob("*.yaml")) if path.parts[-2] != "data"]

SOURCE = "källor:\n  - {id: a, titel: T, utgivare: U, url: 'https://example.org/'}\n"
ENTRY = "ämne: Ä\nfrågor:\n  - id: a\n    fråga: F?\n    svar: S.\n    källa: k\n"
GROUP = "  - id: a\n    utlöses_av:\n      - hej\n    svar: S.\n"
# One file of each kind, with a place for a value at "@".
DISRUPTION = "störning:\n  text: T.\n  till: 2026-11-21\n"
SLOTS = {
    Kind.SOURCES: [
        *(SOURCE.replace(one, "@") for one in ("id: a", "T,", "U,", "'https://example.org/'")),
        SOURCE.replace("}", ", datum: @}"),
        SOURCE.replace("}", ", anmärkning: @}"),
    ],
    Kind.TOPIC: [
        *(ENTRY.replace(one, "@") for one in ("Ä", "F?", "S.")),
        ENTRY.replace("id: a", "id: @"),
        ENTRY.replace("källa: k", "källa: @"),
        ENTRY.replace("källa: k", "källa:\n      - @"),
        ENTRY.replace("källa: k", "källa:\n      - id: k\n        textfragment: @"),
        ENTRY.replace("källa: k", "källa:\n      id: @"),
        *(
            f"{ENTRY}    {key}: @\n"
            for key in ("textfragment", "område", "försiktig", "granskad", "gäller_till")
        ),
        *(f"{ENTRY}    {key}:\n      - @\n" for key in ("varianter", "prov", "relaterade")),
        *(f"{ENTRY}    {key}: @\n" for key in ("varianter", "prov", "relaterade", "tidigare_id")),
        f"beskrivning: @\nområde: @\n{ENTRY}",
    ],
    Kind.SYNONYMS: ["synonymer: @\n", "synonymer:\n  - @\n", "synonymer:\n  - @, @\n"],
    Kind.TEXTS: [
        *("avsändare: @\n", "namn: @\n", "områden: @\n", "områden:\n  norr: @\n"),
        *("störning: @\n", f"{DISRUPTION}  från: @\n", f"{DISRUPTION}  ämnen: @\n"),
        *(DISRUPTION.replace(one, "@") for one in ("T.", "2026-11-21")),
        f"{DISRUPTION}  ämnen:\n    - @\n",
    ],
    Kind.DANGER: ["akut: @\n", *("akut:\n" + GROUP.replace(one, "@") for one in ("hej", "S."))],
    Kind.SMALL_TALK: ["småprat: @\n", f"småprat:\n{GROUP}    inte_av: @\n"],
    Kind.OUT_OF_SCOPE: ["utanför: @\n", "utanför:\n  - @\n"],
}
VALUES = [
    *("1177", "0771", "12.30", "10:30", "1e5", "-5", ".inf", "0x1F", "1_000", "+46", "", "{}"),
    *("2023-09-14 08:00", "2023-09-14T8.30", "2023-09-14 kl. 08:00", "2023-09-14 25:00"),
    *("2023-09-14", "2019-05", "2023", "2021/2023", "2021 / 2023", "20230914"),
    *("ja", "Nej", "JA", "no", "on", "true", "False", "off", "kanske", "hej hopp"),
    *("https://example.org/", "HTTP://example.org", "example.org", "a, b", "1, 2", "[a]", "'ja '"),
]
CONFIGS = [
    "faq: @",
    "telegram: @",
    "telegram: {mode: @}",
    "telegram: {health: @}",
    "telegram: {webhook: @}",
    "telegram: {webhook: {listen: @}}",
    "telegram: {webhook: {public_url: @}}",
    "matching: {answer_from: @}",
    "matching: {calibration: @}",
    "journal: {url: @}",
    "journal: {keep_days: @}",
    "limits: {messages_per_minute: @}",
    "log: {format: @, level: debug}",
]
SETTINGS = [*VALUES, "80", '"80"', "82.5", "8.0", '"127.0.0.1:80"', "localhost:8081", "json"]
SETTINGS += ["webhook", "sqlite:///var/x.db", "postgres://db/x", "debug", "off"]


def taken(kind: Kind, text: str) -> bool:
    texts: dict[str, Value] = {f.alias or n: "x" for n, f in Texts.model_fields.items()}
    file = FaqFile(kind, kind.value, kind.value, text.encode())
    return parse(file, texts if kind is Kind.TEXTS else {}).model is not None


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_schema_is_one(schema: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[schema])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(FIXTURES).as_posix())
def test_a_file_without_faults_is_not_marked(path: Path) -> None:
    kind = Kind.TOPIC if path.parent.name == Kind.TOPIC else Kind(path.name)
    assert marked(path.read_text(encoding="utf-8"), KINDS[kind]) == set()


@pytest.mark.parametrize("kind", SLOTS)
def test_nothing_that_the_reader_takes_is_marked(kind: Kind) -> None:
    texts = [slot.replace("@", value) for slot in SLOTS[kind] for value in VALUES]
    accepted = [text for text in texts if taken(kind, text)]
    assert len(accepted) > len(SLOTS[kind])
    assert [text for text in accepted if marked(text, KINDS[kind])] == []


def test_no_setting_that_the_reader_takes_is_marked(tmp_path: Path) -> None:
    accepted = []
    for text in (slot.replace("@", value) for slot in CONFIGS for value in SETTINGS):
        (tmp_path / "config.yaml").write_text(text, encoding="utf-8")
        try:
            load_config(tmp_path / "config.yaml", {})
        except ConfigError:
            continue
        accepted.append(text)
    assert len(accepted) > 2 * len(CONFIGS)
    assert [text for text in accepted if marked(text, "config.json")] == []


@pytest.mark.parametrize(
    ("schema", "text", "where"),
    [
        ("amne.json", ENTRY.replace("fråga:", "fraga:"), "frågor.0"),
        ("amne.json", ENTRY.replace("    svar: S.\n", ""), "frågor.0"),
        ("amne.json", ENTRY.replace("svar: S.", "svar:\n      - S."), "frågor.0.svar"),
        ("amne.json", ENTRY.replace("svar: S.", "svar:"), "frågor.0.svar"),
        ("amne.json", ENTRY.replace("id: a", "id: Å A"), "frågor.0.id"),
        ("amne.json", ENTRY.replace("källa: k", "källa: []"), "frågor.0.källa"),
        ("amne.json", ENTRY + "    försiktig: kanske\n", "frågor.0.försiktig"),
        ("amne.json", ENTRY + "    försiktig: 1\n", "frågor.0.försiktig"),
        ("amne.json", ENTRY + "    granskad: 12 maj 2026\n", "frågor.0.granskad"),
        ("amne.json", ENTRY + "    prov: hej\n", "frågor.0.prov"),
        ("amne.json", ENTRY + "    relaterade:\n      - Å\n", "frågor.0.relaterade.0"),
        ("amne.json", "ämne: Ä\nfrågor: []\n", "frågor"),
        ("kallor.json", SOURCE.replace("https://", "www."), "källor.0.url"),
        ("kallor.json", SOURCE.replace("}", ", datum: i våras}"), "källor.0.datum"),
        ("synonymer.json", "synonymer:\n  - ensam\n", "synonymer.0"),
        ("texter.json", "avsändare: Vi\nhälsnig: Hej\n", ""),
        ("texter.json", f"namn: {'x' * 65}\n", "namn"),
        ("akut.json", "akut:\n  - id: a\n    svar: S.\n", "akut.0"),
        ("smaprat.json", "småprat:\n  hej: tack\n", "småprat"),
        ("utanfor.json", "utanför: vädret\n", "utanför"),
        ("config.json", "matching: {answer_from: åttio}\n", "matching.answer_from"),
        ("config.json", "matching: {answer_from: 101}\n", "matching.answer_from"),
        ("config.json", "telegram: {mode: pull}\n", "telegram.mode"),
        ("config.json", "telegram: {health: loopback}\n", "telegram.health"),
        ("config.json", "journal: {url: 'mysql://db'}\n", "journal.url"),
        ("config.json", "matchning: {}\n", ""),
    ],
)
def test_a_mistake_is_marked_where_it_is(schema: str, text: str, where: str) -> None:
    assert marked(text, schema) == {where}


def properties(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key of a schema, at any depth."""
    for name, inner in node.get("properties", {}).items():
        yield f"{path}.{name}", inner
        yield from properties(inner, f"{path}.{name}")
    for inner in (*node.get("anyOf", ()), *([node["items"]] if "items" in node else ())):
        yield from properties(inner, path)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_key_is_explained(schema: str) -> None:
    keys = dict(properties(SCHEMAS[schema]))
    assert keys
    assert [key for key, inner in keys.items() if not inner.get("description")] == []


@pytest.mark.parametrize("schema", SCHEMAS)
def test_nothing_but_editors_words(schema: str) -> None:
    text = schema_files()[schema]
    assert "title" not in text
    assert "Document" not in text
    assert "***" not in text


def test_yes_and_no_are_proposed() -> None:
    entry = SCHEMAS["amne.json"]["properties"]["frågor"]["items"]
    assert entry["properties"]["försiktig"]["anyOf"][0] == {"enum": ["ja", "nej"]}


def test_the_command_writes_them_beside_the_faq(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "svar"
    folder.mkdir()
    assert main(["schema", "--faq", str(folder)]) == 0

    written = {path.name: json.loads(path.read_bytes()) for path in (folder / ".schema").iterdir()}
    assert written == SCHEMAS
    assert capsys.readouterr().out.count(f"Skrev {folder / '.schema'}") == len(SCHEMAS)


def test_the_command_writes_them_elsewhere(tmp_path: Path) -> None:
    assert main(["schema", "--faq", "saknas", "--output", str(tmp_path / "a" / "b")]) == 0
    assert {path.name for path in (tmp_path / "a" / "b").iterdir()} == set(SCHEMAS)


def test_without_a_faq_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--faq", str(tmp_path / "saknas")]) == 2
    assert "saknas finns inte" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
