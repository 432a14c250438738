"""Two questions with one answer waste a reader's evening, and after a correction they contradict each other.

Prompts and answers are compared as sets of words, without those that all texts have. In the guide that the
limits were tuned on, the closest two questions that are different share 0.38 of their prompts' words and 0.31
of their answers'. Only pairs that share a rare word are compared, so the work grows with the guide and not
with its square.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, repeat

from macros.catalog import Catalog
from macros.issues import Issue
from macros.markdown_source import plain_words

ID = "near-duplicates"
#: The share of common words (Jaccard) from which prompts, answers, or both together say the same.
SAME_PROMPT, SAME_ANSWER, SAME_BOTH = 0.7, 0.42, (0.45, 0.3)
#: Fewer words than that say too little to compare.
LEAST_PROMPT, LEAST_ANSWER = 3, 20
#: How many of its rarest words look up what a text is compared with, and in how many texts they may be.
RAREST, COMMON = 12, 30
STOP = frozenset(
    (
        b"a about after all also an and any are as at be because been before but by can could did do does "
        b"each for from had has have how i if in into is it its many may more most much must no not of on "
        b"one only or other our out over should so some such than that the their them then there these they "
        b"this those to two under until up use used using was we were what when where whether which while "
        b"who whose why will with would you your "
    ).split()
)
MACRO = re.compile(r"\{\{.*?\}\}", re.DOTALL)
#: Each word once.
Words = Collection[bytes]


def check(catalog: Catalog) -> Iterator[Issue]:
    """Questions whose prompt or answer is nearly that of another one."""
    questions = sorted(catalog.content.questions, key=lambda item: item.id)
    words = catalog.of_files(ID, "", _words_of_questions)
    prompts = _Texts([words[item.location.path][0].split() for item in questions], LEAST_PROMPT)
    answers = _Texts([words[item.location.path][1].split() for item in questions], LEAST_ANSWER)
    for first in range(len(questions)):
        others = prompts.near(first) | answers.near(first)
        likely = {*prompts.alike(first, others, SAME_PROMPT), *answers.alike(first, others, SAME_BOTH[1])}
        for second in sorted(likely):
            prompt, answer = prompts.likeness(first, second), answers.likeness(first, second)
            both = prompt >= SAME_BOTH[0] and answer >= SAME_BOTH[1]
            if prompt >= SAME_PROMPT or answer >= SAME_ANSWER or both:
                what = "asks" if prompt >= SAME_PROMPT else "answers"
                message = (
                    f"this {what} nearly the same as '{questions[first].id}' "
                    f"(prompt {prompt:.0%}, answer {answer:.0%} alike)"
                )
                hint = "merge them and keep one id as an alias, or give each an answer of its own"
                yield Issue(questions[second].at("prompt"), message, ID, hint, "warning")


def _words_of_questions(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """The words of each question's prompt, and those of its answer: in one text, the least to keep."""
    for question in catalog.content.questions:
        for said in (question.prompt, "\n".join((question.spoken, *question.key_points))):
            yield question.location.path, _words(said)


def _words(text: str) -> bytes:
    """The words that carry meaning, without their endings, each once."""
    return b" ".join(set(map(_stem, set(plain_words(MACRO.sub(" ", text))) - STOP)))


@lru_cache(maxsize=1 << 16)
def _stem(word: bytes) -> bytes:
    for ending in (b"ing", b"ies", b"ed", b"es", b"s"):
        if len(word) > len(ending) + 2 and word.endswith(ending):
            return word[: -len(ending)] + (b"y" if ending == b"ies" else b"")
    return word


class _Texts:
    """Sets of words, by number, to be compared: quickly, for a guide of thousands has many pairs."""

    def __init__(self, texts: Sequence[Words], least: int) -> None:
        """Texts with fewer words than `least` are like no other."""
        self._sizes = [len(words) if len(words) >= least else 0 for words in texts]
        counts = Counter(chain.from_iterable(texts))
        shared = sorted((count, word) for word, count in counts.items() if count > 1)
        bits = {word: 1 << at for at, (_, word) in enumerate(shared)}
        #: A bit for each word that two texts have: what two have in common is counted in one step.
        self._masks = [sum(map(bits.get, words, repeat(0))) for words in texts]
        #: For each text, its rarest words, each with the number of texts up to this one that have it.
        self._rarest: list[list[tuple[int, int]]] = []
        rank = {word: at for at, (count, word) in enumerate(shared) if count <= COMMON}
        self._holders: list[list[int]] = [[] for _ in rank]
        for at, words in enumerate(texts):
            rarest = sorted(rank[word] for word in words if word in rank)[:RAREST]
            for word in rarest:
                self._holders[word].append(at)
            self._rarest.append([(word, len(self._holders[word])) for word in rarest])

    def near(self, first: int) -> set[int]:
        """The later texts that have one of their rarest words in common with this one."""
        return set().union(*[self._holders[word][start:] for word, start in self._rarest[first]])

    def alike(self, first: int, others: Iterable[int], least: float) -> list[int]:
        """Those of some texts whose likeness to one is about `least` or more: quickly, for most are not."""
        size, mask, sizes, masks = self._sizes[first], self._masks[first], self._sizes, self._masks
        if not size:
            return []
        share = least / (1 + least) - 1e-9  # of the words of both together, as many must be common
        return [
            other for other in others if (mask & masks[other]).bit_count() >= share * (size + sizes[other])
        ]

    def likeness(self, first: int, second: int) -> float:
        """The share of words that two texts have in common; 0 where one has too few."""
        size, other = self._sizes[first], self._sizes[second]
        same = (self._masks[first] & self._masks[second]).bit_count() if size and other else 0
        return same / (size + other - same) if same else 0.0
