import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

PASSES = "def test_runs():\n    pass\n"
SKIPS = "import pytest\n\ndef test_waits():\n    pytest.skip('no browser')\n"
SKIPS_FILE = "import pytest\n\npytest.importorskip('no_such_module')\n"


def run(folder: Path, content: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_one.py").write_text(PASSES)
    (folder / "test_other.py").write_text(content)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.no_skips",
        "-c",
        os.devnull,
        str(folder),
    ]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("content", [SKIPS, SKIPS_FILE])
def test_a_skip_fails_the_run(tmp_path: Path, content: str) -> None:
    result = run(tmp_path, content)
    assert result.returncode == 1
    assert "1 skipped: here every test must run." in result.stdout


def test_a_run_without_skips_passes(tmp_path: Path) -> None:
    assert run(tmp_path, PASSES).returncode == 0
