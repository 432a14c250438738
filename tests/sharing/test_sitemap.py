from __future__ import annotations

from pathlib import Path

from macros.guide import Guide, load_catalog
from macros.sharing.sitemap import robots, sitemap
from tests.support.guides import copy_site
from tests.support.repositories import commit, git

HOME = "<url><loc>https://bread.example/</loc>"
FACTS = "<url><loc>https://bread.example/facts/</loc>"


def test_a_page_has_the_day_on_which_it_last_changed(tmp_path: Path) -> None:
    root = copy_site("bread", tmp_path / "bread")
    git(root, "init", "--initial-branch", "main")
    commit(root, {}, 1_760_000_000)
    file = "docs/baking/sourdough/facts.yml"
    commit(root, {file: (root / file).read_text(encoding="utf-8") + "\n"}, 1_770_000_000)
    text = sitemap(load_catalog(root))
    assert f"{HOME}<lastmod>2025-10-09</lastmod></url>" in text
    assert f"{FACTS}<lastmod>2026-02-02</lastmod></url>" in text

    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--depth", "1", f"file://{root}", str(shallow))
    assert sitemap(load_catalog(shallow)) == sitemap(load_catalog(copy_site("bread", tmp_path / "without")))


def test_without_a_history_no_day_is_made_up(bread: Guide) -> None:
    text = sitemap(bread.catalog)
    assert f"{HOME}</url>" in text
    assert f"{FACTS}<lastmod>2026-01-02</lastmod></url>" in text
    assert text == sitemap(load_catalog(bread.catalog.root))


def test_search_engines_are_led_to_the_sitemap(bread: Guide) -> None:
    assert robots(bread.catalog).splitlines()[-1] == "Sitemap: https://bread.example/sitemap.xml"
