# Nära svar. `make` alone shows what there is to run; everything lives in .venv beside this file.
# Paths are relative, so that a clone in a folder with spaces in its name works too.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run preview chat ask check install test lint format lock audit guide bench pictures clean

VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-input \
	--require-hashes --requirement
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
BENCH := $(VENV)/.bench-installed

# PYTHON=… chooses another Python; PYTESTFLAGS=…, BENCHFLAGS=--quick, LOCKFLAGS=--upgrade are handed on.
PYTHON ?=
PYTESTFLAGS ?=
BENCHFLAGS ?=
LOCKFLAGS ?=
# The question of `make ask` goes through the environment: the shell must not read it.
export Q

# Another environment's settings must not leak into this one.
unexport PYTHONHOME PYTHONPATH

# A line about what takes time, on standard error, and none with `make -s`.
SAY = $(if $(findstring s,$(firstword -$(MAKEFLAGS))),:,echo >&2)

help:  ## visar den här listan
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

run: $(RUNTIME)  ## startar boten: på Telegram med TELEGRAM_BOT_TOKEN, annars i webbläsaren
	@$(BIN)/python -m bot run

preview: $(RUNTIME)  ## visar boten i webbläsaren: prova svaren medan du ändrar i faq/
	@$(BIN)/python -m bot preview

chat: $(RUNTIME)  ## pratar med boten i terminalen
	@$(BIN)/python -m bot chat

ask: $(RUNTIME)  ## svarar på en fråga: make ask Q="Vad är nära vård?"
	@$(BIN)/python -m bot ask $(if $(Q),-- "$$Q")

check: $(RUNTIME)  ## letar fel och varningar i faq/ och config.yaml
	@$(BIN)/python -m bot check

install: $(RUNTIME)  ## skapar .venv och installerar det som boten behöver

test: $(DEV)  ## kör alla tester (runs all tests)
	@$(BIN)/python -m pytest --numprocesses auto $(PYTESTFLAGS)

lint: $(DEV)  ## ruff and mypy strict
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/python -m mypy

format: $(DEV)  ## puts the code in form
	@$(BIN)/python -m ruff check --fix-only --quiet .
	@$(BIN)/python -m ruff format .

bench: $(BENCH)  ## measures the matcher beside its peers: make bench BENCHFLAGS=--quick
	@$(BIN)/python -m bench.matching $(BENCHFLAGS)

pictures: $(DEV)  ## makes the README's pictures from a real chat (needs Chromium)
	@$(BIN)/python -m bench.screenshots

audit: $(DEV)  ## looks up known vulnerabilities of what the lock files hold (needs a network)
	@$(BIN)/python .ci/audit

guide:  ## puts the editors' guide where `init` finds it
	@cp faq/README.md bot/editor/starter/faq/README.md

clean:  ## removes .venv and caches
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements.lock $(BIN)/python
	@$(SAY) "Installerar det som boten behöver (en gång) …"
	@$(PIP_INSTALL) requirements.lock
	@touch $@

$(DEV): requirements-dev.lock $(BIN)/python
	@$(SAY) "Installerar det som testerna behöver (en gång) …"
	@$(PIP_INSTALL) requirements-dev.lock
	@touch $@

$(BENCH): requirements-bench.lock $(BIN)/python
	@$(SAY) "Installerar det som mätningarna behöver (en gång) …"
	@$(PIP_INSTALL) requirements-bench.lock
	@touch $@

# Sets $$python to the first Python that is new enough and can make an environment, or explains
# in one line what is missing and stops.
define FIND_PYTHON
old= bare= python=; \
for name in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
	"$$name" -c '' 2>/dev/null || continue; \
	if ! "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then old=$$name; \
	elif ! "$$name" -c 'import venv, ensurepip' 2>/dev/null; then bare=$$name; \
	else python=$$name; break; fi; \
done; \
if [ -z "$$python" ]; then \
	if [ -n "$$bare" ]; then \
		echo "$$bare saknar modulen venv. På Debian och Ubuntu: sudo apt install python3-venv" >&2; \
	elif [ -n "$$old" ]; then \
		echo "$$("$$old" -V 2>&1) är för gammal. Installera Python 3.11 eller nyare." >&2; \
	else \
		echo "Python saknas. Installera Python 3.11 eller nyare (python3)." >&2; \
	fi; \
	exit 1; \
fi
endef

# A half-made environment is removed: the next call must not take it for a whole one.
$(BIN)/python:
	@$(FIND_PYTHON); \
	$(SAY) "Skapar $(VENV) med $$("$$python" -V) …"; \
	trap 'rm -rf $(VENV); exit 1' INT TERM HUP; \
	"$$python" -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

COMPILE = "$$folder/bin/uv" pip compile pyproject.toml --quiet --universal --generate-hashes \
	--no-emit-index-url --no-header --no-annotate --python-version 3.11 $(LOCKFLAGS)

# The development locks are held to the runtime's versions: tests run on what is shipped.
lock:  ## renews the lock files from pyproject.toml (LOCKFLAGS=--upgrade for newer versions)
	@$(FIND_PYTHON); set -e; \
	folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	"$$python" -m venv "$$folder"; \
	"$$folder/bin/python" -m pip install --quiet --disable-pip-version-check uv; \
	$(COMPILE) --extra postgres --output-file requirements.lock; \
	$(COMPILE) --constraint requirements.lock --extra postgres --extra dev --output-file requirements-dev.lock; \
	$(COMPILE) --constraint requirements.lock --extra postgres --extra bench --output-file requirements-bench.lock
