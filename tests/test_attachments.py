"""Examples and diagrams as they are read; icons are in test_icons.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.attachments import diagram_digest
from tests.support.guides import catalog

SOURCE = "flowchart LR\n  accTitle: Rise\n  accDescr: Dough becomes bread.\n  A --> B\n"
DIAGRAM = "docs/baking/sourdough/diagrams/rise"


def picture(source: str = SOURCE) -> str:
    return f'<svg data-source="{diagram_digest(source)}"></svg>\n'


def test_a_diagram_has_its_text_alternative_and_its_picture(tmp_path: Path) -> None:
    found = catalog(tmp_path, {f"{DIAGRAM}.mmd": SOURCE, f"{DIAGRAM}.svg": picture()})
    assert found.content.issues == []
    diagram = found.diagrams["baking/sourdough/diagrams/rise"]
    assert (diagram.title, diagram.description) == ("Rise", "Dough becomes bread.")
    assert diagram.svg == f'<svg xmlns="http://www.w3.org/2000/svg" data-source="{diagram_digest(SOURCE)}"/>'


@pytest.mark.parametrize(
    ("source", "svg", "findings"),
    [
        (SOURCE, None, ["the diagram is not drawn yet (run 'make diagrams')"]),
        (SOURCE, "<svg></svg>", ["the picture is older than its source (run 'make diagrams')"]),
        (SOURCE, picture("other"), ["the picture is older than its source (run 'make diagrams')"]),
        (
            "flowchart LR\n",
            picture("flowchart LR\n"),
            [
                "the diagram has no accTitle (add a line 'accTitle: ...')",
                "the diagram has no accDescr (add a line 'accDescr: ...')",
            ],
        ),
    ],
)
def test_a_diagram_that_is_not_finished_is_a_finding(
    tmp_path: Path, source: str, svg: str | None, findings: list[str]
) -> None:
    files = {f"{DIAGRAM}.mmd": source} | ({f"{DIAGRAM}.svg": svg} if svg else {})
    found = catalog(tmp_path, files).content.issues
    assert [str(issue) for issue in found] == [f"{DIAGRAM}.mmd:1: {text}" for text in findings]


def test_an_example_knows_its_service_and_the_test_that_runs_it(tmp_path: Path) -> None:
    files = {
        "docs/baking/sourdough/examples/proof-time.py": "print(48)\n",
        "docs/baking/sourdough/examples/other.py": "print(1)\n",
        "tests/examples/sourdough/test_proof_time.py": "",
    }
    found = catalog(tmp_path, files).examples
    tested = found["baking/sourdough/examples/proof-time.py"]
    assert (tested.name, tested.section) == ("proof-time.py", "sourdough")
    assert tested.test == "tests/examples/sourdough/test_proof_time.py"
    assert found["baking/sourdough/examples/other.py"].test == ""


def test_an_example_may_hold_tabs(tmp_path: Path) -> None:
    files = {"docs/baking/sourdough/examples/bake.go": "func main() {\n\tbake()\n}\n"}
    assert catalog(tmp_path, files).content.issues == []
