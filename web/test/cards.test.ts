import assert from "node:assert/strict";
import test from "node:test";
import { beyondToday, goBeyond } from "../src/beyond.ts";
import { changedSince, plain, plainLines, seenNow, shortened, wordDiff } from "../src/changes.ts";
import { Deck } from "../src/deck.ts";
import { allowance, portion, usedToday } from "../src/limits.ts";
import { EVERYTHING, newProgress, type Progress, type Rating } from "../src/model.ts";
import { queueFor } from "../src/queue.ts";
import { seeded } from "../src/random.ts";
import { review, setting, suspend, undo } from "../src/session.ts";
import { DAY, MINUTE } from "../src/time.ts";
import { card, clockAt, deckOf, FakeStorage, forSeeds, guideOf, pick, randomUse, reviewsOf, someCards, someDeck, START } from "./making.ts";

const ids = (deck: Deck, progress: Progress, at: number) => queueFor(deck, progress, clockAt(at)).entries.map(({ card: { id }, reason }) => `${id} ${reason}`);
const rated = (progress: Progress, id: string, rating: Rating, at: number) => review(progress, card(id), rating, at, seeded(`${id}${at}`)).progress;

test("new cards come up to the limit of the day, and again tomorrow", () => {
  const deck = someDeck();
  let progress = setting(newProgress(), "newPerDay", 3, START);
  assert.equal(queueFor(deck, progress, clockAt(START)).fresh, 3);
  for (let step = 0; step < 3; step++) progress = rated(progress, queueFor(deck, progress, clockAt(START)).entries[0]!.card.id, 4, START + step);
  const queue = queueFor(deck, progress, clockAt(START + 10));
  assert.deepEqual([queue.fresh, queue.due, queue.dueHeld, queue.waiting.length], [0, 0, 0, 37]);
  assert.equal(queueFor(deck, progress, clockAt(START + DAY)).fresh, 3);
});

test("who asks for more than the limit gets a portion of what waits, until it is tomorrow", () => {
  const deck = deckOf(...someCards().slice(0, 8));
  let progress = setting(newProgress(), "newPerDay", 5, START);
  for (let step = 0; step < 5; step++) progress = rated(progress, queueFor(deck, progress, clockAt(START)).entries[0]!.card.id, 4, START + step);
  const clock = clockAt(START + 10);
  assert.deepEqual(portion(deck, progress, queueFor(deck, progress, clock).waiting), { more: 3, step: "" });
  const lifted = (set: Progress, more: number) => allowance(deck, set, clock).over + more;
  const beyond = lifted(progress, 3);
  const more = queueFor(deck, progress, clock, beyond);
  assert.deepEqual([more.fresh, more.waiting.length], [3, 0]);
  // Of many that wait a day's worth comes; also where the limit is below what was learned, or zero.
  for (const [limit, size] of [[5, 5], [2, 2], [0, 10]] as const) {
    const set = setting(progress, "newPerDay", limit, START + 20);
    assert.equal(portion(someDeck(), set, queueFor(someDeck(), set, clock).waiting).more, size);
    assert.equal(queueFor(someDeck(), set, clock, lifted(set, size)).fresh, size);
  }
});

test("the word of the reader holds for its day of practice, also in a browser that keeps nothing", () => {
  const items = new FakeStorage();
  Object.assign(globalThis, { localStorage: items });
  goBeyond(clockAt(START), 7);
  assert.deepEqual([items.length, beyondToday(clockAt(START + MINUTE)), beyondToday(clockAt(START + DAY))], [1, 7, 0]);
  items.room = 0;
  goBeyond(clockAt(START), 9);
  assert.equal(beyondToday(clockAt(START)), 9);
  Object.defineProperty(globalThis, "localStorage", { get() { throw new Error("SecurityError"); } });
  goBeyond(clockAt(START), 11);
  assert.equal(beyondToday(clockAt(START)), 11);
});

test("learning first, then due, then new, then what could wait", () => {
  const deck = deckOf(card("a/new"), card("a/due"), card("a/learning"), card("a/early"));
  let progress = rated(newProgress(), "a/due", 4, START - 60 * DAY);
  progress = rated(progress, "a/learning", 1, START - 5 * MINUTE);
  progress = rated(progress, "a/early", 3, START);
  assert.deepEqual(ids(deck, progress, START), ["a/learning learning", "a/due due", "a/new new", "a/early learning"]);
});

test("the limit of reviews holds back the rest", () => {
  const deck = someDeck();
  let progress = setting(setting(newProgress(), "reviewsPerDay", 5, START), "newPerDay", 0, START);
  for (const { id } of someCards()) progress = rated(progress, id, 4, START - 90 * DAY);
  assert.equal(queueFor(deck, progress, clockAt(START)).due, 5);
  const first = queueFor(deck, progress, clockAt(START)).entries[0]!.card.id;
  progress = rated(progress, first, 3, START);
  assert.equal(queueFor(deck, progress, clockAt(START)).due, 4);
  assert.deepEqual(usedToday(progress, clockAt(START)), { fresh: 0, again: 1 });
});

