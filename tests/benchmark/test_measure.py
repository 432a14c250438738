"""What a command takes, its children included; and how long a server takes to show an edit."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.benchmark.measure import Edit, RunError, run, serve
from tests.benchmark.tools.base import Command
from tests.support.serving import free_port

#: Takes 64 MiB, says so, and keeps it until its input ends.
HEAVY = "import sys; block = b'x' * (64 << 20); print(flush=True); sys.stdin.read()"
#: Starts two of them, and once both have what they want, waits until somebody has looked.
TWO = f"""
import subprocess, sys, time
pipe = subprocess.PIPE
both = [subprocess.Popen([sys.executable, "-c", {HEAVY!r}], stdin=pipe, stdout=pipe) for _ in range(2)]
for one in both:
    one.stdout.readline()
time.sleep(1)
for one in both:
    one.communicate()
"""
#: Copies itself with 64 MiB that nobody changes afterwards.
FORKED = """
import os, time
block = b"x" * (64 << 20)
child = os.fork()
time.sleep(1)
if child:
    os.wait()
"""


def python(code: str, *arguments: str) -> Command:
    return Command((sys.executable, "-c", code, *arguments))


def test_memory_is_that_of_all_processes_together(tmp_path: Path) -> None:
    two = run(python(TWO), tmp_path)
    assert 128 < two.memory < 256
    assert two.seconds >= 1
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
