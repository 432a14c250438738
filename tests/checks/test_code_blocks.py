from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.guides import edited, issues, write

SERVICE = "docs/baking/sourdough/index.md"
UNTESTED = (
    "this code is neither a tested example nor marked illustrative "
    '(use example("..."), or open the block as ``` {.python .illustrative})'
)
NO_BLOCK = (
    "this fence opens no code block "
    "(close it with the same fence, equally indented; open it as ``` {.text .illustrative})"
)


def with_block(block: str) -> dict[str, str]:
    return edited(SERVICE, "A starter is fed daily.", f"A starter is fed daily.\n\n{block}")


@pytest.mark.parametrize("fence", ["```python", "``` {.python}", '```yaml title="x"', "~~~sh"])
def test_code_that_nobody_runs_is_a_finding_unless_it_says_so(tmp_path: Path, fence: str) -> None:
    block = f"{fence}\nbake()\n{fence[:3]}"
    assert issues(tmp_path, with_block(block)) == [f"{SERVICE}:17: {UNTESTED}"]


@pytest.mark.parametrize("fence", ["```", "```text", "```console", "``` {.python .illustrative}"])
def test_plain_text_and_illustrative_code_are_fine(tmp_path: Path, fence: str) -> None:
    assert issues(tmp_path, with_block(f"{fence}\nbake()\n```")) == []


@pytest.mark.parametrize(
    "block",
    [
        "```text\nnever closed",
        "```text\nclosed with another\n~~~",
        "``` one two\nx\n```",
        "~~~ text",
        "> ```text",
    ],
)
def test_a_fence_that_opens_no_block_is_a_finding(tmp_path: Path, block: str) -> None:
    assert f"{SERVICE}:17: {NO_BLOCK}" in issues(tmp_path, with_block(block))


def test_inline_code_of_three_backticks_is_no_fence(tmp_path: Path) -> None:
    assert issues(tmp_path, with_block("```bake()``` starts it.")) == []


def test_pages_for_contributors_show_code_freely_but_close_their_blocks(tmp_path: Path) -> None:
    text = "---\ntitle: Help\ndescription: How to help.\n---\n\n```python\nbake()\n```\n"
    assert issues(tmp_path, {"docs/contributing/help.md": text}) == []
    write(tmp_path, {"docs/contributing/help.md": text.rsplit("```", 1)[0]})
    assert issues(tmp_path, {"docs/contributing/help.md": text.rsplit("```", 1)[0]}) == [
        f"docs/contributing/help.md:6: {NO_BLOCK}"
    ]
