"""The editors' guide: what it names exists, what exists it explains, and it follows its own advice.

It is read where `init` finds it: what stands in `faq/` is another authority's business.
"""

from __future__ import annotations

import ast
import re
import shlex
from argparse import _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import bot
from bot.channels.commands import answer_command, parse_command
from bot.cli import build_parser
from bot.content.documents import (
    DisruptionDocument,
    EntryDocument,
    SourceDocument,
    SourcesDocument,
    TopicDocument,
    vocabulary,
)
from bot.content.folder import TOPICS, FaqFile, Folder, Kind
from bot.content.loader import Loader, bare
from bot.content.parsed import MODELS
from bot.content.word_lists import ALONE, list_names
from bot.dialogue import CutOffs, Dialogue
from bot.editor.checking.plain_language import MOST_LIX, MOST_WORDS, lix
from bot.editor.checking.published import NAME as LINKS
from bot.editor.checking.rules import RULES, WARNINGS
from bot.editor.checking.sentences import sentences
from bot.editor.founding import STARTER
from bot.models import ReplyKind
from bot.texts import Texts

ROOT = Path(__file__).parent.parent.parent
PACKAGE = Path(bot.__file__).parent
GUIDE = (STARTER / "faq" / "README.md").read_text(encoding="utf-8")
FENCES = [text for _, text in re.findall(r"^```(\w*)\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)]
UNFENCED = re.sub(r"^```.*?^```$", "", GUIDE, flags=re.DOTALL | re.MULTILINE)
SPANS = set(re.findall(r"`([^`\n]+)`", UNFENCED))
HEADINGS = re.findall(r"^#+ (.+)$", UNFENCED, re.MULTILINE)
RULES_HEADING = "Vad reglerna i kontrollen betyder"
KEYS = {key for model in MODELS.values() for key in vocabulary(model).keys}
RULE_ID = re.compile(r"[a-z]+(?:-[a-z]+)*")


def section(heading: str) -> str:
    """The text below a heading, to the next one of its level."""
    level, rest = re.split(rf"^(#+) {re.escape(heading)}$", UNFENCED, flags=re.MULTILINE)[1:3]
    return re.split(rf"^#{{1,{len(level)}}} ", rest, flags=re.MULTILINE)[0]


# Commands

RUNS = [span for span in SPANS if re.match(r"\S*python -m bot ", span)]
MADE = [span for span in SPANS if span.startswith("make ")]


@pytest.mark.parametrize("call", sorted(RUNS))
def test_every_command_can_be_run_as_it_is_written(call: str) -> None:
    assert build_parser().parse_args(shlex.split(call.partition("-m bot ")[2])).command


@pytest.mark.parametrize("call", sorted(MADE))
def test_every_target_of_make_exists(call: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{call.split()[1]}:.*## ", makefile, re.MULTILINE)


def test_every_option_named_by_itself_exists() -> None:
    used = {option for span in SPANS for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", span)}
    commands = next(
        one.choices for one in build_parser()._actions if isinstance(one, _SubParsersAction)
    )
    assert used <= {option for one in commands.values() for option in one._option_string_actions}


@pytest.mark.parametrize("command", sorted(span for span in SPANS if re.match(r"/[a-z]+$", span)))
def test_every_command_of_the_chat_is_known(command: str) -> None:
    dialogue = Dialogue(bare(), CutOffs(answer=80, suggest=35))
    parsed = parse_command(command)
    assert parsed
    (answer, *_) = answer_command(parsed, dialogue)
    assert dialogue.faq.texts.unknown_command not in repr(answer)


# Files and keys


def test_every_file_exists_for_the_program() -> None:
    named = {span.removeprefix("faq/") for span in SPANS if re.search(r"\.(yaml|csv)$", span)}
    assert named == {kind.value for kind in Kind if kind is not Kind.TOPIC} | {LINKS, "config.yaml"}
    assert f"faq/{TOPICS}/" in SPANS


def test_every_key_is_explained_and_every_key_in_a_table_exists() -> None:
    cells = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", UNFENCED, re.MULTILINE)
    in_tables = {key for cell in cells for key in re.findall(r"`(\w+)`", cell)}

    assert in_tables <= KEYS <= SPANS


REQUIRING = (TopicDocument, EntryDocument, SourcesDocument, SourceDocument, DisruptionDocument)


def test_what_must_be_there_is_said() -> None:
    required = {
        field.alias or name
        for model in REQUIRING
        for name, field in model.model_fields.items()
        if field.is_required()
    }
    assert set(re.findall(r"^\| `(\w+)` \|.*\| ja \|$", UNFENCED, re.MULTILINE)) == required


def test_every_group_of_the_engine_is_named() -> None:
    faq = bare()
    ids = {group.id for group in (*faq.danger, *faq.small_talk)}
    named = re.findall(r"`([a-z-]+)`", section("Fara och småprat").split("Vill du")[0])
    assert set(named) == ids


def test_every_word_in_capitals_is_a_list() -> None:
    named = {span for span in SPANS if re.fullmatch(r"[A-ZÅÄÖ]{2,}", span)}
    assert named
    assert named <= list_names() | {ALONE}


def test_every_link_leads_to_a_heading() -> None:
    anchors = {re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in HEADINGS}
    linked = re.findall(r"\]\(#([^)]+)\)", UNFENCED)
    assert set(linked) <= anchors
    # Each part is in the list of contents, in its order.
    parts = re.findall(r"^## (.+)$", UNFENCED, re.MULTILINE)
    assert re.findall(r"^- \[(.+)\]\(#", UNFENCED, re.MULTILINE) == parts


def test_it_leads_nowhere_else() -> None:
    """Another authority gets a copy: there is nothing beside it."""
    assert re.findall(r"\]\((?!#)[^)]*\)", GUIDE) == []


# Rules


def test_each_section_of_the_rules_is_explained_in_order() -> None:
    headings = re.findall(r"^### (.+)$", section(RULES_HEADING), re.MULTILINE)
    assert headings == list(dict.fromkeys(rule.section for rule in RULES.values()))


@pytest.mark.parametrize("heading", dict.fromkeys(rule.section for rule in RULES.values()))
def test_each_rule_is_named_in_its_section(heading: str) -> None:
    ids, *prose = section(heading).strip().split("\n\n")
    named = re.findall(r"`([^`]+)`", ids)
    assert named == [rule.id for rule in RULES.values() if rule.section == heading]
    assert prose


def test_it_says_which_sections_are_faults() -> None:
    sections = list(dict.fromkeys(rule.section for rule in RULES.values()))
    first_warning = sections.index(WARNINGS[0].section)
    numbers = {"nio": 9, "tio": 10, "elva": 11}
    (said,) = re.findall(r"De första (\w+)\s+rubrikerna", section(RULES_HEADING))
    assert numbers[said] == first_warning


def test_every_rule_in_the_code_is_known() -> None:
    paths = [*(PACKAGE / "content").glob("*.py"), PACKAGE / "config.py", PACKAGE / "environment.py"]
    told = {
        rule
        for path in paths
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for rule in _rules(node)
    }
    assert told
    assert told == {rule.id for rule in RULES.values()} - {rule.id for rule in WARNINGS}


def _rules(node: ast.AST) -> Iterator[str]:
    """The rules that a call names which makes a problem, or a tuple of a rule and its words."""
    if isinstance(node, ast.Call):
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        told = node.args if name in {"Problem", "problem", "refusal", "_tell", "tell"} else []
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        told = node.value.elts[:1] if len(node.value.elts) == 3 else []
    else:
        told = []
    for argument in told:
        branches = (
            [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
        )
        for one in branches:
            if isinstance(one, ast.Constant) and RULE_ID.fullmatch(str(one.value)):
                yield str(one.value)


# Examples


def test_the_examples_are_a_faq_without_faults() -> None:
    entry, topic, cited, areas, outside, sources, synonyms, danger, disruption = FENCES
    second = "  - id: boendeparkering\n    fråga: Hur får jag tillstånd?\n    svar: Ansök.\n"
    more = (
        "  - id: regler\n    titel: Regler\n    utgivare: Kommunen\n    url: https://example.org/\n"
    )
    files = {
        Kind.TOPIC: topic + entry + second + cited,
        Kind.TEXTS: areas + disruption,
        Kind.OUT_OF_SCOPE: outside,
        Kind.SOURCES: sources + more,
        Kind.SYNONYMS: synonyms,
        Kind.DANGER: danger,
    }
    names = {kind: f"{TOPICS}/x.yaml" if kind is Kind.TOPIC else kind.value for kind in files}
    data = (FaqFile(kind, names[kind], names[kind], text.encode()) for kind, text in files.items())
    loaded = Loader().load(Folder(tuple(data), ()))
    assert loaded.faq, loaded.problems
    assert loaded.problems == ()

    dialogue = Dialogue(loaded.faq, CutOffs(answer=80, suggest=35))
    assert dialogue.reply("hjälp parkeringshuset rasar").kind is ReplyKind.EMERGENCY
    assert dialogue.reply("garaget har rasat i betyg").kind is not ReplyKind.EMERGENCY
    for message in loaded.faq.entries[0].tests:
        assert loaded.faq.entries[0] in [match.entry for match in dialogue.nearest(message, 3)]


def test_the_mended_line_is_one_that_the_reader_takes() -> None:
    (line,) = (span for span in SPANS if span.startswith('fråga: "'))
    assert yaml.safe_load(line) == {"fråga": "Vad gäller: avgift eller inte?"}


# Its own advice


def prose() -> str:
    """The guide without tables, code and marks, each paragraph on a line."""
    text = re.sub(r"^\|.*$", "", UNFENCED, flags=re.MULTILINE)
    text = re.sub(r"`[^`\n]+`", "x", text)
    text = re.sub(r"\[([^]]+)\]\([^)]*\)", r"\1", text).replace("*", "")
    text = re.sub(r"^#+ .*$", "", text, flags=re.MULTILINE)
    blocks = re.split(r"\n\n+|\n(?=- |\d+\. )", text)
    return "\n".join(re.sub(r"^(?:- |\d+\. )", "", " ".join(one.split())) for one in blocks)


def test_no_sentence_is_longer_than_the_rule_allows() -> None:
    long = [one.text for one in sentences(prose()) if len(one.words) > MOST_WORDS]
    assert long == []


def test_it_is_as_easy_to_read_as_an_answer_must_be() -> None:
    value = lix(sentences(prose()))
    assert value
    assert value < MOST_LIX


def test_the_texts_are_those_that_the_bot_has() -> None:
    named = {field.alias for field in Texts.model_fields.values()}
    cells = re.findall(r"^\| (.+?) \|", section("Allt annat som boten säger"), re.MULTILINE)
    assert {key for cell in cells for key in re.findall(r"`([^`]+)`", cell)} == named
