"""The house: each layer imports only from those above it, and Telegram stays at the edge."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# In order: a layer may import from itself and from those before it.
LAYERS = (
    "bot",
    "bot.kept_connections",
    "bot.texts",
    "bot.models",
    "bot.content",
    "bot.environment",
    "bot.config",
    "bot.matching",
    "bot.areas",
    "bot.dialogue",
    "bot.serving",
    "bot.journal",
    "bot.channels",
    "bot.editor",
    "bot.commands",
    "bot.cli",
    "bot.__main__",
)
SIMULATOR = "bot.simulator"
# Plain HTTP, which has nothing to do with what the bot is.
NEUTRAL = ("bot.kept_connections",)
# Text to reply touches neither files, clock nor network; the language data is the engine's own.
PURE = ("bot.models", "bot.matching", "bot.areas", "bot.dialogue")
IMPURE = {"asyncio", "datetime", "logging", "random", "socket", "subprocess", "time"}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted((ROOT / "bot").rglob("*.py"))}


def imported(module: str) -> Iterator[str]:
    """Every name that a module imports, also inside functions and for types only."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are written in full"
            yield from (_target(node.module or "", alias.name) for alias in node.names)


def _target(module: str, name: str) -> str:
    return f"{module}.{name}" if f"{module}.{name}" in MODULES else module


def layer(module: str) -> str:
    inside = [one for one in LAYERS if module == one or module.startswith(f"{one}.")]
    # Everything is inside "bot"; a module that only "bot" holds has no place in the house.
    return max(inside, key=len)


def belongs(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("module", [one for one in MODULES if not belongs(one, (SIMULATOR,))])
def test_a_module_imports_only_from_layers_above(module: str) -> None:
    assert layer(module) != "bot" or module == "bot", f"{module} has no place in LAYERS"
    for other in imported(module):
        if belongs(other, ("bot",)) and not belongs(other, (SIMULATOR,)):
            assert LAYERS.index(layer(other)) <= LAYERS.index(layer(module)), other


def test_no_modules_import_each_other() -> None:
    graph = {one: {other for other in imported(one) if other in MODULES} for one in MODULES}
    # An import of a package's own name from inside it (`from bot import …`) is no circle.
    TopologicalSorter({one: others - {one} for one, others in graph.items()}).prepare()


@pytest.mark.parametrize("module", MODULES)
def test_only_channels_import_telegram(module: str) -> None:
    if not belongs(module, ("bot.channels",)):
        assert not [name for name in imported(module) if belongs(name, ("telegram",))]


@pytest.mark.parametrize("module", [one for one in MODULES if belongs(one, (SIMULATOR,))])
def test_the_simulator_knows_nothing_of_the_bot(module: str) -> None:
    names = [name for name in imported(module) if belongs(name, ("bot",))]
    assert all(belongs(name, (SIMULATOR, *NEUTRAL)) for name in names), names


@pytest.mark.parametrize("module", [one for one in MODULES if belongs(one, PURE)])
def test_the_core_is_pure(module: str) -> None:
    assert not {name.partition(".")[0] for name in imported(module)} & IMPURE
