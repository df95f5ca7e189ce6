"""The documents for operators and authorities: what they name exists, and what exists they name."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from bot.channels.ending import LOST_CONTACT, STOPPED, WRONG_SETTING
from bot.channels.intake import REMEMBERED
from bot.channels.memory import KEEP_SECONDS, MOST_QUESTIONS, MOST_RESIDENTS
from bot.channels.metrics import Metrics
from bot.channels.services import Services
from bot.cli import build_parser
from bot.commands.logs import JsonFormatter
from bot.config import Config, Settings
from bot.content.documents import EditorsModel
from bot.journal.claims import open_claims
from bot.journal.schema import metadata
from bot.journal.writer import CAPACITY, LONGEST_TEXT
from bot.models import ReplyKind

ROOT = Path(__file__).parent.parent
NAMES = (
    "docs/drift.md",
    "docs/inforande.md",
    "docs/integritet.md",
    "docs/security.md",
    "SECURITY.md",
)
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}
OPERATIONS, PRIVACY = TEXTS["docs/drift.md"], TEXTS["docs/integritet.md"]
ENVIRONMENT = {
    *("TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "DATABASE_URL", "TELEGRAM_API_URL"),
    *("TELEGRAM_BOT_TOKEN_FILE", "TELEGRAM_WEBHOOK_SECRET_FILE", "DATABASE_URL_FILE"),
}
documents = pytest.mark.parametrize("name", NAMES)


def commands() -> set[str]:
    (found,) = (
        one for one in build_parser()._actions if isinstance(one, argparse._SubParsersAction)
    )
    return set(found.choices)


def keys(model: type[EditorsModel], before: str = "") -> set[str]:
    """The keys of config.yaml, those inside others with a dot between."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        found.add(f"{before}{name}")
        if isinstance(field.annotation, type) and issubclass(field.annotation, EditorsModel):
            found |= keys(field.annotation, f"{before}{name}.")
    return found


def code(text: str) -> str:
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))