test("the day of practice begins at four in the morning, local time", () => {
  const progress = rated(newProgress(), "bread/00", 4, Date.UTC(2026, 10, 24, 1));
  assert.equal(usedToday(progress, clockAt(Date.UTC(2026, 10, 24, 3))).fresh, 1);
  assert.equal(usedToday(progress, clockAt(Date.UTC(2026, 10, 24, 5))).fresh, 0);
  assert.equal(usedToday(progress, clockAt(Date.UTC(2026, 10, 24, 5), 120)).fresh, 1);
});

test("a choice: any value of a list, every list", () => {
  const deck = someDeck();
  const size = (part: object) => deck.chosen({ ...EVERYTHING, ...part }).length;
  assert.equal(size({}), 40);
  assert.equal(size({ services: ["bread", "tea"] }), 20);
  assert.equal(size({ categories: ["first"] }), 20);
  assert.equal(size({ services: ["bread"], kinds: ["concept"] }), 2);
  assert.equal(size({ topics: ["jam/basics"] }), 10);
  assert.equal(size({ levels: ["junior", "mid", "senior"] }), 40);
  assert.equal(size({ services: ["none"] }), 0);
});

test("a study plan brings its cards in its own order, and its steps narrow it", () => {
  const plan = {
    id: "week",
    name: "One week",
    description: "",
    url: "",
    steps: [
      { id: "day-1", title: "Day 1", cards: ["tea/03", "bread/00", "gone/away"] },
      { id: "day-2", title: "Day 2", cards: ["cake/01", "tea/03"] },
    ],
  };
  const deck = new Deck({ ...guideOf(someCards()), plans: [plan] });
  const chosen = (part: object) => deck.chosen({ ...EVERYTHING, ...part }).map(({ id }) => id);
  assert.deepEqual(chosen({ plan: "week" }), ["tea/03", "bread/00", "cake/01"]);
  assert.deepEqual(chosen({ plan: "week", steps: ["day-2"] }), ["cake/01", "tea/03"]);
  assert.deepEqual(chosen({ plan: "week", services: ["tea"] }), ["tea/03"]);
  assert.deepEqual(chosen({ plan: "week", steps: ["renamed"] }), chosen({ plan: "week" }));
  assert.equal(chosen({ plan: "removed" }).length, 40);
  const progress = setting(newProgress(), "deck", { ...EVERYTHING, plan: "week", steps: ["day-2", "day-1"] }, START);
  assert.deepEqual(ids(deck, progress, START), ["tea/03 new", "bread/00 new", "cake/01 new"]);
});

test("picked questions all come now, beyond the limits, until each was rated", () => {
  const deck = someDeck();
  let progress = setting(setting(newProgress(), "newPerDay", 0, START), "reviewsPerDay", 0, START);
  progress = rated(progress, "tea/03", 4, START - MINUTE);
  progress = rated(progress, "jam/02", 1, START - MINUTE);
  progress = setting(progress, "deck", { ...EVERYTHING, services: ["bread"], cards: ["tea/03", "gone/away", "cake/01", "jam/02"] }, START);
  assert.deepEqual(deck.chosen(progress.settings.deck.value).map(({ id }) => id), ["tea/03", "cake/01", "jam/02"]);
  assert.deepEqual(ids(deck, progress, START), ["jam/02 learning", "tea/03 picked", "cake/01 new"]);
  progress = rated(progress, "tea/03", 4, START + MINUTE);
  assert.deepEqual(ids(deck, progress, START + MINUTE), ["jam/02 learning", "cake/01 new"]);
  progress = setting(progress, "deck", { ...progress.settings.deck.value, cards: ["gone/away"] }, START + MINUTE);
  assert.equal(deck.chosen(progress.settings.deck.value).length, 10, "what was chosen before");
  assert.deepEqual(ids(deck, progress, START + MINUTE), []);
});

test("suspended cards stay out until they are resumed", () => {
  const deck = deckOf(card("a/one"), card("a/two"));
  const progress = suspend(newProgress(), "a/one", true, START);
  assert.deepEqual(ids(deck, progress, START), ["a/two new"]);
  assert.deepEqual(ids(deck, suspend(progress, "a/one", false, START + 1), START), ["a/one new", "a/two new"]);
});

