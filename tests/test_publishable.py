"""What lies below docs/ reaches readers' browsers: what is not known is a finding, with what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.checks import run_checks
from macros.guide import load_catalog
from macros.loading import load_content
from macros.publishable import KINDS, MOST, is_picture
from tests.support.guides import BASE, copy_site, guide, issues, write

PNG = b"\x89PNG\r\n\x1a\n"
PICTURES = {".png": PNG, ".jpg": b"\xff\xd8\xff\xe0", ".webp": b"RIFF\x10\n\x00\x00WEBPVP8 "}
THEME = "templates, scripts and style sheets belong in overrides/"
DRAW = "draw a diagram, or put a .png, .jpg or .webp into docs/assets/images"
OTHER = "code and data to show lie in a folder 'examples'; keep all else elsewhere"
SCRIPT = "<script>alert(1)</script>"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("baking/sourdough/evil.html", THEME),
        ("baking/EVIL.HTM", THEME),
        ("baking/templates/evil.html", THEME),
        ("baking/questions/evil.html", "questions end in .md and lie in a folder 'questions'"),
        ("__pycache__/evil.html", THEME),
        ("assets/javascripts/questions.js", THEME),
        ("assets/stylesheets/extra.css", THEME),
        ("assets/images/a.svg", DRAW),
        ("assets/images/a.html", THEME),
        ("images/a.svg", DRAW),
        ("baking/photo.png", DRAW),
        ("assets/images/a.gif", DRAW),
        ("assets/images/A.PNG", DRAW),
        ("assets/images/a.jpeg", DRAW),
        ("service-worker.js", THEME),
        ("sitemap.xml", THEME),
        ("_headers", OTHER),
        ("CNAME", OTHER),
        ("big.bin", OTHER),
        ("index.md~", OTHER),
        ("baking/ids.txt", OTHER),
        ("baking/loaf.yml", OTHER),
        ("baking/sourdough/facts.yaml", "did you mean 'facts.yml'?"),
        ("baking/sourdough/Facts.yml", "did you mean 'facts.yml'?"),
        ("baking/Icon.svg", "did you mean 'icon.svg'?"),
        ("baking/x.MD", "did you mean 'x.md'?"),
        ("baking/x.mkd", "did you mean 'x.md'?"),
        ("baking/sourdough/questions/x.markdown", "did you mean 'x.md'?"),
        ("baking/sourdough/questions/x.txt", "questions end in .md and lie in a folder 'questions'"),
        ("glossary/terms/levain.txt", "terms end in .md and lie in glossary/terms"),
        ("baking/rise.mmd", "diagrams end in .mmd and lie in a folder 'diagrams'"),
        (
            "baking/diagrams/rise.svg",
            "a diagram is drawn from its source: write 'rise.mmd' and run 'make diagrams'",
        ),
    ],
)
def test_a_file_that_is_no_content_is_a_finding_with_what_was_meant(
    tmp_path: Path, path: str, hint: str
) -> None:
    text = SVG if path.endswith(".svg") else SCRIPT
    name = path.rsplit("/", 1)[-1]
    assert issues(tmp_path, {f"docs/{path}": text}) == [
        f"docs/{path}:1: '{name}' is nothing that a guide holds ({hint})"
    ]


@pytest.mark.parametrize(
    ("path", "finding"),
    [
        ("zz.md/index.md", "the folder 'zz.md' has the name of a file (name it 'zz')"),
        ("facts.yml/index.md", "the folder 'facts.yml' has the name of a file (name it 'facts')"),
        ("a.html/b/index.md", "the folder 'a.html' has the name of a file (name it 'a')"),
        (
            "baking/questions/more/x.md",
            "a page does not lie in a folder 'questions' (there are only questions)",
        ),
        ("baking/diagrams/x.md", "a page does not lie in a folder 'diagrams' (there are only diagrams)"),
        ("baking/terms/x.md", "a page does not lie in a folder 'terms' (there are only terms)"),
        ("assets/x.md", "a page does not lie in a folder 'assets' (there are only pictures)"),
        ("assets/images/icon.svg", "an icon does not lie in a folder 'assets' (there are only pictures)"),
        (
            "baking/questions/icon.svg",
            "an icon does not lie in a folder 'questions' (there are only questions)",
        ),
    ],
)
def test_a_file_in_a_folder_of_others_is_a_finding(tmp_path: Path, path: str, finding: str) -> None:
    text = SVG if path.endswith(".svg") else BASE["docs/index.md"]
    assert issues(tmp_path, {f"docs/{path}": text}) == [f"docs/{path}:1: {finding}"]


def test_a_picture_takes_the_place_of_none_of_the_themes(tmp_path: Path) -> None:
    files = {"docs/assets/images/icon-192.png": PNG, "overrides/assets/images/icon-192.png": PNG}
    assert issues(tmp_path, files) == [
        "docs/assets/images/icon-192.png:1: this takes the place of overrides/assets/images/icon-192.png "
        "(give it another name)"
    ]


@pytest.mark.parametrize("suffix", sorted(KINDS))
def test_a_picture_is_what_its_name_says_and_small(tmp_path: Path, suffix: str) -> None:
    path = f"docs/assets/images/loaves/loaf{suffix}"
    start = PICTURES[suffix]
    assert issues(tmp_path, {path: start.ljust(MOST)}) == []
    assert issues(tmp_path, {path: start.ljust(MOST + 1)}) == [
        f"{path}:1: the picture has {MOST + 1} bytes (make it smaller: {MOST} are allowed)"
    ]
    for data in (b"", b"\n" + start, SCRIPT.encode()):
        assert issues(tmp_path, {path: data}) == [
            f"{path}:1: this is no {suffix[1:].upper()} (save the picture anew, or name it after its kind)"
        ]


def test_a_path_that_only_resembles_one_of_a_picture_is_none() -> None:
    assert is_picture("assets/images/b.png")
    assert not any(map(is_picture, ["a/assets/images/b.png", "assets/imagesb.png", "assets/images/b.svg"]))


def test_whatever_a_guide_needs_may_be_there(tmp_path: Path) -> None:
    root = copy_site("bread", tmp_path)
    write(root, {"docs/ids.txt": "", "docs/.notes/a.html": SCRIPT, "docs/.DS_Store": "x"})
    assert load_content(root).issues == []


def test_an_example_may_be_any_file(tmp_path: Path) -> None:
    files = {"docs/baking/examples/zz.md/page.html": SCRIPT, "docs/baking/examples/data.json": "{}"}
    found = issues(tmp_path, files)
    assert len(found) == 4
    assert all("no test runs" in line or "no page shows" in line for line in found)


def test_a_misnamed_record_does_not_blame_what_refers_to_it(tmp_path: Path) -> None:
    facts = "docs/baking/sourdough/facts.yml"
    root = guide(tmp_path)
    (root / facts).rename(root / "docs/baking/sourdough/facts.yaml")
    (finding,) = map(str, run_checks(load_catalog(root)))
    assert finding.startswith("docs/baking/sourdough/facts.yaml:1: ")
