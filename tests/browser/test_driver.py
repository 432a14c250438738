"""The driver sees what it is there to see: a test that finds no requests is worth what this file proves."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.support.driver import Driver, saved

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><title>Leaky</title>
<link rel=preconnect href="https://preconnect.example">
<style>@import "https://style.example/a.css";
@font-face {font-family: f; src: url(https://font.example/f.woff2)}</style>
<img src="http://image.example/a.png"><script src="https://script.example/a.js"></script>
<p style="font-family: f">Text</p><input type=file>
<a id=save download=a.json href="data:application/json,{}">Save</a>
<script>
localStorage.setItem("kept", "yes");
new WebSocket("wss://socket.example/");
fetch("https://fetch.example/").catch(() => {});
navigator.sendBeacon("https://beacon.example/");
const script = "fetch('https://worker.example/').catch(() => {})";
new Worker(URL.createObjectURL(new Blob([script], {type: "text/javascript"})));
setTimeout(() => { throw new Error("a fault of the page"); });
</script>
"""
HOSTS = ("style", "font", "image", "script", "socket", "fetch", "beacon", "worker")


def test_every_kind_of_request_of_a_page_on_disk_is_recorded(driver: Driver, tmp_path: Path) -> None:
    (tmp_path / "leaky.html").write_text(PAGE, encoding="utf-8")
    driver.goto((tmp_path / "leaky.html").as_uri())
    missing, until = set(HOSTS), time.monotonic() + 30
    while missing and time.monotonic() < until:
        found = " ".join(driver.requests())
        missing -= {host for host in missing if f"{host}.example" in found}
        driver.run("() => new Promise((done) => setTimeout(done, 50))")
    assert not missing
    assert any("a fault of the page" in error for error in driver.errors())


def test_a_page_on_disk_without_requests_has_none(driver: Driver, tmp_path: Path) -> None:
    (tmp_path / "quiet.html").write_text("<!doctype html><title>Quiet</title>", encoding="utf-8")
    driver.goto((tmp_path / "quiet.html").as_uri())
    driver.reload()
    assert (driver.requests(), driver.errors()) == ([], [])


def test_what_a_policy_refuses_is_an_error(driver: Driver, tmp_path: Path) -> None:
    policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">"
    (tmp_path / "strict.html").write_text(f"<!doctype html>{policy}<script>1</script>", encoding="utf-8")
    driver.goto((tmp_path / "strict.html").as_uri())
    found, until = [], time.monotonic() + 30
    while not found and time.monotonic() < until:
        found = [error for error in driver.errors() if "Content" in error and "Security" in error]
        driver.run("() => new Promise((done) => setTimeout(done, 50))")
    assert found


def test_pages_keep_save_and_take_files(driver: Driver, tmp_path: Path) -> None:
    (tmp_path / "leaky.html").write_text(PAGE, encoding="utf-8")
    driver.goto((tmp_path / "leaky.html").as_uri())
    assert driver.run("(name) => localStorage.getItem(name)", "kept") == "yes"
    driver.click("#save")
    file = saved(tmp_path / "saved", "a.json")
    assert json.loads(file.read_text(encoding="utf-8")) == {}
    driver.upload("input", file)
    driver.wait("() => document.querySelector('input').files[0]?.name === 'a.json'")


def test_a_command_that_fails_raises_with_the_browsers_words(driver: Driver) -> None:
    with pytest.raises(RuntimeError, match="nothing_of_that_name"):
        driver.run("() => nothing_of_that_name()")
