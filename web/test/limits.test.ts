import assert from "node:assert/strict";
import test from "node:test";
import { Deck } from "../src/deck.ts";
import { allowance, leading, portion } from "../src/limits.ts";
import { EVERYTHING, newProgress, type DeckChoice, type Progress } from "../src/model.ts";
import { queueFor } from "../src/queue.ts";
import { seeded } from "../src/random.ts";
import { review, setting, suspend } from "../src/session.ts";
import { DAY } from "../src/time.ts";
import { card, clockAt, guideOf, START } from "./making.ts";

const cards = Array.from({ length: 60 }, (_, index) => card(`tea/${String(index).padStart(2, "0")}`, { level: index % 2 ? "mid" : "senior" }));
const names = cards.map(({ id }) => id);
/** A step has the question of another one, a step has none, and the last one is no day's work. */
const steps = [
  { id: "one", title: "Day 1", cards: names.slice(0, 14) },
  { id: "two", title: "Day 2", cards: [names[0]!, ...names.slice(14, 19)] },
  { id: "rest", title: "Day 3", cards: [] },
  { id: "three", title: "Day 4", cards: names.slice(19) },
];
const deck = new Deck({ ...guideOf(cards), plans: [{ id: "week", name: "Week", description: "", url: "", steps }] });

const choose = (progress: Progress, part: Partial<DeckChoice>, at = START) => setting(progress, "deck", { ...EVERYTHING, ...part }, at);
const planned = (part: Partial<DeckChoice> = {}) => choose(newProgress(), { plan: "week", ...part });
const waiting = (progress: Progress, at: number, beyond = 0) => queueFor(deck, progress, clockAt(at), beyond);
const next = (progress: Progress, at: number) => portion(deck, progress, waiting(progress, at).waiting);
/** Rated so well that none of them comes again for days. */
const met = (progress: Progress, at: number, from: number, to: number) =>
  cards.slice(from, to).reduce((sum, one, index) => review(sum, one, 4, at + index, seeded(one.id)).progress, progress);

test("a limit that was never set does not cut a step of a plan, and one that was set does", () => {
  assert.deepEqual([waiting(planned(), START).fresh, waiting(planned({ steps: ["one"] }), START).fresh], [14, 14]);
  for (const part of [{}, { steps: ["one"] }]) {
    const set = setting(planned(part), "newPerDay", 10, START);
    assert.deepEqual([waiting(set, START).fresh, leading(deck, set)], [10, undefined]);
    assert.equal(waiting(setting(set, "newPerDay", null, START + 1), START).fresh, 14);
  }
  // Without a plan, or with one that the guide has no longer, it is ten.
  for (const part of [{ plan: "" }, { plan: "gone" }]) assert.equal(waiting(planned(part), START).fresh, 10);
});

test("through the day it is the same step, and the next day what is left of it", () => {
  const begun = met(planned(), START, 0, 6);
  assert.equal(waiting(begun, START + 10).fresh, 8);
  assert.equal(waiting(begun, START + DAY).fresh, 8);
  const through = met(begun, START + 10, 6, 14);
  assert.equal(waiting(through, START + 30).fresh, 0);
  assert.equal(waiting(through, START + DAY).fresh, 5);
});

test("who is through a step can go on with the next one, and with a part of a long one", () => {
  let progress = met(planned(), START, 0, 14);
  const beyond = () => allowance(deck, progress, clockAt(START + 100)).over + next(progress, START + 100).more;
  assert.deepEqual(next(progress, START + 100), { more: 5, step: "Day 2" });
  let more = beyond();
  assert.equal(waiting(progress, START + 100, more).fresh, 5);
  progress = met(progress, START + 50, 14, 16);
  assert.equal(waiting(progress, START + 100, more).fresh, 3);
  progress = met(progress, START + 60, 16, 19);
  assert.deepEqual([waiting(progress, START + 100, more).fresh, next(progress, START + 100)], [0, { more: 10, step: "" }]);
  more = beyond();
  assert.equal(waiting(progress, START + 100, more).fresh, 10);
});

test("a long step comes in portions, unless the reader chose it", () => {
  const progress = met(planned(), START, 0, 19);
  assert.equal(waiting(progress, START + DAY).fresh, 10);
  assert.equal(waiting(met(progress, START + DAY, 19, 26), START + DAY + 30).fresh, 3);
  assert.equal(waiting(choose(progress, { plan: "week", steps: ["three"] }), START + DAY).fresh, 41);
});

test("with the date of the interview a day brings what leads through the plan in time", () => {
  const dated = (progress: Progress, date: string) => setting(progress, "interview", date, START);
  assert.equal(waiting(dated(planned(), "2026-11-26"), START).fresh, 20);
  assert.equal(waiting(dated(planned(), "2026-11-23"), START).fresh, 60);
  assert.equal(waiting(met(dated(planned(), "2026-11-26"), START, 0, 14), START + 30).fresh, 6);
  assert.equal(waiting(dated(planned(), "2027-01-30"), START).fresh, 14);
  const set = setting(dated(planned(), "2026-11-26"), "newPerDay", 3, START);
  assert.equal(waiting(set, START).fresh, 3);
});

test("what was met today of other steps, outside of the plan, or set aside takes nothing from the step", () => {
  const linked = choose(met(planned({ steps: ["three"] }), START, 19, 40), { plan: "week" });
  assert.deepEqual([waiting(linked, START + 50).fresh, waiting(linked, START + 50).entries[0]!.card.id], [14, names[0]]);
  assert.equal(waiting(suspend(planned(), names[1]!, true, START), START).fresh, 13);
  // A step of which every question was set aside is passed over.
  const aside = names.slice(0, 14).reduce((sum, id) => suspend(sum, id, true, START), planned());
  assert.equal(waiting(aside, START).fresh, 5);
  assert.equal(waiting(planned({ levels: ["mid"] }), START).fresh, 7);
});

test("a plan that is through, or of which nothing is chosen, brings nothing", () => {
  assert.equal(waiting(met(planned(), START, 0, 60), START + DAY).fresh, 0);
  assert.deepEqual(next(met(planned(), START, 0, 60), START + DAY), { more: 0, step: "" });
  assert.equal(waiting(planned({ levels: ["junior"] }), START).fresh, 0);
});
