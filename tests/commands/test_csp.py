"""`python -m macros csp`."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.__main__ import main
from tests.support.guides import guide, write

PAGE = '<html><head><meta charset="utf-8"><script>a()</script></head></html>\n'


def csp(root: Path, *arguments: str) -> int:
    return main(["--root", str(guide(root)), "csp", str(root / "site"), *arguments])


def test_every_page_and_the_file_of_headers_get_one_policy(tmp_path: Path) -> None:
    other = PAGE.replace("a()", "b()")
    write(tmp_path, {"site/index.html": PAGE, "site/a/index.html": other})
    assert csp(tmp_path) == 0
    pages = [
        (tmp_path / "site" / name).read_text(encoding="utf-8") for name in ("index.html", "a/index.html")
    ]
    metas = {html[html.index("<meta http-equiv") : html.index("<script>")] for html in pages}
    assert len(metas) == 1
    assert metas.pop().count("sha256-") == 2
    assert "frame-ancestors 'none'" in (tmp_path / "site/_headers").read_text(encoding="utf-8")


def test_the_header_can_be_printed_without_changing_anything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"site/index.html": PAGE})
    assert csp(tmp_path, "--print") == 0
    assert capsys.readouterr().out.startswith("default-src 'none'; ")
    assert (tmp_path / "site/index.html").read_text(encoding="utf-8") == PAGE
    assert not (tmp_path / "site/_headers").exists()


def test_a_page_that_would_not_work_is_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"site/index.html": PAGE, "site/b.html": '<p style="color: red">a</p>\n'})
    assert csp(tmp_path) == 1
    assert capsys.readouterr().err == "b.html: <p style> would not work under the policy\n"
    assert (tmp_path / "site/index.html").read_text(encoding="utf-8") == PAGE


def test_a_folder_that_is_no_site_is_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert csp(tmp_path) == 2
    assert capsys.readouterr().err.endswith("site is no built site\n")
