"""Two questions with one answer waste a reader's evening, and after a correction they contradict each other.

Prompts and answers are compared as sets of words, without those that all texts have. In the guide that the
limits were tuned on, the closest two questions that are different share 0.38 of their prompts' words and 0.31
of their answers'. Only pairs that share a rare word are compared, so the work grows with the guide and not
with its square.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial

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
    prompts = {item.id: _words(item.prompt) for item in questions}
    answers = {}
    for item in questions:
        said = "\n".join((item.spoken, *item.key_points))
        answers[item.id] = catalog.readings.get(f"{ID}:{item.id}", said, partial(_words, said))
    by_id = {item.id: item for item in questions}
    for first, second in sorted(_pairs(prompts) | _pairs(answers)):
        prompt = _likeness(prompts[first], prompts[second], LEAST_PROMPT)
        answer = _likeness(answers[first], answers[second], LEAST_ANSWER)
        both = prompt >= SAME_BOTH[0] and answer >= SAME_BOTH[1]
        if prompt >= SAME_PROMPT or answer >= SAME_ANSWER or both:
            what = "asks" if prompt >= SAME_PROMPT else "answers"
            message = (
                f"this {what} nearly the same as '{first}' (prompt {prompt:.0%}, answer {answer:.0%} alike)"
            )
            hint = "merge them and keep one id as an alias, or give each an answer of its own"
            yield Issue(by_id[second].at("prompt"), message, ID, hint, "warning")


def _words(text: str) -> Words:
    """The words that carry meaning, without their endings."""
    return frozenset(map(_stem, set(WORD.findall(MACRO.sub(" ", text).lower())) - STOP))


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    for ending in ("ing", "ies", "ed", "es", "s"):
        if len(word) > len(ending) + 2 and word.endswith(ending):
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


def _likeness(first: Words, second: Words, least: int) -> float:
    """The share of common words; 0 where one of the texts has too few."""
    if min(len(first), len(second)) < least:
        return 0.0
    common = len(first & second)
    return common / (len(first) + len(second) - common)


def _pairs(texts: Mapping[str, Words]) -> set[tuple[str, str]]:
    """Pairs of texts that have one of their rarest words in common."""
    counts = Counter(word for words in texts.values() for word in words)
    holders: dict[str, list[str]] = defaultdict(list)
    for name, words in texts.items():
        shared = sorted((counts[word], word) for word in words if 1 < counts[word] <= COMMON)
        for _, word in shared[:RAREST]:
            holders[word].append(name)
    return {
        (first, second)
        for names in holders.values()
        for index, first in enumerate(names)
        for second in names[index + 1 :]
    }
