"""Two questions with one answer waste a reader's evening, and after a correction they contradict each other.

Prompts and answers are compared as sets of words, without those that all texts have. In the guide that the
limits were tuned on, the closest two questions that are different share 0.38 of their prompts' words and 0.31
of their answers'. Only pairs that share a rare word are compared, so the work grows with the guide and not
with its square.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from macros.catalog import Catalog
from macros.issues import Issue

ID = "near-duplicates"
#: The share of common words (Jaccard) from which prompts, answers, or both together say the same.
SAME_PROMPT, SAME_ANSWER, SAME_BOTH = 0.7, 0.42, (0.45, 0.3)
#: Fewer words than that say too little to compare.
LEAST_PROMPT, LEAST_ANSWER = 3, 20
#: How many of its rarest words look up what a text is compared with, and in how many texts they may be.
RAREST, COMMON = 12, 30
STOP = frozenset(
    re.findall(
        r"\w+",
        "a about after all also an and any are as at be because been before but by can could did do does "
        "each for from had has have how i if in into is it its many may more most much must no not of on "
        "one only or other our out over should so some such than that the their them then there these they "
        "this those to two under until up use used using was we were what when where whether which while "
        "who whose why will with would you your ",
    )
)
WORD = re.compile(r"[a-z0-9]+")
MACRO = re.compile(r"\{\{.*?\}\}", re.DOTALL)
Words = frozenset[str]


def check(catalog: Catalog) -> Iterator[Issue]:
    """Questions whose prompt or answer is nearly that of another one."""
    questions = sorted(catalog.content.questions, key=lambda item: item.id)
    prompts = _Texts([_words(item.prompt) for item in questions], LEAST_PROMPT)
    said = catalog.of_files(ID, "", _answers)
    answers = _Texts([said[item.location.path][0] for item in questions], LEAST_ANSWER)
    for first in range(len(questions)):
        others = sorted(prompts.near(first) | answers.near(first))
        pairs = zip(others, prompts.likeness(first, others), answers.likeness(first, others), strict=True)
        for second, prompt, answer in pairs:
            both = prompt >= SAME_BOTH[0] and answer >= SAME_BOTH[1]
            if prompt >= SAME_PROMPT or answer >= SAME_ANSWER or both:
                what = "asks" if prompt >= SAME_PROMPT else "answers"
                message = (
                    f"this {what} nearly the same as '{questions[first].id}' "
                    f"(prompt {prompt:.0%}, answer {answer:.0%} alike)"
                )
                hint = "merge them and keep one id as an alias, or give each an answer of its own"
                yield Issue(questions[second].at("prompt"), message, ID, hint, "warning")


def _answers(catalog: Catalog) -> Iterator[tuple[str, Words]]:
    for question in catalog.content.questions:
        yield question.location.path, _words("\n".join((question.spoken, *question.key_points)))


def _words(text: str) -> Words:
    """The words that carry meaning, without their endings."""
    return frozenset(map(_stem, set(WORD.findall(MACRO.sub(" ", text).lower())) - STOP))


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    for ending in ("ing", "ies", "ed", "es", "s"):
        if len(word) > len(ending) + 2 and word.endswith(ending):
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


class _Texts:
    """Sets of words, by number, to be compared: quickly, for a guide of thousands has many pairs."""

    def __init__(self, texts: Sequence[Words], least: int) -> None:
        """Texts with fewer words than `least` are like no other."""
        self._sizes = [len(words) if len(words) >= least else 0 for words in texts]
        counts = Counter(word for words in texts for word in words)
        bits = {word: 1 << at for at, word in enumerate(sorted(w for w in counts if counts[w] > 1))}
        #: A bit for each word that two texts have: what two have in common is counted in one step.
        self._masks = [sum(bits[word] for word in words if word in bits) for words in texts]
        self._rarest = [
            [word for _, word in sorted((counts[w], w) for w in words if 1 < counts[w] <= COMMON)[:RAREST]]
            for words in texts
        ]
        self._holders: dict[str, list[int]] = defaultdict(list)
        for at, shared in enumerate(self._rarest):
            for word in shared:
                self._holders[word].append(at)

    def near(self, first: int) -> set[int]:
        """The later texts that have one of their rarest words in common with this one."""
        found = {at for word in self._rarest[first] for at in self._holders[word]}
        return {at for at in found if at > first}

    def likeness(self, first: int, others: Sequence[int]) -> list[float]:
        """The share of words that a text has in common with each of some others; 0 where one has too few."""
        size, mask, sizes, masks = self._sizes[first], self._masks[first], self._sizes, self._masks
        if not size:
            return [0.0] * len(others)
        common = [(mask & masks[other]).bit_count() if sizes[other] else 0 for other in others]
        return [same / (size + sizes[other] - same) for same, other in zip(common, others, strict=True)]
