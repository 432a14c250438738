"""Runs JavaScript in the Node that comes with Playwright, so that no other has to be installed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from playwright._impl._driver import compute_driver_executable

#: A fresh context has the language's own objects, but none of Node: no modules, network or files.
_RUN = """
const [source, name, calls] = JSON.parse(require('fs').readFileSync(0, 'utf-8'));
const context = require('vm').createContext({});
require('vm').runInContext(`'use strict';\\n${source}`, context);
const answer = (args) => require('vm').runInContext(`${name}(...${JSON.stringify(args)})`, context);
process.stdout.write(JSON.stringify(calls.map(answer)));
"""


def call(source: Path, name: str, *calls: list[Any]) -> list[Any]:
    """What the function of that name in the file returns for each list of arguments."""
    node, _ = compute_driver_executable()
    done = subprocess.run(
        [node, "-e", _RUN],
        input=json.dumps([source.read_text(encoding="utf-8"), name, calls]),
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)