def slug(heading: str) -> str:
    """A heading's address on a page, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def addresses(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    return {slug(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


@documents
def test_every_link_leads_somewhere(name: str) -> None:
    for target, part in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", TEXTS[name]):
        path = (ROOT / name).parent / target if target else ROOT / name
        assert path.exists(), target
        assert not part or part in addresses(path), part


@documents
def test_every_file_that_is_named_exists(name: str) -> None:
    named = re.findall(r"`((?:tests|bot|deploy|bench|\.ci)/[\w./-]+)`", TEXTS[name])
    made_by_operators = [one for one in named if one.startswith("deploy/secrets")]
    for one in set(named) - set(made_by_operators):
        assert (ROOT / one).exists(), one


@documents
def test_every_command_exists(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    used = code(TEXTS[name])
    assert set(re.findall(r"python -m bot ([a-z]+)", used)) <= commands()
    assert set(re.findall(r"\bmake (?:-C \S+ )?([a-z]+)", used)) <= targets


@documents
def test_every_setting_exists(name: str) -> None:
    known = keys(Settings)
    sections = {key for key in known if any(one.startswith(f"{key}.") for one in known)}
    for key in re.findall(r"`([a-z]+\.[a-z_.]+?)(?::[^`]*)?`", TEXTS[name]):
        is_setting = key.partition(".")[0] in sections and not key.endswith((".db", ".dump"))
        assert not is_setting or key in known, key
    assert set(re.findall(r"\b(?:TELEGRAM|DATABASE)_[A-Z_]+\b", code(TEXTS[name]))) <= ENVIRONMENT


def test_the_operators_are_told_every_secret() -> None:
    assert set(re.findall(r"\b(?:TELEGRAM|DATABASE)_[A-Z_]+\b", OPERATIONS)) >= ENVIRONMENT


def counting() -> Metrics:
    """The metrics of a replica, where one of each has happened."""
    metrics, helpful = Metrics(), True
    metrics.watch(Services(claims=open_claims("postgresql://db.example.org/narasvar")))
    metrics.update("message")
    metrics.reply("answer", 1)
    metrics.feedback(helpful)
    metrics.error("x")
    metrics.content("1")
    return metrics


def test_the_table_of_metrics_is_what_the_bot_counts() -> None:
    rendered = counting().render().decode()
    counted = {
        re.sub(r"_created$", "", name)
        for name in re.findall(r"^# TYPE (narasvar_\S+)", rendered, re.MULTILINE)
    }
    told = set(re.findall(r"^\| `(narasvar_\w+)`", OPERATIONS, re.MULTILINE))
    assert {one.removesuffix("_total") for one in told} == {
        one.removesuffix("_total") for one in counted
    }


def test_every_metric_that_is_named_exists() -> None:
    rendered = counting().render().decode()
    for text in TEXTS.values():
        for name in re.findall(r"\b(?:narasvar|process)_[a-z_]+[a-z]\b", code(text)):
            assert re.search(rf"^{name}[ {{]|^# TYPE {name} ", rendered, re.MULTILINE), name


def test_the_kinds_of_reply_are_all_told() -> None:
    for text in (OPERATIONS, PRIVACY):
        assert {f"`{kind.value}`" for kind in ReplyKind} <= set(re.findall(r"`\w+`", text))


def test_the_exit_codes_are_those_of_the_bot() -> None:
    told = re.findall(r"^\| (\d) \|", OPERATIONS, re.MULTILINE)
    assert [int(one) for one in told] == [STOPPED, WRONG_SETTING, LOST_CONTACT]


def test_the_keys_of_a_line_of_the_log_are_told() -> None:
    described = OPERATIONS.split("## Loggen")[1].split("##")[0]
    for key in re.findall(r"`(\w+)`", JsonFormatter.__doc__ or ""):
        assert f"`{key}`" in described


def test_every_table_and_column_of_the_journal_is_listed() -> None:
    listed: set[tuple[str, str]] = set()
    for part in re.split(r"^### ", PRIVACY, flags=re.MULTILINE)[1:]:
        heading, _, body = part.partition("\n")
        columns = re.findall(r"^\| `(\w+)` \|", body.split("\n## ")[0], re.MULTILINE)
        tables = re.findall(r"`(journal_\w+)`", heading)
        listed |= {(table, column) for table in tables for column in columns}
    there = {(table.name, column.name) for table in metadata.sorted_tables for column in table.c}
    together = {"journal_batches", "journal_version"}  # one list for the two
    assert {one for one in listed if one[0] not in together} == {
        one for one in there if one[0] not in together
    }
    assert {column for table, column in listed if table in together} == {
        column for table, column in there if table in together
    }


def test_how_much_is_kept_and_how_long() -> None:
    for told in (
        f"efter {Config().journal.keep_days} dagar (`journal.keep_days`)",
        f"högst {LONGEST_TEXT} tecken",
        f"högst {CAPACITY:,}".replace(",", " "),
        f"de {REMEMBERED:,} senaste".replace(",", " "),
    ):
        assert told in PRIVACY
    assert (KEEP_SECONDS, MOST_QUESTIONS) == (3600, 5)
    assert "de fem senaste frågorna" in PRIVACY
    assert f"memory of {MOST_RESIDENTS:,} residents" in TEXTS["docs/security.md"]


def test_the_threat_model_names_every_test_of_security_itself() -> None:
    for one in ("tests/test_security.py", "tests/test_logs.py", "tests/test_deploy.py"):
        assert f"`{one}`" in TEXTS["docs/security.md"]


def test_the_throughput_is_the_one_that_was_measured() -> None:
    measured = (ROOT / "bench" / "README.md").read_text(encoding="utf-8")
    by_clock = re.findall(r"^\| by the clock, .*?\| [^|]+\| ([\d.]+) ", measured, re.MULTILINE)[0]
    assert f"{by_clock.replace('.', ',')} ms efter klockan" in OPERATIONS
    (a_second,) = re.findall(r"\*\*(\d+) meddelanden i sekunden\*\*", OPERATIONS)
    assert abs(int(a_second) - 1000 / float(by_clock)) < 5
