"""The policy that is made from built pages."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest

from macros.csp import headers_file, inline_scripts, policy, with_policy

PAGE = (
    '<!doctype html>\n<html><head>\n<meta charset="utf-8">\n<script>a()</script></head><body></body></html>\n'
)


def directives(value: str) -> dict[str, str]:
    return dict(item.split(" ", 1) for item in value.split("; "))


def test_scripts_in_the_markup_are_found_as_the_browser_hashes_them() -> None:
    html = "<script>\n if (a < b && c) { d('</p>') }\n</script><script>e</script>"
    assert inline_scripts(html) == (["\n if (a < b && c) { d('</p>') }\n", "e"], [])


@pytest.mark.parametrize(
    "html",
    [
        '<script src="a.js"></script>',
        '<script type="application/json">{"a": 1}</script>',
        '<script type="application/ld+json">{}</script>',
        "<p>script</p>",
    ],
)
def test_files_and_data_need_no_hash(html: str) -> None:
    assert inline_scripts(html) == ([], [])


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<p style="color: red">a</p>', "p style"),
        ('<p onclick="x()">a</p>', "p onclick"),
        ("<style>p {}</style>", "style"),
    ],
)
def test_what_would_need_unsafe_inline_is_named(html: str, fault: str) -> None:
    assert inline_scripts(html)[1] == [fault]


def test_the_policy_names_each_script_once_and_nothing_unsafe() -> None:
    value = policy(["a()", "a()", "b()"])
    found = directives(value)
    assert found["default-src"] == "'none'"
    hashes = {f"'sha256-{b64encode(sha256(text).digest()).decode()}'" for text in (b"a()", b"b()")}
    assert set(found["script-src"].split()) == {"'self'", *hashes}
    assert "unsafe" not in value
    assert "http" not in value


def test_the_policy_does_not_depend_on_the_order_of_the_pages() -> None:
    assert policy(["b()", "a()"]) == policy(["a()", "b()"])


def test_only_a_header_says_who_may_frame_the_site() -> None:
    assert "frame-ancestors" not in directives(policy([]))
    assert directives(policy([], header=True))["frame-ancestors"] == "'none'"


def test_the_policy_stands_before_anything_that_a_page_loads() -> None:
    html = with_policy(PAGE, policy(["a()"]))
    assert html.index("Content-Security-Policy") < html.index("<script>")
    assert html.replace(html[html.index("<meta http-equiv") : html.index("<script>")], "") == PAGE


def test_a_second_run_changes_nothing() -> None:
    once = with_policy(PAGE, policy(["a()"]))
    assert with_policy(once, policy(["a()"])) == once
    assert with_policy(once, policy(["b()"])).count("Content-Security-Policy") == 1


def test_a_fragment_without_a_head_is_left_alone() -> None:
    assert with_policy("<p>a</p>", "x") == "<p>a</p>"


def test_the_file_of_headers_is_for_all_pages() -> None:
    lines = headers_file("default-src 'none'").splitlines()
    assert lines[:2] == ["/*", "  Content-Security-Policy: default-src 'none'"]
    assert "  X-Content-Type-Options: nosniff" in lines
