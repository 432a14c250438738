"""What is asked after a question, row by row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from macros.guide import Guide
from macros.rendering.follow_ups import FollowUpRow, follow_ups


def test_a_row_has_the_follow_up_its_reply_and_the_question_that_answers_it(bread: Guide) -> None:
    question = bread.catalog.question("sourdough/poke-test")
    parts = bread.renderer.question(question)
    rows = follow_ups(bread.catalog, question, parts)
    assert [row.ask for row in rows] == list(parts.follow_ups)
    assert [row.reply for row in rows] == list(parts.replies)
    assert rows[0] == FollowUpRow(parts.follow_ups[0], "", bread.catalog.question("sourdough/collapse"))
    assert rows[1].reply
    assert rows[1].other is None


def test_no_row_is_made_of_parts_that_do_not_belong_together(bread: Guide) -> None:
    question = bread.catalog.question("sourdough/poke-test")
    short = replace(bread.renderer.question(question), replies=())
    with pytest.raises(ValueError, match="zip"):
        follow_ups(bread.catalog, question, short)
