"""The way from a page to other files of the site."""

from __future__ import annotations

import pytest

from macros.rendering.here import Here, address, site_url


@pytest.mark.parametrize(
    ("uri", "directory", "file"),
    [
        ("index.md", "", "index.html"),
        ("a/index.md", "a/", "a/index.html"),
        ("a/README.md", "a/", "a/index.html"),
        ("a/b.md", "a/b/", "a/b.html"),
        ("a/b.c.md", "a/b.c/", "a/b.c.html"),
        ("a/b.png", "a/b.png", "a/b.png"),
        ("a/LICENSE", "a/LICENSE", "a/LICENSE"),
    ],
)
def test_the_address_of_a_file_follows_the_rules_of_mkdocs(uri: str, directory: str, file: str) -> None:
    assert (site_url(uri, True), site_url(uri, False)) == (directory, file)


@pytest.mark.parametrize(
    ("page", "target", "anchor", "directory", "file"),
    [
        ("a/b.md", "a/b.md", "x", "#x", "#x"),
        ("a/b.md", "a/c.md", "", "../c/", "c.html"),
        ("a/b.md", "a/c.md", "x/y", "../c/#x/y", "c.html#x/y"),
        ("a/b.md", "a/index.md", "", "../", "index.html"),
        ("a/index.md", "a/b.md", "", "b/", "b.html"),
        ("a/index.md", "index.md", "", "../", "../index.html"),
        ("index.md", "a/b.md", "", "a/b/", "a/b.html"),
        ("index.md", "index.md", "", "./", "index.html"),
        ("a/b.md", "a/p.png", "", "../p.png", "p.png"),
        ("", "a/b.md", "x", "a/b/#x", "a/b.html#x"),
        ("", "index.md", "", "./", "index.html"),
    ],
)
def test_an_address_is_relative_to_the_page(
    page: str, target: str, anchor: str, directory: str, file: str
) -> None:
    assert Here(page, True).url(target, anchor) == directory
    assert Here(page, False).url(target, anchor) == file


@pytest.mark.parametrize(
    ("page", "target", "anchor", "written"),
    [
        ("a/b.md", "a/b.md", "x", "#x"),
        ("a/b.md", "a/b.md", "", "b.md"),
        ("a/b.md", "a/c.md", "x/y", "c.md#x/y"),
        ("a/b.md", "index.md", "", "../index.md"),
        ("a/index.md", "a/b.md", "x", "b.md#x"),
        ("index.md", "a/p.png", "", "a/p.png"),
        ("a/b.md", "assets/x.js", "", "../assets/x.js"),
    ],
)
@pytest.mark.parametrize("directory_urls", [True, False])
def test_where_the_engine_rewrites_addresses_they_are_written_as_in_the_source(
    page: str, target: str, anchor: str, written: str, directory_urls: bool
) -> None:
    here = Here(page, directory_urls, rewritten=True)
    assert here.url(target, anchor) == written
    assert here.served == Here(page, directory_urls)


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("rewritten", [True, False])
def test_the_kind_of_addresses_goes_through_markup_and_back(directory_urls: bool, rewritten: bool) -> None:
    here = Here("a/b.md", directory_urls, rewritten)
    assert Here.of(here.page, here.urls) == here


def test_neutral_links_are_settled_and_others_left_alone() -> None:
    html = (
        '<a href="site:a/c.md#x">c</a> <img src="site:a/p.png"> <a href="https://a.b/">d</a> '
        '<a href="site:a/b.md#here">e</a> site:a/c.md <code>x="site:a/c.md"</code>'
    )
    assert Here("a/b.md").settle(html) == (
        '<a href="../c/#x">c</a> <img src="../p.png"> <a href="https://a.b/">d</a> '
        '<a href="#here">e</a> site:a/c.md <code>x="site:a/c.md"</code>'
    )


def test_a_full_address_needs_a_site_that_has_one() -> None:
    base = "https://bread.example/guide"
    assert address(base, "a/b.md", "x") == address(f"{base}/", "a/b.md", "x") == f"{base}/a/b/#x"
    assert address(base, "a/b.md", directory_urls=False) == f"{base}/a/b.html"
    assert address(base, "feed.xml") == f"{base}/feed.xml"
    assert address("", "a/b.md", "x") == ""
