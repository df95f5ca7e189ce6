"""The documentation is tested: what it names exists, and what exists it names."""

import argparse
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import bot
from bot.cli import build_parser

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE")


def section(heading: str) -> str:
    return re.split(r"^## ", README.split(f"## {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[
        0
    ]


def commands() -> dict[str, argparse.ArgumentParser]:
    actions = build_parser()._actions
    (found,) = (one for one in actions if isinstance(one, argparse._SubParsersAction))
    return dict(found.choices)


def table(text: str) -> list[str]:
    """The first cells of a table, without its head."""
    return re.findall(r"^\| (.+?) \|", text, re.MULTILINE)[1:]


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=~!\[; ]", one)[0].lower() for one in requirements}


def project() -> dict[str, Any]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        content: dict[str, Any] = tomllib.load(file)["project"]
    return content


def test_the_table_of_commands_is_the_parser() -> None:
    documented = {cell.strip("`").split()[0] for cell in table(section("Commands"))}
    assert documented == set(commands())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_in_a_document_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    assert set(re.findall(r"python -m bot ([a-z]+)", text)) <= set(commands())
    targets = set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"\bmake (?:-s )?([a-z]+)(?=[` \n])", code(text))) <= targets


def code(text: str) -> str:
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))


def test_every_option_in_the_readme_exists() -> None:
    parsers = [build_parser(), *commands().values()]
    known = {option for parser in parsers for option in parser._option_string_actions}
    assert set(re.findall(r"(?<![\w-])--[a-z]+", README)) <= known


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_to_a_file_leads_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    # What stands in faq/ is another authority's business once it has replaced ours.
    for target in re.findall(r"\]\((?!https?:|#|faq/)([^)#]+)", text):
        assert (ROOT / target).exists(), target


def test_the_table_of_dependencies_is_that_of_the_project() -> None:
    shipped = [*project()["dependencies"], *project()["optional-dependencies"]["postgres"]]
    assert set(table(section("Dependencies"))) == names(shipped)


def test_every_development_dependency_has_its_reason() -> None:
    text = section("Dependencies").lower()
    for requirements in project()["optional-dependencies"].values():
        assert not {name for name in names(requirements) if name not in text}


def test_the_newest_version_in_the_changelog_is_this_one() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## \[(\d[^\]]*)\]", changelog, re.MULTILINE)[0] == bot.__version__


@pytest.mark.parametrize("name", commands())
def test_help_is_in_swedish(name: str) -> None:
    text = commands()[name].format_help()
    assert text.startswith("Skriv så här: narasvar")
    assert not re.search(r"\b(usage|options|positional|show this help)\b", text)
