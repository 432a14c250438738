from __future__ import annotations

import random
import re
from pathlib import Path
from textwrap import dedent

import pytest

from macros.checks import near_duplicates
from macros.guide import load_catalog
from tests.support.guides import BASE, PROJECT, found

QUESTION = "docs/baking/sourdough/questions/poke-test.md"
OTHER = QUESTION.replace("poke-test", "zzz")
PROMPT = "How do you know that a dough is proofed?"
ANSWER = """\
I poke the dough with a wet finger and watch the dent. When it springs back at once, the yeast still has
food and the gluten is tight, so I wait. When it comes back slowly and a shallow mark stays, the loaf
goes into the oven. When the dent remains, the dough is exhausted and will collapse, so I bake it flat in
a tin. Temperature matters more than the clock, because a warm kitchen doubles the speed, and a cold one
halves it."""
REWORDED = """\
With a wet finger I poke the dough and look at the dent. If it springs back at once, there is food left
for the yeast and the gluten is still tight: wait. If it comes back slowly with a shallow mark, bake the
loaf. If the dent stays, the dough is exhausted, and it would collapse in the oven; bake it in a tin. The
temperature matters more than the clock, since a warm kitchen doubles the speed."""
ANOTHER = """\
Steam keeps the crust soft for the first minutes, so that the loaf can spring before it sets. I pour
boiling water into a hot tray under the stone, and open the door after a quarter of the time to let it
out. Without it the crust tears beside the cut and stays dull, for the starch on the surface never turns
into a gloss."""


def text(prompt: str = PROMPT, answer: str = ANSWER) -> str:
    new = dedent(BASE[QUESTION]).replace(PROMPT, prompt)
    return new.replace("One does the poke test.", answer)


def findings(tmp_path: Path, first: str, second: str) -> list[str]:
    return [
        str(issue)
        for issue in found(tmp_path, {QUESTION: first, OTHER: second})
        if issue.check == near_duplicates.ID
    ]


@pytest.mark.parametrize(
    ("prompt", "answer", "says"),
    [
        (PROMPT, ANOTHER, "asks nearly the same as 'sourdough/poke-test' (prompt 100%, answer"),
        (
            "When do you know that doughs are proofed?",
            ANOTHER,
            "asks nearly the same as 'sourdough/poke-test' (prompt 100%",
        ),
        (
            "What tells you to start the oven?",
            REWORDED,
            "answers nearly the same as 'sourdough/poke-test' (prompt 0%",
        ),
    ],
)
def test_two_ways_to_ask_or_to_answer_one_thing_are_a_finding(
    tmp_path: Path, prompt: str, answer: str, says: str
) -> None:
    (finding,) = findings(tmp_path, text(), text(prompt, answer))
    assert finding.startswith(f"{OTHER}:2: warning: this {says}")


@pytest.mark.parametrize(
    ("prompt", "answer"),
    [
        ("Why do you put steam into the oven?", ANOTHER),
        ("How do you know that a loaf is baked?", ANOTHER),
        ("Why?", "It is a matter of taste."),
    ],
)
def test_questions_about_neighbouring_things_are_none(tmp_path: Path, prompt: str, answer: str) -> None:
    assert findings(tmp_path, text(), text(prompt, answer)) == []


def test_each_question_of_the_guide_is_found_when_it_is_asked_and_answered_again() -> None:
    """On real texts: of every answer a quarter of the sentences goes, and the rest is shuffled."""
    real = load_catalog(PROJECT)
    choose = random.Random(7)
    for question in real.content.questions:
        sentences = re.split(r"(?<=[.?!])\s+", " ".join((question.spoken, *question.key_points)))
        choose.shuffle(sentences)
        fewer = " ".join(sentences[len(sentences) // 4 :])
        words = [
            near_duplicates._words(question.spoken + "\n".join(question.key_points)).split(),
            near_duplicates._words(fewer).split(),
        ]
        assert near_duplicates._Texts(words, 20).likeness(0, 1) >= near_duplicates.SAME_ANSWER, question.id


def test_only_texts_that_share_a_rare_word_are_compared() -> None:
    """What keeps the work in proportion to the guide: 600 answers of one subject make few pairs."""
    choose = random.Random(3)
    vocabulary = [f"w{n}" for n in range(4000)]
    weights = [1 / (n + 1) for n in range(4000)]  # as in any language, few words are common
    texts = [frozenset(choose.choices(vocabulary, weights, k=160)) for n in range(600)]
    compared = near_duplicates._Texts(texts, 20)
    assert sum(len(compared.near(first)) for first in range(600)) < 600 * 200


def test_the_quick_look_passes_over_nothing_that_is_alike() -> None:
    choose = random.Random(4)
    vocabulary = [f"w{n}" for n in range(60)]
    texts = [frozenset(choose.choices(vocabulary, k=choose.randint(0, 60))) for _ in range(60)]
    compared = near_duplicates._Texts(texts, 20)
    seen = 0
    for least in (0.3, 0.42, 0.7):
        for first in range(60):
            enough = {other for other in range(60) if compared.likeness(first, other) >= least}
            assert enough <= set(compared.alike(first, range(60), least))
            seen += len(enough)
    assert seen > 600
