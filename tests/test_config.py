"""Settings from the file and the environment, checked as strictly as the FAQ."""

import re
from pathlib import Path

import pytest

from bot.cli import main
from bot.config import Address, Config, ConfigError, load_config
from bot.content.problems import describe
from bot.editor.founding import STARTER

ROOT = Path(__file__).parent.parent
WEBHOOK = "telegram:\n  mode: webhook\n  webhook:\n    public_url: "


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.yaml"


def told(path: Path | None, environ: dict[str, str]) -> list[str]:
    with pytest.raises(ConfigError) as error:
        load_config(path, environ)
    return [describe(problem) for problem in error.value.problems]


def test_without_a_file_the_defaults_apply(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    config = load_config(None, {})

    assert config == Config()
    assert config.faq == Path("faq")
    assert (config.matching.answer_from, config.matching.suggest_from) == (80, 35)
    assert config.telegram.mode == "polling"
    assert config.telegram.health == Address("127.0.0.1", 8081)
    assert config.api_url == "https://api.telegram.org"
    assert config.token is None


def test_a_file_that_was_asked_for_must_be_there(path: Path) -> None:
    (problem,) = told(path, {})

    assert problem.startswith(f"{path}: fel: ")


@pytest.mark.parametrize("folder", [ROOT, STARTER])
def test_the_shipped_file_says_what_applies_without_it(path: Path, folder: Path) -> None:
    shipped = (folder / "config.yaml").read_text(encoding="utf-8")
    settings = shipped[shipped.index("# faq:") :]  # after the words to the operator
    lines = [line.removeprefix("# ") for line in settings.splitlines() if line.startswith("# ")]
    path.write_text("\n".join(lines).replace("https://…", "https://example.org"), encoding="utf-8")
    written = load_config(path, {})
    defaults = Config()

    assert written.telegram.webhook.listen == defaults.telegram.webhook.listen
    assert written.telegram.health == defaults.telegram.health
    assert written.faq == path.parent / "faq"
    for part in ("matching", "journal", "limits", "log"):
        assert getattr(written, part) == getattr(defaults, part)
    assert {line.split(":")[0] for line in lines if line[:1].isalpha()} == {
        "faq",
        "telegram",
        "matching",
        "journal",
        "limits",
        "log",
    }


def test_all_that_can_be_set(path: Path) -> None:
    path.write_text(
        "faq: innehåll\ntelegram:\n  mode: webhook\n  webhook: {public_url: "
        '"https://bot.example.org", listen: "0.0.0.0:80"}\n  health: "[::1]:9000"\n'
        "  editors_group: -1001234567890\n"
        "matching:\n  answer_from: 82.5\n  suggest_from: 40\njournal:\n"
        "  url: postgresql://u:p@db/journal\n  keep_days: 7\nlimits:\n  messages_per_minute: 5\n"
        "log: {format: json, level: debug}\n",
        encoding="utf-8",
    )
    config = load_config(path, {})

    assert config.faq == path.parent / "innehåll"
    assert config.var == path.parent / "var"
    assert config.telegram.webhook.listen == Address("0.0.0.0", 80)  # noqa: S104
    assert config.telegram.health == Address("::1", 9000)
    assert config.telegram.editors_group == -1001234567890
    assert config.matching.answer_from == 82.5
    assert config.journal.url.get_secret_value() == "postgresql://u:p@db/journal"
    assert (config.journal.keep_days, config.limits.messages_per_minute) == (7, 5)
    assert (config.log.format, config.log.level) == ("json", "debug")


def test_another_server_than_telegrams_own_may_call_any_address(path: Path) -> None:
    path.write_text(f"{WEBHOOK}http://127.0.0.1:9000/x", encoding="utf-8")
    config = load_config(path, {"TELEGRAM_API_URL": "http://127.0.0.1:8081"})

    assert config.telegram.webhook.public_url == "http://127.0.0.1:9000/x"


@pytest.mark.parametrize("port", ["", ":443", ":8443"])
def test_telegram_calls_some_ports(path: Path, port: str) -> None:
    path.write_text(f"{WEBHOOK}https://bot.example.org{port}/x", encoding="utf-8")

    assert load_config(path, {}).telegram.mode == "webhook"


def test_health_can_be_off(path: Path) -> None:
    path.write_text("telegram:\n  health: off\n", encoding="utf-8")

    assert load_config(path, {}).telegram.health is None


def test_the_journal_can_be_off(path: Path) -> None:
    path.write_text("journal:\n  url: off\n", encoding="utf-8")

    assert load_config(path, {}).journal.url.get_secret_value() == "off"


@pytest.mark.parametrize("text", ["", "# inget\n", "telegram:\n#  mode: polling\nmatching:\n"])
def test_what_is_commented_is_left_at_its_default(path: Path, text: str) -> None:
    path.write_text(text)

    assert load_config(path, {}).telegram == Config().telegram


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("fag: x", 1, 1, 'Menade du "faq"?'),
        ("telegram:\n  mod: polling", 2, 3, 'Menade du "mode"?'),
        ("telegram:\n  mode: pull", 2, 9, "polling eller webhook"),
        ("telegram:\n  mode: webhook", 2, 3, "public_url"),
        (f"{WEBHOOK}http://bot.example.org", 4, 17, "https://"),
        (f"{WEBHOOK}https://bot.example.org:8080/x", 4, 17, "443, 80, 88, 8443"),
        (f"{WEBHOOK}https://bot.example.org:99999", 4, 17, "443, 80, 88, 8443"),
        ("telegram: polling", 1, 11, "mode, webhook, health"),
        ("telegram:\n  health: localhost", 2, 11, "127.0.0.1:8081"),
        ("telegram:\n  health: 127.0.0.1:99999", 2, 11, "port"),
        ("telegram:\n  editors_group: 12345", 2, 18, "minustecken"),
        ("telegram:\n  editors_group: redaktionen", 2, 18, "editors_group: -100"),
        (
            "telegram:\n  webhook:\n    public_url: bot.example.org",
            3,
            17,
            "https://bot.example.org",
        ),
        ("matching:\n  answer_from: åttio", 2, 16, "tal"),
        ("matching:\n  answer_from: 101", 2, 16, "högst 100"),
        ("matching:\n  suggest_from: -1", 2, 17, "minst 0"),
        ("matching:\n  answer_from: nan", 2, 16, "tal"),
        ("matching:\n  answer_from:", 2, 15, "answer_from"),
        ("matching:\n  answer_from: 30", 2, 3, "suggest_from (35)"),
        ("journal:\n  url: mysql://x", 2, 8, "sqlite:///"),
        ("journal:\n  keep_days: 0", 2, 14, "minst 1"),
        ("limits:\n  messages_per_minute: 1.5", 2, 24, "tal"),
        ("log:\n  level: loud", 2, 10, "debug"),
        ("log:\n\tlevel: info", 2, 1, "tabb"),
        ("faq:x\nlog:", 1, 5, "faq: x"),
        ("a\nb", 1, 1, "faq:"),
    ],
)
def test_faults_in_the_file(path: Path, text: str, line: int, column: int, says: str) -> None:
    path.write_text(text, encoding="utf-8")
    (problem,) = told(path, {})

    assert problem.startswith(f"{path}:{line}:{column}: fel: ")
    assert says in problem


