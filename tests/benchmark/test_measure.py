"""What a command takes, its children included; and how long a server takes to show an edit."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.benchmark.measure import Edit, RunError, run, serve
from tests.benchmark.tools.base import Command
from tests.support.serving import free_port

#: Takes 64 MiB and waits until somebody has looked.
HEAVY = "import time; block = b'x' * (64 << 20); time.sleep(0.5)"
FORKED = "import os, time; block = b'x' * (64 << 20); child = os.fork(); time.sleep(0.5); child and os.wait()"


def python(code: str, *arguments: str) -> Command:
    return Command((sys.executable, "-c", code, *arguments))


def test_memory_is_that_of_all_processes_together(tmp_path: Path) -> None:
    alone = run(python(HEAVY), tmp_path)
    start = "import subprocess, sys; [one.wait() for one in [subprocess.Popen(sys.argv[1:]) for _ in '12']]"
    two = run(python(start, sys.executable, "-c", HEAVY), tmp_path)
    assert 64 < alone.memory < 128 < two.memory < 256
    assert two.seconds >= 0.5
    assert two.cpu > 0


def test_what_two_copies_share_counts_once(tmp_path: Path) -> None:
    assert 64 < run(python(FORKED), tmp_path).memory < 128


def test_a_failure_says_what_was_printed(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"exit code 3.*\n.*no flour"):
        run(python("print('no flour'); raise SystemExit(3)"), tmp_path)


def test_an_edit_is_timed_until_the_page_shows_it(tmp_path: Path) -> None:
    page, port = tmp_path / "index.html", free_port()
    page.write_text("dough", encoding="utf-8")
    server = Command((sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)))
    edits = [Edit(lambda text=text: page.write_text(text), text) for text in ("loaf", "crust")]  # type: ignore[misc]
    seconds = serve(server, tmp_path, f"http://127.0.0.1:{port}/", "dough", edits)
    assert len(seconds) == 2
    assert page.read_text(encoding="utf-8") == "crust"


def test_a_server_that_ends_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no oven"):
        serve(python("print('no oven')"), tmp_path, f"http://127.0.0.1:{free_port()}/", "dough", [])
