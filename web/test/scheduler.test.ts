import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { NEVER_REVIEWED, newProgress, RATINGS, type Review } from "../src/model.ts";
import { seeded } from "../src/random.ts";
import { preview, rate, replay, replaySteps, retrievability } from "../src/scheduler.ts";
import { review } from "../src/session.ts";
import { DAY, MINUTE } from "../src/time.ts";
import { historiesText } from "./histories.ts";
import { card, START } from "./making.ts";

const given = (rating: 1 | 2 | 3 | 4, at: number, undone = false): Review => ({ id: `${at}`, at, rating, retention: 0.9, from: "cards", undone });

test("the golden histories are current", () => {
  assert.equal(readFileSync("test/fsrs-histories.json", "utf8"), historiesText(), "run: npm run histories");
});

test("the golden histories are many and end in every state", () => {
  const { histories } = JSON.parse(readFileSync("test/fsrs-histories.json", "utf8")) as { histories: { state: number }[] };
  assert.ok(histories.length >= 1000);
  for (const state of [1, 2, 3]) assert.ok(histories.filter((history) => history.state === state).length > 50);
});

test("a new card: Again, Hard and Good come back within minutes, Easy after days", () => {
  const spans = preview(NEVER_REVIEWED, START, 0.9).map(({ due }) => Date.parse(due) - START);
  assert.deepEqual(spans.slice(0, 3), [MINUTE, 6 * MINUTE, 10 * MINUTE]);
  assert.ok(spans[3]! >= DAY);
});

test("the buttons promise what rating does", () => {
  const learned = replay([given(3, START), given(3, START + 10 * MINUTE)]);
  const at = START + 3 * DAY;
  const promised = preview(learned, at, 0.9);
  ([1, 2, 3, 4] as const).forEach((rating, index) => assert.deepEqual(rate(learned, rating, at, 0.9), promised[index]));
  const dues = promised.map(({ due }) => due);
  assert.deepEqual([...dues].sort(), dues);
});

test("a last review in the future, from a clock that was ahead: the buttons promise all the same what rating does", () => {
  const ahead = review(newProgress(), card("bread/00"), 4, START + 30 * DAY, seeded("ahead")).progress;
  const promised = preview(ahead.cards["bread/00"]!, START, 0.9);
  for (const rating of RATINGS) {
    const { progress, review: given } = review(ahead, card("bread/00"), rating, START, seeded("now"));
    const rated = progress.cards["bread/00"]!;
    assert.deepEqual(rated.reviews.map(({ id }) => id), [ahead.cards["bread/00"]!.reviews[0]!.id, given.id]);
    assert.equal(rated.due, promised[rating - 1]!.due);
  }
});

test("a higher desired retention brings the card back earlier", () => {
  const learned = replay([given(4, START)]);
  const due = (retention: number) => rate(learned, 3, START + 10 * DAY, retention).due;
  assert.ok(due(0.95) < due(0.9) && due(0.9) < due(0.8));
});

test("a review taken back counts for nothing", () => {
  assert.deepEqual(replay([given(3, START), given(1, START + DAY, true)]), replay([given(3, START)]));
  assert.deepEqual(replay([given(3, START, true)]), NEVER_REVIEWED);
});

test("steps say the state before each review", () => {
  const { before } = replaySteps([given(3, START), given(3, START + 10 * MINUTE), given(1, START + 5 * DAY)]);
  assert.deepEqual(before.map(({ state }) => state), [0, 1, 2]);
});

test("the chance to remember falls with time, to 90 percent at the stability", () => {
  const learned = replay([given(4, START)]);
  const after = (days: number) => retrievability(learned, START + days * DAY, 0.9);
  assert.ok(after(1) > after(5) && after(5) > after(50));
  assert.ok(Math.abs(after(Math.round(learned.stability)) - 0.9) < 0.01);
  assert.equal(retrievability(NEVER_REVIEWED, START, 0.9), 0);
});