def test_the_environment_wins(path: Path) -> None:
    path.write_text("journal:\n  url: sqlite:///a.db\n")
    config = load_config(
        path,
        {
            "TELEGRAM_BOT_TOKEN": " 123456:AA-bb_cc\n",
            "TELEGRAM_WEBHOOK_SECRET": "s3-cret_",
            "DATABASE_URL": "postgres://u:p@db/x",
            "TELEGRAM_API_URL": "http://127.0.0.1:8090/",
        },
    )

    assert config.token
    assert config.token.get_secret_value() == "123456:AA-bb_cc"
    assert config.webhook_secret
    assert config.webhook_secret.get_secret_value() == "s3-cret_"
    assert config.journal.url.get_secret_value() == "postgres://u:p@db/x"
    assert config.api_url == "http://127.0.0.1:8090"
    for secret in ("AA-bb_cc", "s3-cret_", "u:p"):
        assert secret not in repr(config)


@pytest.mark.parametrize("name", ["TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "DATABASE_URL"])
def test_an_empty_variable_is_no_variable(path: Path, name: str) -> None:
    path.write_text("")

    assert load_config(path, {name: "", f"{name}_FILE": " "}) == load_config(path, {})


@pytest.mark.parametrize("form", ["{}", "{}\n", "{}\r\n", "\ufeff{}\n", " {} \n\n"])
def test_secrets_can_stand_in_files(path: Path, tmp_path: Path, form: str) -> None:
    path.write_text("")
    secrets = {
        "TELEGRAM_BOT_TOKEN": "123:abc",
        "TELEGRAM_WEBHOOK_SECRET": "s3-cret_",
        "DATABASE_URL": "sqlite:///b.db",
    }
    for name, value in secrets.items():
        (tmp_path / name).write_text(form.format(value), encoding="utf-8", newline="")
    config = load_config(path, {f"{name}_FILE": str(tmp_path / name) for name in secrets})

    assert config.token
    assert config.webhook_secret
    kept = (config.token, config.webhook_secret, config.journal.url)
    assert [one.get_secret_value() for one in kept] == list(secrets.values())


@pytest.mark.parametrize("name", ["TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "DATABASE_URL"])
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "är tom"),
        (b" \n", "är tom"),
        (b"hemlig\xff", "UTF-8"),
        (b"hemlig!\n", "Kopiera|postgres://"),
        (None, "läsa filen"),
    ],
)
def test_a_file_without_a_secret_is_one_clear_line(
    path: Path, tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    path.write_text("")
    file = tmp_path / "fil"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    (problem,) = told(path, {f"{name}_FILE": str(file)})

    assert problem.startswith(f"miljövariabeln {name}")
    assert re.search(says, problem)
    assert "hemlig" not in problem


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"TELEGRAM_BOT_TOKEN": "hemlig"}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_BOT_TOKEN": "12:hem\nlig"}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_WEBHOOK_SECRET": "hemlig!"}, "256 tecken"),
        ({"DATABASE_URL": "mysql://hemlig"}, "postgres://"),
        ({"TELEGRAM_API_URL": "localhost"}, "https://"),
        ({"TELEGRAM_BOT_TOKEN_FILE": "/finns/inte"}, "/finns/inte"),
        ({"TELEGRAM_BOT_TOKEN": "1:hemlig", "TELEGRAM_BOT_TOKEN_FILE": "/x"}, "Ta bort den ena"),
    ],
)
def test_faults_in_the_environment_never_show_a_secret(
    path: Path, environ: dict[str, str], says: str
) -> None:
    path.write_text("")
    (problem,) = told(path, environ)

    assert says in problem
    assert "hemlig" not in problem


def test_all_faults_are_told_at_once(path: Path) -> None:
    path.write_text("fag: x\nlog:\n  level: hög\n", encoding="utf-8")

    assert len(told(path, {"DATABASE_URL": "x", "TELEGRAM_API_URL": "y"})) == 4


@pytest.mark.parametrize("content", [None, "", "ingen token"])
def test_without_its_secret_the_bot_ends_with_2_and_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    content: str | None,
) -> None:
    file = tmp_path / "token"
    if content is not None:
        file.write_text(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", str(file))

    assert main(["run", "--telegram"]) == 2
    (line,) = [one for one in capsys.readouterr().err.splitlines() if "fel: " in one]
    assert line.startswith("miljövariabeln TELEGRAM_BOT_TOKEN")
