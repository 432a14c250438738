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
    "aws": '#!/bin/sh\necho "$*" >> said\necho output\n',
    "gh": '#!/bin/sh\nprintf "%s\\n" "$@" > said\n',
    "git": "#!/bin/sh\necho v1.2.0\n",
    "python": f'#!/bin/sh\n[ "$1" = -m ] || exec "{sys.executable}" "$@"\n',
}


def make(tmp_path: Path, *arguments: str) -> None:
    """Run a task with stubs for what it calls, which is tested elsewhere and takes minutes."""
    shutil.copy(PROJECT / "Makefile", tmp_path)
    for name, text in STUBS.items():
        stub = tmp_path / name
        stub.write_text(text, encoding="utf-8")
        stub.chmod(0o755)
    command = ["make", *arguments, "DEV=", "PY=./python"]
    environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=60)


def test_a_release_carries_every_file_that_the_page_of_downloads_offers(tmp_path: Path) -> None:
    files = ["guide.zip", "guide.apkg", "questions.csv"]
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/downloads.json").write_text(json.dumps([{"file": file} for file in files]))
    (tmp_path / "dist/stale.txt").touch()
    make(tmp_path, "release", "MAKE=:")
    said = (tmp_path / "said").read_text(encoding="utf-8").split()
    assert said[:3] == ["release", "create", "v1.2.0"]
    assert [word for word in said if word.startswith("dist/")] == [f"dist/{file}" for file in files]


def test_the_service_worker_is_published_when_all_that_it_lists_is_there(tmp_path: Path) -> None:
    make(tmp_path, "deploy", "--old-file=site")
    said = (tmp_path / "said").read_text(encoding="utf-8").splitlines()
    assert [line for line in said if not line.startswith("cloudformation")] == [
        "s3 sync site s3://output --delete --exclude _headers --exclude service-worker.js",
        "s3 cp site/service-worker.js s3://output/",
        "cloudfront create-invalidation --distribution-id output --paths /*",
    ]


def test_tasks_that_build_do_not_share_a_folder() -> None:
    """Two at once would delete what the other has built so far."""
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"\.build\S*", makefile) == [".build/$@", ".build"]  # the second in "clean"
