"""The site kept by a service worker: what was read, or all of it for who has asked; updated when told so."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from macros.__main__ import main
from tests.support.driver import Driver
from tests.support.guides import PROJECT, build, make_site, write
from tests.support.serving import free_port, served

pytestmark = pytest.mark.browser

POKE = 'details[data-question="sourdough/poke-test"] .spoken'
SOURDOUGH = "baking/sourdough/"
NOTICE = "() => document.querySelector('.update p')"
CONTROLLED = "() => navigator.serviceWorker.controller"
DOWNLOADS = """\
    ---
    title: Downloads
    description: The guide to take away.
    ---

    {{ downloads() }}
    """
MISSING = "There is no page here"
UNKEPT = "This device has not kept this page"
KEEP = "[data-kept] button[value=keep]"
DROP = "[data-kept] button[value=drop]"
SAID = "() => document.querySelector('[data-kept] [role=status]').innerText"
WHOLE = "() => /keeps the whole guide/.test(document.querySelector('[data-kept] [role=status]').innerText)"


class Host:
    """A server on one port below the path /bread/, whose site can be changed, and which can be stopped."""

    def __init__(self, root: Path, built: Path, port: int) -> None:
        self._root, self._built, self._port = root, built, port
        self._running = ExitStack()
        self.url = f"http://127.0.0.1:{port}/bread/"
        self.folder = root / "bread"

    def publish(self, *edits: tuple[str, str, str], listed: bool = True) -> None:
        """Serve the built site with (file, old text, new text) replaced, with the list of files or not."""
        self.stop()
        site = self._root / "bread"
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(self._built, site)
        for name, old, new in edits:
            text = (site / name).read_text(encoding="utf-8")
            assert old in text
            (site / name).write_text(text.replace(old, new), encoding="utf-8")
        assert not listed or main(["precache", str(site)]) == 0
        self.start()

    def start(self) -> None:
        """Answer again."""
        self._running.enter_context(served(self._root, self._port))

    def stop(self) -> None:
        """Answer no more."""
        self._running.close()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """(the folder of the bread site, the port that it is built for)."""
    root, port = tmp_path_factory.mktemp("installed") / "guide", free_port()
    shutil.copytree(PROJECT / "tests/sites/bread", root)
    nav = (root / "mkdocs.yml").read_text(encoding="utf-8").partition("nav:")[2]
    nav = f"{nav.rstrip()}\n  - Downloads: downloads.md\n"
    write(root, {"docs/downloads.md": DOWNLOADS})
    make_site(root, nav=f"nav:{nav}", config=f"site_url: http://127.0.0.1:{port}/bread/")
    result = build(root)
    assert result.returncode == 0, result.stdout + result.stderr
    return root / "site", port


@pytest.fixture
def host(built: tuple[Path, int], tmp_path: Path) -> Iterator[Host]:
    started = Host(tmp_path, *built)
    started.publish()
    yield started
    started.stop()


@pytest.fixture(params=["chromium", "firefox"])
def visitor(request: pytest.FixtureRequest, host: Host) -> Iterator[Driver]:
    """A browser that has visited the first page, and asked for nothing."""
    with Driver(request.param, allow=host.url.removesuffix("/bread/")) as driver:
        driver.goto(host.url)
        driver.wait(CONTROLLED)
        yield driver


def choose(driver: Driver, host: Host, button: str = KEEP) -> None:
    """Press a button on the page about downloads, once it is there."""
    driver.goto(f"{host.url}downloads/")
    driver.click(button)


@pytest.fixture
def reader(visitor: Driver, host: Host) -> Driver:
    """A browser whose reader has asked for the whole site, and has it."""
    choose(visitor, host)
    visitor.wait(WHOLE)
    visitor.goto(host.url)
    return visitor


def kept(driver: Driver) -> dict[str, list[str]]:
    """Addresses below the site's folder in each cache of the origin."""
    return driver.run(
        """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) =>
        [name, (await (await caches.open(name)).keys()).map((key) => new URL(key.url).pathname)])))"""
    )


