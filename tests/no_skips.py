"""A pytest plugin for CI (`-p tests.no_skips`): a skipped test is one that nobody ran, so it fails.

`make test` on an editor's machine does without it: there a test may lack a browser or a database.
"""

from __future__ import annotations

import pytest


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turns a green run with skipped tests or files into a failed one."""
    if _skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says why the run failed, before pytest's closing line."""
    if count := _skipped(terminalreporter.config):
        terminalreporter.write_line(f"{count} skipped: here every test must run.", red=True)


def _skipped(config: pytest.Config) -> int:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return len(reporter.stats.get("skipped", ())) if reporter else 0
