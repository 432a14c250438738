from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.guides import edited, issues

SERVICE = "docs/baking/sourdough/index.md"
EXAMPLE = "baking/sourdough/examples/bake.py"
FILES = {
    f"docs/{EXAMPLE}": "print(48)\n",
    "tests/examples/sourdough/test_bake.py": "",
    "secret.txt": "secret",
}
SHOWN = f'{{{{ example("{EXAMPLE}") }}}}'
LEAVES = "leaves the docs folder (copy the file into the service's examples/)"
UNCLEAR = '17: this include is not understood (--8<-- "service/examples/file.py:12:30")'


def findings(tmp_path: Path, markdown: str) -> list[str]:
    page = edited(SERVICE, "A starter is fed daily.", f"A starter is fed.\n\n{markdown}\n\n{SHOWN}")
    return [line.removeprefix(f"{SERVICE}:") for line in issues(tmp_path, {**FILES, **page})]


def block(line: str) -> str:
    return f"```python\n{line}\n```"


@pytest.mark.parametrize(
    ("path", "finding"),
    [
        ("../secret.txt", f"the include '../secret.txt' {LEAVES}"),
        ("baking/../../secret.txt", f"the include 'baking/../../secret.txt' {LEAVES}"),
        ("/etc/passwd", f"the include '/etc/passwd' {LEAVES}"),
        ("https://example.org/a.py", f"the include 'https://example.org/a.py' {LEAVES}"),
        ("baking/none.py", "the include 'baking/none.py' does not exist (paths count from docs/)"),
        (
            "baking/sourdough/facts.yml",
            "the include 'baking/sourdough/facts.yml' is no example "
            "(only files in a folder examples/ are included)",
        ),
        (f"{EXAMPLE}:section", UNCLEAR.removeprefix("17: ")),
    ],
)
@pytest.mark.parametrize("quote", ['"', "'"])
def test_an_include_of_anything_but_an_example_is_a_finding(
    tmp_path: Path, path: str, finding: str, quote: str
) -> None:
    found = findings(tmp_path, block(f"--8<-- {quote}{path}{quote}"))
    assert f"18: {finding}" in found


def test_an_include_outside_of_a_code_block_is_a_finding(tmp_path: Path) -> None:
    assert findings(tmp_path, f'--8<-- "{EXAMPLE}"') == [
        f'17: this include is outside of a code block (use example("{EXAMPLE}"))'
    ]


@pytest.mark.parametrize("markdown", ["--8<--\n../secret.txt\n--8<--", "-8<-\nx\n-8<-"])
def test_the_form_that_lists_files_between_two_lines_is_refused(tmp_path: Path, markdown: str) -> None:
    assert UNCLEAR in findings(tmp_path, markdown)


@pytest.mark.parametrize("lines", ["", ":1", ":1:1", "::1"])
def test_an_example_in_a_code_block_is_fine(tmp_path: Path, lines: str) -> None:
    assert findings(tmp_path, block(f'--8<-- "{EXAMPLE}{lines}"')) == []