test("undo gives back schedule and memory, and keeps the review", () => {
  forSeeds(60, (random) => {
    const before = randomUse(random);
    const chosen = pick(someCards(), random);
    const seen = before.cards[chosen.id]?.seen.value ?? null;
    const at = START + 999 * DAY;
    const given = review(before, chosen, 1, at, random);
    const after = undo(given.progress, chosen.id, given.review.id, seen, at + 1);
    assert.equal(after.cards[chosen.id]!.due, before.cards[chosen.id]?.due ?? "");
    assert.equal(after.cards[chosen.id]!.reps, before.cards[chosen.id]?.reps ?? 0);
    assert.deepEqual(after.cards[chosen.id]!.seen.value, seen);
    assert.equal(reviewsOf(after).length, reviewsOf(before).length + 1);
  });
});

test("a changed answer brings the card back, until it is rated again", () => {
  const progress = rated(newProgress(), "a/one", 4, START);
  const other = card("a/one", { hash: "another", text: "It is something else." });
  const deck = deckOf(other);
  assert.deepEqual(ids(deckOf(card("a/one")), progress, START + MINUTE), []);
  assert.deepEqual(ids(deck, progress, START + MINUTE), ["a/one changed"]);
  assert.equal(changedSince(other, progress.cards["a/one"]), true);
  const again = review(progress, other, 3, START + 2 * MINUTE, seeded("x")).progress;
  assert.deepEqual(ids(deck, again, START + 3 * MINUTE), []);
});

test("a renamed card keeps its history, whichever comes first", () => {
  const deck = deckOf(card("a/new-name", { aliases: ["a/old-name", "a/older-name"] }));
  let progress = rated(newProgress(), "a/old-name", 3, START);
  progress = rated(progress, "a/older-name", 3, START - DAY);
  progress = rated(progress, "a/new-name", 4, START + DAY);
  const adopted = deck.adopt(progress);
  assert.deepEqual(Object.keys(adopted.cards), ["a/new-name"]);
  assert.equal(adopted.cards["a/new-name"]!.reviews.length, 3);
  assert.equal(deck.adopt(adopted), adopted);
});

test("an id that names a card is not an alias", () => {
  const deck = deckOf(card("a/one", { aliases: ["a/two"] }), card("a/two"));
  const progress = rated(newProgress(), "a/two", 3, START);
  assert.equal(deck.adopt(progress), progress);
});

test("removed cards are archived, not lost", () => {
  const progress = rated(newProgress(), "a/gone", 3, START);
  assert.deepEqual(deckOf(card("a/one")).archived(progress), ["a/gone"]);
  assert.deepEqual(deckOf(card("a/one")).archived(newProgress()), []);
});

test("plain text of HTML", () => {
  assert.equal(plain("<p>Use <code>a &lt; b</code>\n &amp; go</p>"), "Use a < b & go");
  assert.equal(seenNow(card("a/one")).text, "It is a/one.\n• One & only\n• Two\n• Three");
});

test("the part in depth is kept line by line", () => {
  assert.equal(plainLines("<p>One\n two</p><ul><li>a &amp; b</li><li>c</li></ul><pre>x\ny</pre>"), "One two\na & b\nc\nx y");
  assert.equal(seenNow(card("a/one", { depth: "<p>Deep.</p>" })).depth, "Deep.");
});

test("long unchanged parts of a diff are cut down, what changed is whole", () => {
  const words = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`).join(" ");
  const [a, b, c] = [words("a", 50), words("b", 50), words("c", 50)];
  const found = shortened(wordDiff(`${a} old ${b} x ${c}`, `${a} new ${b} y ${c}`), 3);
  assert.deepEqual(found, [
    { kind: "same", text: "… a47 a48 a49" },
    { kind: "removed", text: "old" },
    { kind: "added", text: "new" },
    { kind: "same", text: "b0 b1 b2 … b47 b48 b49" },
    { kind: "removed", text: "x" },
    { kind: "added", text: "y" },
    { kind: "same", text: "c0 c1 c2 …" },
  ]);
  const short = wordDiff("one two three", "one 2 three");
  assert.deepEqual(shortened(short, 3), short);
});

test("a word diff shows what went and what came", () => {
  assert.deepEqual(wordDiff("one two three", "one 2 three four"), [
    { kind: "same", text: "one" },
    { kind: "removed", text: "two" },
    { kind: "added", text: "2" },
    { kind: "same", text: "three" },
    { kind: "added", text: "four" },
  ]);
  assert.deepEqual(wordDiff("", "new"), [{ kind: "added", text: "new" }]);
  assert.deepEqual(wordDiff("same", "same"), [{ kind: "same", text: "same" }]);
});

test("from a diff both texts can be read", () => {
  forSeeds(200, (random) => {
    const words = (count: number) => Array.from({ length: count }, () => pick(["a", "b", "c", "d"], random)).join(" ");
    const [before, after] = [words(Math.floor(random() * 30)), words(Math.floor(random() * 30))];
    const side = (not: string) => wordDiff(before, after).filter(({ kind }) => kind !== not).map(({ text }) => text).join(" ");
    assert.equal(side("added"), before);
    assert.equal(side("removed"), after);
  });
});
