"""What is in deploy/ agrees with the bot: ports, paths, addresses, names, and how little it may."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import bot
from bot.channels.ending import LOST_CONTACT, WRONG_SETTING
from bot.channels.timing import Timing
from bot.channels.webhook_app import MAX_BODY, SECRET_HEADER
from bot.config import Config, load_config

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
SECRETS = ("TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "DATABASE_URL")
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
NGINX = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
UNIT = (DEPLOY / "narasvar.service").read_text(encoding="utf-8")
USER = "10001"


def read_yaml(name: str) -> Any:
    return yaml.safe_load((DEPLOY / name).read_text(encoding="utf-8"))


COMPOSE = read_yaml("compose.yaml")
POD = read_yaml("kubernetes/deployment.yaml")["spec"]["template"]["spec"]
(CONTAINER,) = POD["containers"]


def config() -> Config:
    return load_config(DEPLOY / "config.yaml", {})


def health_address() -> tuple[str, int]:
    health = config().telegram.health
    assert health
    return health


def nginx(directive: str) -> str:
    """The value of a directive that stands once."""
    (value,) = re.findall(rf"^\s*{directive} ([^;]+);", NGINX, re.MULTILINE)
    return str(value)


def instructions(name: str) -> list[str]:
    joined = DOCKERFILE.replace("\\\n", " ")
    return re.findall(rf"^{name}\s+(.+)$", joined, re.MULTILINE)


@pytest.mark.parametrize("path", sorted(DEPLOY.rglob("*.yaml")), ids=lambda path: path.name)
def test_every_file_can_be_read_without_secrets_or_moving_versions(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert list(yaml.safe_load_all(text))
    assert ":latest" not in text
    assert not re.search(r"\d{6,}:[A-Za-z0-9_-]{30,}", text)


def test_the_settings_are_those_of_several_replicas_behind_a_proxy() -> None:
    found = config()
    shipped = load_config(ROOT / "config.yaml", {})
    assert found.telegram.mode == "webhook"
    assert found.telegram.webhook.listen == ("0.0.0.0", 8080)  # noqa: S104
    assert health_address() == ("0.0.0.0", 8081)  # noqa: S104
    assert found.log.format == "json"
    assert found.matching == shipped.matching


def test_the_image_holds_hashed_packages_and_no_root() -> None:
    first, last = instructions("FROM")
    assert re.fullmatch(r"python:3\.\d+-slim-\w+ AS build", first)
    assert last == first.removesuffix(" AS build")
    (install,) = [one for one in instructions("RUN") if "pip install" in one]
    assert "--require-hashes --requirement requirements.lock" in install
    assert "--only-binary :all:" in install
    assert any("-m bot check" in one for one in instructions("RUN"))
    assert instructions("USER") == [f"{USER}:{USER}"]
    assert instructions("VOLUME") == ['["/app/var"]']
    assert config().var.name == "var"
    assert instructions("STOPSIGNAL") == ["SIGTERM"]
    assert not [one for one in instructions("(?:ENV|ARG)") if any(name in one for name in SECRETS)]


def test_the_image_starts_telegram_and_is_asked_how_it_is() -> None:
    (entry,), (command,) = instructions("ENTRYPOINT"), instructions("CMD")
    assert json.loads(entry) + json.loads(command) == ["python", "-m", "bot", "run", "--telegram"]
    (health,) = instructions("HEALTHCHECK")
    _, port = health_address()
    assert f"http://127.0.0.1:{port}/healthz" in health
    _, webhook = config().telegram.webhook.listen
    assert instructions("EXPOSE") == [f"{webhook} {port}"]
    assert Config().telegram.health == ("127.0.0.1", port)  # the image without these settings


def test_only_what_the_image_needs_is_sent_to_the_build() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    allowed = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    copied = {
        word.rstrip("/")
        for one in instructions("COPY")
        if not one.startswith("--from")
        for word in one.split()[:-1]
    }
    assert rules[0] == "*"
    assert copied == allowed
    assert all((ROOT / name).exists() for name in allowed)
    for hidden in (".env", ".env.local"):
        assert any(fnmatch.fnmatch(f"bot/{hidden}", rule) for rule in rules[1:])


def test_compose_runs_two_bots_that_may_do_little() -> None:
    service = COMPOSE["services"]["bot"]
    assert service["deploy"]["replicas"] == 2
    assert service["image"] == f"narasvar:{bot.__version__}"
    assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).exists()
    assert service["read_only"] is True
    assert service["user"] == f"{USER}:{USER}"
    assert service["cap_drop"] == ["ALL"]
    assert "ports" not in service
    assert seconds(service["stop_grace_period"]) > Timing().last_seconds
    mounted = {one["target"]: one for one in service["volumes"]}
    assert set(mounted) == {"/app/config.yaml", "/app/faq", "/app/var"}
    for target, one in mounted.items():
        assert one.get("read_only", False) is (target != "/app/var")
        assert "source" not in one or (DEPLOY / one["source"]).exists()


def seconds(duration: str) -> int:
    return int(duration.removesuffix("s"))


def test_compose_hands_over_every_secret_as_a_file() -> None:
    for service in COMPOSE["services"].values():
        given = {
            value.removeprefix("/run/secrets/")
            for name, value in service.get("environment", {}).items()
            if name.endswith("_FILE")
        }
        assert given <= set(service["secrets"]) <= set(COMPOSE["secrets"])
        assert not set(SECRETS) & set(service.get("environment", {}))
    assert set(COMPOSE["services"]["bot"]["environment"]) == {f"{name}_FILE" for name in SECRETS}
    for secret in COMPOSE["secrets"].values():
        assert Path(secret["file"]).parts[0] == "secrets"
        assert _is_ignored(f"deploy/{secret['file'].removeprefix('./')}")


def _is_ignored(path: str) -> bool:
    # Not by git itself: the tests also run where there is no repository.
    rules = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return any(path.startswith(rule.strip("/") + "/") for rule in rules if rule.startswith("/"))


def test_the_database_has_no_way_out_and_no_way_in() -> None:
    database = COMPOSE["services"]["database"]
    assert database["networks"] == ["inner"]
    assert COMPOSE["networks"]["inner"]["internal"] is True
    assert "ports" not in database
    assert "inner" not in COMPOSE["services"]["nginx"]["networks"]


def test_nginx_leads_to_the_webhook_and_to_nothing_else() -> None:
    path = config().telegram.webhook.public_url
    assert path
    assert re.findall(r"location (= )?(\S+) \{", NGINX) == [("= ", "/telegram"), ("", "/")]
    assert path.endswith("/telegram")
    (outside, inside) = COMPOSE["services"]["nginx"]["ports"][0].split(":")
    assert (outside, nginx("listen")) == ("443", f"{inside} ssl")
    assert nginx("proxy_pass") == f"http://$bot:{config().telegram.webhook.listen.port}"
    assert nginx("set") == "$bot bot"
    assert "bot" in COMPOSE["services"]
    for directive in ("ssl_certificate", "ssl_certificate_key"):
        assert nginx(directive).removeprefix("/run/secrets/") in COMPOSE["secrets"]
    header = SECRET_HEADER.decode().replace("-", "_")
    assert f"$http_{header} = " in NGINX


def test_nginx_gives_a_request_to_the_other_bot_and_waits_long_enough() -> None:
    assert set(nginx("proxy_next_upstream").split()) == {
        *("error", "timeout", "http_502", "http_503", "non_idempotent")
    }
    assert MAX_BODY <= 2**20
    assert nginx("client_max_body_size") == nginx("client_body_buffer_size") == "1m"
    # Telegram gives a delivery up after about a minute; nginx must not do so before.
    assert seconds(nginx("proxy_read_timeout")) > 60
    assert seconds(nginx("proxy_connect_timeout")) <= 5


def test_nginx_writes_only_where_it_may() -> None:
    service = COMPOSE["services"]["nginx"]
    assert service["read_only"] is True
    assert service["tmpfs"] == ["/tmp"]  # noqa: S108
    for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"):
        assert nginx(f"{kind}_temp_path").startswith("/tmp/")  # noqa: S108
    assert nginx("pid").startswith("/tmp/")  # noqa: S108


def unit() -> dict[str, list[str]]:
    """The keys of the unit, each with all its values."""
    found: dict[str, list[str]] = {}
    for line in UNIT.splitlines():
        key, separator, value = line.partition("=")
        if separator and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


def test_systemd_starts_the_bot_with_its_token_in_a_file() -> None:
    keys = unit()
    assert re.findall(r"^\[(\w+)\]$", UNIT, re.MULTILINE) == ["Unit", "Service", "Install"]
    assert keys["ExecStart"] == ["/opt/narasvar/.venv/bin/python -m bot run --telegram"]
    (credential,) = keys["LoadCredential"]
    name = credential.partition(":")[0]
    assert f"TELEGRAM_BOT_TOKEN_FILE=%d/{name}" in keys["Environment"]
    for secret in SECRETS:
        assert f"Environment={secret}_FILE=%d/" in UNIT
        assert f"{secret}=" not in UNIT
    assert keys["RestartPreventExitStatus"] == [str(WRONG_SETTING)]
    assert keys["Restart"] == ["on-failure"]
    assert f"{LOST_CONTACT}: ingen kontakt med Telegram" in UNIT
    assert int(keys["TimeoutStopSec"][0]) > Timing().last_seconds


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("User", "narasvar"),
        ("NoNewPrivileges", "yes"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"),
        ("CapabilityBoundingSet", ""),
        ("MemoryDenyWriteExecute", "yes"),
        ("BindPaths", "/var/lib/narasvar:/opt/narasvar/var"),
        ("UMask", "0077"),
    ],
)
def test_systemd_lets_the_bot_do_little(key: str, value: str) -> None:
    assert unit()[key] == [value]


def test_kubernetes_asks_the_bot_how_it_is() -> None:
    ports = {one["name"]: one["containerPort"] for one in CONTAINER["ports"]}
    assert ports == {
        "webhook": config().telegram.webhook.listen.port,
        "health": health_address()[1],
    }
    paths = {
        probe: CONTAINER[probe]["httpGet"]
        for probe in ("startupProbe", "livenessProbe", "readinessProbe")
    }
    assert {probe: get["port"] for probe, get in paths.items()} == dict.fromkeys(paths, "health")
    assert paths["livenessProbe"]["path"] == paths["startupProbe"]["path"] == "/healthz"
    assert paths["readinessProbe"]["path"] == "/readyz"
    waits = int(
        re.findall(r"sleep\((\d+)\)", CONTAINER["lifecycle"]["preStop"]["exec"]["command"][2])[0]
    )
    assert POD["terminationGracePeriodSeconds"] > waits + Timing().last_seconds


def test_kubernetes_replaces_one_bot_at_a_time() -> None:
    spec = read_yaml("kubernetes/deployment.yaml")["spec"]
    assert spec["replicas"] == 2
    assert spec["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}
    assert read_yaml("kubernetes/disruption.yaml")["spec"]["minAvailable"] == 1


def test_kubernetes_lets_the_bot_do_little() -> None:
    assert POD["securityContext"]["runAsNonRoot"] is True
    assert str(POD["securityContext"]["runAsUser"]) == USER
    assert POD["automountServiceAccountToken"] is False
    assert CONTAINER["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    writable = {one["mountPath"] for one in CONTAINER["volumeMounts"] if not one.get("readOnly")}
    assert writable == {"/app/var", "/tmp"}  # noqa: S108


def test_kubernetes_hands_over_every_secret_as_a_file() -> None:
    environment = {one["name"]: one["value"] for one in CONTAINER["env"]}
    assert set(environment) == {f"{name}_FILE" for name in SECRETS}
    (mount,) = [one for one in CONTAINER["volumeMounts"] if one["name"] == "secrets"]
    example = read_yaml("kubernetes/secret.example.yaml")["stringData"]
    assert {Path(path).name for path in environment.values()} == set(example)
    assert {str(Path(path).parent) for path in environment.values()} == {mount["mountPath"]}
    assert set(example.values()) == {"BYT-UT"}


def test_the_kustomization_names_every_manifest_but_the_example() -> None:
    found = read_yaml("kustomization.yaml")
    files = {one.relative_to(DEPLOY).as_posix() for one in DEPLOY.glob("kubernetes/*.yaml")}
    assert set(found["resources"]) == files - {"kubernetes/secret.example.yaml"}
    assert found["configMapGenerator"] == [{"name": "narasvar", "files": ["config.yaml"]}]
    (image,) = found["images"]
    assert (image["name"], image["newTag"]) == (CONTAINER["image"], bot.__version__)


def test_the_kinds_of_kubernetes_belong_together() -> None:
    labels = read_yaml("kubernetes/deployment.yaml")["spec"]["template"]["metadata"]["labels"]
    service = read_yaml("kubernetes/service.yaml")
    (port,) = service["spec"]["ports"]
    assert service["spec"]["selector"] == labels
    assert port["targetPort"] in {one["name"] for one in CONTAINER["ports"]}
    (rule,) = read_yaml("kubernetes/ingress.yaml")["spec"]["rules"]
    (path,) = rule["http"]["paths"]
    assert config().telegram.webhook.public_url == f"https://{rule['host']}{path['path']}"
    assert path["backend"]["service"] == {
        "name": service["metadata"]["name"],
        "port": {"name": port["name"]},
    }


PIP_AUDIT = """
import json, sys
said = {said!r}
if said is None:
    sys.exit("requests.exceptions.ConnectionError: no network")
print(json.dumps({{"dependencies": said}}))
"""
GOOD = {"name": "a", "version": "1", "vulns": []}
BAD = {"name": "b", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]}
UNKNOWN = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("said", "code", "line"),
    [
        (None, 2, "Inget är granskat: registret över sårbarheter (kräver nät) gick inte att nå"),
        ([UNKNOWN], 2, "Inget är granskat"),
        ([GOOD, UNKNOWN], 2, "1 paket har inga kända sårbarheter. Ej granskade: c."),
        ([GOOD, BAD], 1, "b 2: CVE-1, rättat i 3"),
        ([GOOD], 0, "1 paket har inga kända sårbarheter."),
    ],
)
def test_an_audit_says_when_nothing_was_audited(
    tmp_path: Path, said: list[dict[str, Any]] | None, code: int, line: str
) -> None:
    (tmp_path / "pip_audit.py").write_text(PIP_AUDIT.format(said=said))
    run = subprocess.run(
        (sys.executable, ROOT / ".ci" / "audit"),
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == code
    (told,) = (run.stdout + run.stderr).splitlines()
    assert told.startswith(line)
