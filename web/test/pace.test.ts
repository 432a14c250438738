import assert from "node:assert/strict";
import test from "node:test";
import { Deck } from "../src/deck.ts";
import { EVERYTHING, newProgress, type Progress } from "../src/model.ts";
import { paceOf } from "../src/pace.ts";
import { seeded } from "../src/random.ts";
import { review, setting, suspend, undo } from "../src/session.ts";
import { DAY } from "../src/time.ts";
import { card, clockAt, guideOf, START } from "./making.ts";

const cards = Array.from({ length: 20 }, (_, index) => card(`tea/${index}`, { minutes: 3, level: index % 2 ? "mid" : "senior" }));
const steps = [
  { id: "one", title: "One", cards: cards.slice(0, 5).map(({ id }) => id) },
  { id: "two", title: "Two", cards: cards.slice(5).map(({ id }) => id) },
];
const deck = new Deck({ ...guideOf(cards), plans: [{ id: "week", name: "Week", description: "", url: "", steps }] });

/** On 23 November, with the interview on the 30th. */
function planned(part: object = {}, date = "2026-11-30"): Progress {
  return setting(setting(newProgress(), "deck", { ...EVERYTHING, plan: "week", ...part }, START), "interview", date, START);
}

const rated = (progress: Progress, at: number, ...names: number[]) => names.reduce((sum, name) => review(sum, cards[name]!, 3, at, seeded(String(name))).progress, progress);

test("the whole plan is divided by the days that are left, whichever step is at hand", () => {
  for (const part of [{}, { steps: ["two"] }, { cards: ["tea/0"] }]) {
    assert.deepEqual(paceOf(deck, planned(part), clockAt(START)), { days: 7, left: 20, today: 0, aDay: 3, minutes: 9 });
  }
  assert.equal(paceOf(deck, planned({ levels: ["mid"] }), clockAt(START))!.left, 10);
});

test("through a day the portion stays the same, and after missed days it is larger", () => {
  const progress = rated(planned(), START, 0, 1, 2);
  assert.deepEqual(paceOf(deck, progress, clockAt(START)), { days: 7, left: 17, today: 3, aDay: 3, minutes: 9 });
  assert.deepEqual(paceOf(deck, progress, clockAt(START + 4 * DAY)), { days: 3, left: 17, today: 0, aDay: 6, minutes: 17 });
});

test("what is suspended or was taken back is not met", () => {
  let progress = suspend(rated(planned(), START, 0), "tea/1", true, START);
  progress = undo(progress, "tea/0", progress.cards["tea/0"]!.reviews[0]!.id, null, START);
  assert.equal(paceOf(deck, progress, clockAt(START))!.left, 19);
});

test("it ends with the day of the interview, by the reader's clock", () => {
  assert.equal(paceOf(deck, planned({}, "2026-11-23"), clockAt(START))!.days, 0);
  assert.equal(paceOf(deck, planned({}, "2026-11-22"), clockAt(START)), null);
  assert.equal(paceOf(deck, planned({}, "2026-11-24"), clockAt(Date.UTC(2026, 10, 23, 20), -600))!.days, 0);
});

test("without a date or without a plan there is none", () => {
  assert.equal(paceOf(deck, planned({}, ""), clockAt(START)), null);
  assert.equal(paceOf(deck, planned({ plan: "" }), clockAt(START)), null);
});