def test_everything_reads_without_a_server(host: Host, reader: Driver, built: tuple[Path, int]) -> None:
    host.stop()
    pages = [
        path.relative_to(built[0]).as_posix().removesuffix("index.html")
        for path in built[0].rglob("index.html")
    ]
    assert len(pages) >= 8
    for page in pages:
        reader.goto(host.url + page)
        assert reader.run("() => document.querySelector('h1').innerText")
        assert reader.run("() => getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
    reader.goto(f"{host.url}{SOURDOUGH}?level=junior#sourdough/poke-test")
    assert reader.run("(css) => document.querySelector(css).checkVisibility()", POKE)
    reader.goto("about:blank")  # a page that still scrolls to its card rewrites its address
    reader.goto(host.url + SOURDOUGH.rstrip("/"))
    reader.wait("(url) => location.href === url", host.url + SOURDOUGH)
    reader.click(".search-open")
    reader.type("hygroscopic")
    reader.wait("() => document.querySelector('dialog.search a[role=option]')")
    reader.goto(f"{host.url}practice/")
    reader.click("button::-p-text(Show the answer)")
    reader.click("button::-p-text(Good)")
    reader.wait("() => localStorage.getItem('guide.progress')")
    # Firefox calls it an error without an address when the next page cuts off what a worker was answering.
    assert [error for error in reader.errors() if "Failed to load ‘’" not in error] == []


def test_a_page_that_is_not_there_is_said_to_be_missing(host: Host, reader: Driver) -> None:
    host.stop()
    reader.goto(f"{host.url}nowhere/")
    assert reader.run("() => document.querySelector('h1').innerText") == MISSING


def test_a_browser_can_install_the_site(host: Host) -> None:
    with Driver("chromium", allow=host.url.removesuffix("/bread/")) as driver:
        driver.goto(host.url)
        driver.wait(CONTROLLED)
        assert driver.installability() == []
        found = driver.run(
            """async () => {
              const link = document.querySelector("link[rel=manifest]").href;
              const manifest = await (await fetch(link)).json();
              const place = (address) => new URL(address, link).href;
              const sizes = await Promise.all(manifest.icons.map(async (icon) => {
                const image = new Image();
                image.src = place(icon.src);
                await image.decode();
                return `${image.naturalWidth}x${image.naturalHeight}`;
              }));
              return {...manifest, start: place(manifest.start_url), scope: place(manifest.scope), sizes};
            }"""
        )
        assert (found["name"], found["start"], found["scope"]) == ("Bread", host.url, host.url)
        declared = [icon["sizes"] for icon in found["icons"]]
        drawn = zip(declared, found["sizes"], strict=True)
        assert all(size in ("any", natural) for size, natural in drawn)


def test_a_new_version_is_announced_and_comes_when_the_reader_says_so(host: Host, reader: Driver) -> None:
    before = kept(reader)
    reader.run("() => caches.open('of another site')")
    reader.requests()
    host.publish(("baking/index.html", "<h1", "<p>Fresh from the oven.</p><h1"))
    reader.goto(f"{host.url}baking/")
    reader.wait(NOTICE)
    assert "Fresh from the oven" not in reader.run("() => document.body.innerText")

    fetched = {address.removeprefix(host.url) for address in reader.requests()}
    assert fetched == {"service-worker.js", "baking/"}  # and nothing that has not changed

    for _ in range(8):  # by keyboard: it is among the first things on the page
        if reader.run("() => document.activeElement.innerText") == "Later":
            break
        reader.press("Tab")
    reader.press("Enter")
    assert not reader.run(NOTICE)
    reader.reload()
    assert "Fresh from the oven" not in reader.run("() => document.body.innerText")
    assert not reader.run("() => window.stayed")

    reader.wait(NOTICE)  # it waits until it is wanted
    reader.click(".update button[value=show]")
    reader.wait("() => document.body?.innerText.includes('Fresh from the oven') && !window.stayed")
    after = kept(reader)
    assert after.pop("of another site") == []
    assert {name: sorted(paths) for name, paths in after.items()} == {
        name: sorted(paths) for name, paths in before.items()
    }


def test_a_new_version_does_not_disturb_a_session(host: Host, reader: Driver) -> None:
    reader.goto(f"{host.url}practice/")
    reader.click("button::-p-text(Show the answer)")
    host.publish(("baking/index.html", "<h1", "<p>Fresh from the oven.</p><h1"))
    reader.run(
        "() => { window.stayed = true; navigator.serviceWorker.getRegistration().then((it) => it.update()); }"
    )
    reader.wait(NOTICE)
    assert reader.run("() => window.stayed")
    reader.click("button::-p-text(Good)")
    reader.wait("() => localStorage.getItem('guide.progress')")


def test_a_site_without_a_list_takes_back_what_was_kept(host: Host, reader: Driver) -> None:
    host.publish(listed=False)
    reader.goto(host.url)
    reader.wait(
        "async () => !(await caches.keys()).length && !(await navigator.serviceWorker.getRegistration())"
    )


def test_only_what_was_read_is_kept_unasked(host: Host, visitor: Driver) -> None:
    visitor.goto(f"{host.url}404.html")  # with the script of that page
    visitor.goto(host.url + SOURDOUGH)
    visitor.wait(
        """async (url) => {
          const names = ["", "baking/sourdough/", "404.html", "assets/javascripts/likely.js"];
          const pages = names.map((name) => caches.match(url + name));
          return (await Promise.all(pages)).every(Boolean);
        }""",
        host.url,
    )
    (names,) = kept(visitor).values()
    assert "/bread/glossary/" not in names
    host.stop()
    for page, title in (
        ("", "Bread"),
        (SOURDOUGH, "Sourdough"),
        ("glossary/", UNKEPT),
        ("nowhere/", MISSING),
    ):
        visitor.goto(host.url + page)
        assert visitor.run("() => document.querySelector('h1').innerText") == title
        assert (
            visitor.run("() => getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
        )
        if title in (UNKEPT, MISSING):
            text = visitor.run("() => document.querySelector('article').innerText")
            assert ("Try again" in text, "a slip in it" in text) == (title == UNKEPT, title == MISSING)
            assert ("Did you look for" in text) == (title == MISSING)
    # The way back is that very address.
    host.start()
    visitor.goto(f"{host.url}glossary/")
    host.stop()
    visitor.goto("about:blank")
    visitor.goto(f"{host.url}glossary/")
    assert visitor.run("() => document.querySelector('h1').innerText") == "Glossary"
    # Of practice, the answers that were loaded.
    host.start()
    visitor.goto(f"{host.url}practice/")
    visitor.wait(
        """async () => (await (await caches.open((await caches.keys())[0])).keys())
          .some(({url}) => /generated\\/answers/.test(url))"""
    )
    host.stop()
    visitor.reload()
    visitor.click("button::-p-text(Show the answer)")
    visitor.click("button::-p-text(Good)")
    visitor.wait("() => localStorage.getItem('guide.progress')")


def test_who_keeps_what_was_read_sees_the_newest_version_and_is_asked_nothing(
    host: Host, visitor: Driver
) -> None:
    visitor.goto(f"{host.url}baking/")
    host.publish(("baking/index.html", "<h1", "<p>Fresh from the oven.</p><h1"))
    visitor.reload()
    assert "Fresh from the oven" in visitor.run("() => document.body.innerText")
    visitor.run("() => { window.stayed = true; }")
    visitor.wait(
        """async () => {
          const site = await navigator.serviceWorker.ready;
          await site.update();
          return !site.installing && !site.waiting && site.active.state === "activated";
        }"""
    )
    assert visitor.run("() => window.stayed")
    assert not visitor.run(NOTICE)


def test_the_whole_site_is_kept_when_the_reader_asks_and_goes_when_told(host: Host, visitor: Driver) -> None:
    visitor.run("() => localStorage.setItem('guide.progress', 'mine')")
    choose(visitor, host)
    visitor.wait(WHOLE)
    ((name, files),) = kept(visitor).items()
    assert name == f"guide {host.url}"
    said = visitor.run(SAID)
    assert said.startswith(f"This browser keeps the whole guide: {len(files)} files, ")
    assert said.endswith(" MB.")
    visitor.click(DROP)
    visitor.wait("() => /^The whole guide is \\d+ files/.test((" + SAID + ")())")
    assert f"guide {host.url}" not in kept(visitor)
    assert visitor.run("() => localStorage.getItem('guide.progress')") == "mine"


def test_who_had_the_whole_site_before_there_was_a_choice_keeps_it(host: Host) -> None:
    with Driver("chromium", allow=host.url.removesuffix("/bread/")) as driver:
        driver.goto(host.url.removesuffix("bread/"))  # no page of the site, so no worker yet
        driver.run("(url) => caches.open(`guide ${url}`).then(() => null)", host.url)
        driver.goto(host.url)
        driver.wait(CONTROLLED)
        host.stop()
        driver.goto(f"{host.url}glossary/")
        assert driver.run("() => document.querySelector('h1').innerText") == "Glossary"


def test_keeping_goes_on_where_it_was_cut_off(host: Host) -> None:
    """By keyboard: the focus stays on what can be pressed."""
    with Driver("chromium", allow=host.url.removesuffix("/bread/")) as driver:
        page, away = host.folder / "changes", host.folder / "away"
        driver.goto(f"{host.url}downloads/")
        driver.wait("() => /^The whole guide is/.test((" + SAID + ")())")
        page.rename(away)
        driver.run("(css) => document.querySelector(css).focus()", KEEP)
        driver.press("Enter")
        driver.wait("() => /did not arrive/.test((" + SAID + ")())")
        counts = [int(word) for word in driver.run(SAID).split() if word.isdigit()]
        assert counts[1] - counts[0] == 1
        assert driver.run("() => document.activeElement.value") == "keep"
        away.rename(page)
        driver.press("Enter")
        driver.wait(WHOLE)
        assert driver.run("() => document.activeElement.value") == "drop"


UPDATED = """async () => {
  const site = await navigator.serviceWorker.ready;
  const once = { once: true };
  const found = new Promise((resolve) => site.addEventListener("updatefound", resolve, once));
  await site.update();
  const worker = site.installing ?? (await found, site.installing);
  const changed = () => new Promise((done) => worker.addEventListener("statechange", done, once));
  while (!["installed", "redundant"].includes(worker.state)) await changed();
  return worker.state;
}"""


def test_an_old_page_is_never_kept_as_one_of_the_new_version(host: Host) -> None:
    """The worker of a new version may come before its pages do: then it is tried again."""
    with Driver("chromium", allow=host.url.removesuffix("/bread/")) as driver:
        choose(driver, host)
        driver.wait(WHOLE)
        page = host.folder / "baking/index.html"
        old = page.read_bytes()
        host.publish(("baking/index.html", "<h1", "<p>Fresh from the oven.</p><h1"))
        new = page.read_bytes()
        page.write_bytes(old)
        assert driver.run(UPDATED) == "redundant"
        page.write_bytes(new)
        assert driver.run(UPDATED) == "installed"
        driver.wait(NOTICE)
        driver.run("() => { window.stayed = true; }")
        driver.click(".update button[value=show]")
        driver.wait("() => !window.stayed")  # the new worker has taken over, and the page is loaded anew
        driver.goto(f"{host.url}baking/")
        driver.wait("() => document.body?.innerText.includes('Fresh from the oven')")


def test_the_list_names_what_pages_need_and_no_more(
    built: tuple[Path, int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    shutil.copytree(built[0], site)
    downloads = site / "assets/generated/downloads"
    (downloads / "llms").mkdir(parents=True)
    (downloads / "guide.pdf").write_bytes(b"large")
    (downloads / "llms/index.md.txt").write_bytes(b"text")
    assert main(["precache", str(site)]) == 0
    text = (site / "service-worker.js").read_text(encoding="utf-8")
    data = json.loads(text.partition("const LIST = ")[2].partition(";\n")[0])
    files = data["files"]
    assert {"", "baking/", "404.html", "assets/generated/search/index.js", "practice/"} <= set(files)
    assert len([name for name in files if name.startswith("assets/generated/cards.")]) == 1
    assert [name for name in files if name.startswith("assets/generated/answers.")]
    assert not [name for name in files if "generated/downloads/" in name or name.endswith((".map", ".gz"))]
    assert not [name for name in files if re.search(r"lunr|workers/|^service-worker", name)]
    sizes = [
        (site / name / "index.html" if name.endswith("/") or not name else site / name) for name in files
    ]
    assert data["bytes"] == sum(path.stat().st_size for path in sizes)
    assert f"{len(files)} files, {data['bytes'] / 1e6:.1f} MB" in capsys.readouterr().out
    assert main(["precache", str(site)]) == 1  # it holds a list already: that would not be the site's
    assert "build the site anew" in capsys.readouterr().err
