from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from tests.support.guides import BASE, issues

SERVICE = "docs/baking/sourdough/index.md"


def service(name: str, before: str) -> dict[str, str]:
    text = dedent(BASE[SERVICE]).replace("{{ questions() }}", "").replace("Sourdough", name.title())
    text = text.replace("Bread raised by a starter.", f"Bread of {name}.")
    return {f"docs/baking/{name}/index.md": text.replace("  topics:", f"  before: {before}\n  topics:")}


def test_what_builds_on_other_services_has_no_findings(tmp_path: Path) -> None:
    files = {**service("rye", "[sourdough, wheat]"), **service("wheat", "[sourdough]")}
    assert issues(tmp_path, files) == []


def test_a_circle_is_a_finding(tmp_path: Path) -> None:
    files = {
        **service("rye", "[sourdough, wheat]"),
        **service("wheat", "[spelt]"),
        **service("spelt", "[rye]"),
    }
    (finding,) = issues(tmp_path, files)
    assert finding == (
        "docs/baking/rye/index.md:10: before: 'rye' would have to be read before itself "
        "(rye after wheat after spelt after rye) (drop one of these)"
    )


def test_a_service_cannot_come_before_itself(tmp_path: Path) -> None:
    (finding,) = issues(tmp_path, service("rye", "[rye]"))
    assert "'rye' would have to be read before itself (rye after rye)" in finding
