"""Firefox and Chromium through one interface, with every request that leaves them written down.

`web/drive.mjs` does the work; this is its other end. Playwright cannot drive Debian's Firefox, and Firefox
reports no requests for pages on file://, so these go through a recording proxy.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from macros.exports.tools import chromium
from tests.support.guides import PROJECT

FIREFOX = ("firefox-esr", "firefox")


def firefox() -> str:
    """The path of a Firefox. Where there is none the test fails: it would prove nothing."""
    found = next((path for name in FIREFOX if (path := shutil.which(name))), "")
    if not found:
        raise RuntimeError("Firefox is missing; install it with: apt-get install firefox-esr")
    return found


def saved(folder: Path, pattern: str) -> Path:
    """The file that a browser saved in `folder`, once it is whole.

    Firefox holds the name with an empty file while it writes into another.
    """
    until = time.monotonic() + 30
    while time.monotonic() < until:
        found = [
            file for file in folder.glob(pattern) if file.stat().st_size and not list(folder.glob("*.part"))
        ]
        if found:
            return found[0]
        time.sleep(0.05)
    raise AssertionError(f"nothing was saved as {pattern}")


class Driver:
    """A browser with one tab in use. A command that fails raises, with the browser's words.

    `allow` is the one origin ("http://127.0.0.1:8000") that the proxy lets through; without it nothing is.
    Files that pages save go to `downloads`.
    """

    def __init__(
        self,
        browser: str,
        *,
        allow: str = "",
        downloads: Path | None = None,
        dark: bool = False,
        width: int = 1280,
        height: int = 900,
    ) -> None:
        settings = {
            "browser": browser,
            "program": firefox() if browser == "firefox" else chromium(),
            "allow": allow.rstrip("/"),
            "downloads": str(downloads) if downloads else "",
            "dark": dark,
            "width": width,
            "height": height,
        }
        node = shutil.which("node") or "node"
        self._process = subprocess.Popen(
            [node, str(PROJECT / "web" / "drive.mjs"), json.dumps(settings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.version: str = self._answer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the browser."""
        try:
            self._process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _answer(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the browser did not start or has ended; its words are above")
        answer = json.loads(line)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["value"]

    def _do(self, name: str, **given: Any) -> Any:
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"do": name, **given}) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def goto(self, url: str) -> None:
        """Load a page, and wait until it has loaded."""
        self._do("goto", url=url)

    def reload(self) -> None:
        """Load the page again."""
        self._do("reload")

    def back(self) -> None:
        """One page back in the tab's history."""
        self._do("back")

    @property
    def url(self) -> str:
        """The address of the page."""
        return str(self._do("url"))

    def run(self, script: str, *args: Any) -> Any:
        """The result of a JavaScript function, which may be async, called with `args` (JSON) in the page."""
        return self._do("run", script=script, args=args)

    def wait(self, script: str, *args: Any) -> None:
        """Wait until a JavaScript function gives something true."""
        self._do("wait", script=script, args=args)

    def click(self, selector: str) -> None:
        """Click the first element that matches, once it is visible and enabled.

        Beside CSS puppeteer knows `::-p-text(…)` and `::-p-aria(name)`.
        """
        self._do("click", selector=selector)

    def hover(self, selector: str) -> None:
        """Put the pointer over an element."""
        self._do("hover", selector=selector)

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self._do("type", text=text)

    def press(self, key: str) -> None:
        """Press a key by its name ("Enter", "Tab", "a")."""
        self._do("press", key=key)

    def upload(self, selector: str, *files: Path) -> None:
        """Choose files in a file input."""
        self._do("upload", selector=selector, files=[str(file) for file in files])

    def size(self, width: int, height: int) -> None:
        """The size of the window's content in CSS pixels."""
        self._do("size", width=width, height=height)

    def screenshot(self, file: Path, full: bool = False) -> None:
        """A picture of what shows, or of the `full` page."""
        self._do("screenshot", file=str(file), full=full)

    def open(self) -> int:
        """Open a tab and use it; its number."""
        return int(self._do("open"))

    def use(self, number: int) -> None:
        """Go on in another tab; the first one is 0."""
        self._do("use", number=number)

    def close(self) -> None:
        """Close the tab and go on in the last one."""
        self._do("close")

    def installability(self) -> list[str]:
        """Why Chromium would not install the site; empty if it would. Firefox has no such command."""
        return [error["errorId"] for error in self._do("installability")]

    def requests(self) -> list[str]:
        """The addresses that were asked for since the last call; file://, data: and blob: are none."""
        return list(self._do("requests"))

    def errors(self) -> list[str]:
        """Script errors and error messages in the console since the last call: "address: text"."""
        return list(self._do("errors"))
