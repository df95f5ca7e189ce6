"""The hooks and the workflow for editors: what they call exists, and no more is allowed."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli import build_parser

ROOT = Path(__file__).parent.parent
EDITORS_FILES = ["faq/amnen/parkering.yaml", "faq/texter.yaml", "faq/lankar.csv", "config.yaml"]
OTHER_FILES = ["README.md", "tests/fixtures/faq/kallor.yaml", "bot/editor/starter/config.yaml"]
VARIABLE = re.compile(r"\$\{?[A-Z]+\}?")


def content(name: str) -> Any:
    # As text all through: to YAML 1.1 the key "on" is true.
    return yaml.load((ROOT / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506


WORKFLOW = content(".github/workflows/faq.yml")
STEPS = WORKFLOW["jobs"]["faq"]["steps"]
OFFERED = content(".pre-commit-hooks.yaml")
OWN = content(".pre-commit-config.yaml")["repos"]


def arguments(call: str) -> list[str]:
    """What of a call of the program is for its parser."""
    words = shlex.split(VARIABLE.sub("x", call))
    return words[1:] if words[0] == "narasvar" else words[words.index("bot") + 1 :]


def calls() -> list[str]:
    made = [step["run"] for step in STEPS if "bot" in step.get("run", "")]
    return [*made, *(hook["entry"] for hook in OFFERED)]


@pytest.mark.parametrize("call", calls())
def test_every_call_is_one_that_the_program_takes(call: str) -> None:
    assert build_parser().parse_args(arguments(call)).command


def test_the_workflow_checks_and_compares_with_the_version_before_the_change() -> None:
    check, compare = (arguments(call) for call in calls()[:2])

    assert check == ["check", "--format", "github"]
    assert compare == ["evaluate", "--against", "origin/x", "--format", "github"]
    assert STEPS[-1]["env"] == {"BASE": "${{ github.base_ref }}"}
    assert STEPS[0]["with"]["fetch-depth"] == "0"


def test_the_workflow_runs_on_pull_requests_of_editors() -> None:
    assert WORKFLOW["on"] == {"pull_request": {"paths": ["faq/**", "config.yaml"]}}


def test_the_workflow_may_only_read_and_runs_nothing_that_others_wrote() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert "permissions" not in WORKFLOW["jobs"]["faq"]
    # An expression in a command would let the name of a branch be run.
    assert not [step for step in STEPS if "${{" in step.get("run", "")]
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", one) for one in used)


def test_the_workflow_installs_what_is_locked() -> None:
    (install,) = (step["run"] for step in STEPS if "pip install" in step.get("run", ""))
    words = shlex.split(install)

    assert "--require-hashes" in words
    assert (ROOT / words[-1]).is_file()


def test_our_own_hook_is_make_check() -> None:
    (hook,) = OWN[0]["hooks"]
    assert shlex.split(hook["entry"]) == ["make", "-s", "check"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"^check:.*\n\t@?(.+)$", makefile, re.MULTILINE)
    assert build_parser().parse_args(arguments(recipe)).command


@pytest.mark.parametrize("hook", [*OFFERED, *OWN[0]["hooks"]], ids=lambda hook: hook["id"])
def test_a_hook_looks_at_the_whole_faq_when_a_part_of_it_changes(hook: dict[str, str]) -> None:
    assert hook["pass_filenames"] == "false"
    assert [name for name in EDITORS_FILES if not re.search(hook["files"], name)] == []
    assert [name for name in OTHER_FILES if re.search(hook["files"], name)] == []
