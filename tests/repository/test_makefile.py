"""Tasks whose outcome nobody sees before it is too late."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.guides import PROJECT

STUBS = {
    "gh": '#!/bin/sh\nprintf "%s\\n" "$@" > said\n',
    "git": "#!/bin/sh\necho v1.2.0\n",
    "python": f'#!/bin/sh\n[ "$1" = -m ] || exec "{sys.executable}" "$@"\n',
}


def test_a_release_carries_every_file_that_the_page_of_downloads_offers(tmp_path: Path) -> None:
    shutil.copy(PROJECT / "Makefile", tmp_path)
    for name, text in STUBS.items():
        stub = tmp_path / name
        stub.write_text(text, encoding="utf-8")
        stub.chmod(0o755)
    files = ["guide.zip", "guide.apkg", "questions.csv"]
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/downloads.json").write_text(json.dumps([{"file": file} for file in files]))
    (tmp_path / "dist/stale.txt").touch()
    # What it calls is tested elsewhere and takes minutes.
    command = ["make", "release", "MAKE=:", "DEV=", "PY=./python"]
    environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=60)
    said = (tmp_path / "said").read_text(encoding="utf-8").split()
    assert said[:3] == ["release", "create", "v1.2.0"]
    assert [word for word in said if word.startswith("dist/")] == [f"dist/{file}" for file in files]


def test_tasks_that_build_do_not_share_a_folder() -> None:
    """Two at once would delete what the other has built so far."""
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"\.build\S*", makefile) == [".build/$@", ".build"]  # the second in "clean"
