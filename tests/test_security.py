"""What nobody from outside can make the bot do; the threat model is docs/security.md."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from running_bot import RunningBot, unsure_dialogue
from small_faq import entry, small_faq

from bot.channels.answering import Setting
from bot.channels.rendering import render
from bot.cli import build_parser
from bot.config import ConfigError, load_config
from bot.content.loader import load
from bot.models import Citation, Reply, ReplyKind, Source, Topic
from bot.simulator.markup import parse_html
from bot.simulator.server import Simulator

ROOT = Path(__file__).parent.parent
LIBRARY = Path(__file__).parent / "fixtures" / "bibliotek"
CODE = sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "bench").rglob("*.py")])
SAFE = {"SafeLoader", "CSafeLoader", "BaseLoader", "CBaseLoader"}
HOSTILE = (
    "<script>alert(1)</script>",
    '<a href="https://evil.example">Tryck här</a>',
    '"><b onclick="x">',
    "<!-- ",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "[Tryck](https://evil.example) **fet** `kod`",
    "</b></a></i>",
    "<tg-spoiler>x</tg-spoiler>",
    "\u202eommot\u202c \u2066x\u2069",
)


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_safe_loaders_read_yaml(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr.endswith("Loader"):
            assert (
                not isinstance(node.value, ast.Name)
                or node.value.id != "yaml"
                or (node.attr in SAFE)
            ), f"{path}:{node.lineno}"
        if isinstance(node, ast.Attribute | ast.Name):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            assert name not in {"unsafe_load", "full_load", "UnsafeLoader", "FullLoader"}


@pytest.mark.parametrize(
    "tag",
    [
        '!!python/object/apply:os.system ["touch {mark}"]',
        "!!python/object/apply:builtins.exec [\"open('{mark}', 'w')\"]",
        "!!python/name:os.system",
        "!!python/module:os",
    ],
)
@pytest.mark.parametrize("name", ["kallor.yaml", "texter.yaml", "amnen/nytt.yaml", "config.yaml"])
def test_yaml_runs_no_code(tmp_path: Path, name: str, tag: str) -> None:
    mark = tmp_path / "mark"
    written = tag.format(mark=mark)
    with pytest.raises(yaml.YAMLError):  # it is what PyYAML's own unsafe loaders would run
        yaml.safe_load(written)
    file = tmp_path / "faq" / name
    file.parent.mkdir(parents=True)
    file.write_text(f"ämne: {written}\n", encoding="utf-8")
    if name == "config.yaml":
        with pytest.raises(ConfigError):
            load_config(file, {})
    else:
        assert load(tmp_path / "faq").faq is None
    assert not mark.exists()


def written_everywhere(text: str) -> Iterator[tuple[str, Reply]]:
    """A hostile text in every place where an editor or a source can put one."""
    source = Source("k", f"Titel {text}", f"Avsändare {text}", "https://example.org/a?b=1&c=2")
    cited = (Citation(source, f"ställe {text}"),)
    one = entry("a", f"Fråga {text}?", f"Svar {text}\n\n- punkt {text}", citations=cited)
    yield "answer", Reply(ReplyKind.ANSWER, one.answer, entry=one)
    for kind in (ReplyKind.FALLBACK, ReplyKind.SMALLTALK, ReplyKind.EMERGENCY):
        yield kind.value, Reply(kind, f"Ord {text}")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_editors_and_sources_write_makes_no_markup_of_its_own(text: str) -> None:
    named = {key: f"{key} {text}" for key in ("källa", "hjälpte_svaret", "inget_svar")}
    for kind, reply in written_everywhere(text):
        topic = Topic("Ämne", (reply.entry,) if reply.entry else (entry("b", "Vad?"),))
        faq = small_faq(topic, **named)
        for message in render(reply, faq, Setting(date(2026, 3, 1), "bibliotek_bot")):
            _, entities = parse_html(message.html)
            kinds = {one["type"] for one in entities}
            # The rest of a link names words to look for on the page, in percent signs.
            links = {one["url"].partition("#")[0] for one in entities if "url" in one}
            assert kinds <= {"bold", "text_link", "italic"}, kind
            assert links <= {"https://example.org/a?b=1&c=2"}, kind


@pytest.mark.parametrize("words", HOSTILE)
async def test_what_residents_write_is_never_sent_back(simulator: Simulator, words: str) -> None:
    async with RunningBot(simulator) as bot:
        for dialogue in (bot.current, unsure_dialogue()):
            bot.current = dialogue
            reply = await bot.chat().ask(f"{words} xyzzy")
            assert "evil.example" not in reply.text
            assert "xyzzy" not in reply.text
            assert "alert" not in reply.text


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "tg://resolve?domain=x",
        "//x",
    ],
)
def test_a_source_leads_to_the_web_only(tmp_path: Path, address: str) -> None:
    before = (LIBRARY / "kallor.yaml").read_text(encoding="utf-8")
    after = re.sub(r"https?://\S+", address, before, count=1)
    assert after != before
    for file in LIBRARY.rglob("*.yaml"):
        copy = tmp_path / file.relative_to(LIBRARY)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(file.read_bytes())
    (tmp_path / "kallor.yaml").write_text(after, encoding="utf-8")
    assert load(tmp_path).faq is None


def test_the_webhooks_secret_is_compared_in_constant_time() -> None:
    # How long a comparison takes cannot be tested on a busy machine; how it is written can.
    tree = ast.parse((ROOT / "bot/channels/webhook_app.py").read_text(encoding="utf-8"))
    compared = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Compare)]
    calls = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert not [one for one in compared if "secret" in one.lower()]
    assert [one for one in calls if one.startswith("hmac.compare_digest(") and "_secret" in one]


def test_no_secret_can_stand_on_the_command_line() -> None:
    (commands,) = (
        one for one in build_parser()._actions if isinstance(one, argparse._SubParsersAction)
    )
    options = {
        option for one in commands.choices.values() for option in one._option_string_actions
    } | set(build_parser()._option_string_actions)
    assert "--config" in options
    assert not [one for one in options if re.search("token|secret|password|url|database", one)]
