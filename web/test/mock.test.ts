import assert from "node:assert/strict";
import test from "node:test";
import { Deck } from "../src/deck.ts";
import { draw, newSeed, readOptions, writeOptions } from "../src/draw.ts";
import { answer, earlier, markdown, nextQuestion, reportOf, startRun, suggestedRating, unfinished, withRun } from "../src/mock.ts";
import { newProgress, RATING_NAMES, type MockOptions, type Rating } from "../src/model.ts";
import { seeded, shuffled } from "../src/random.ts";
import { DAY, Stopwatch } from "../src/time.ts";
import { forSeeds, guideOf, known, pick, someCards, someDeck, START } from "./making.ts";

const options = (part: Partial<MockOptions> = {}): MockOptions => ({ seed: "k3m9pz", minutes: 30, levels: [], services: [], ...part });

test("the same seed draws the same questions, in whatever order the cards are", () => {
  forSeeds(50, (random) => {
    const seed = newSeed(random);
    const first = draw(someCards(), options({ seed }));
    assert.deepEqual(draw(shuffled(someCards(), random), options({ seed })), first);
  });
  assert.notDeepEqual(draw(someCards(), options({ seed: "one" })), draw(someCards(), options({ seed: "two" })));
});

test("a seed means the same questions in every release", () => {
  assert.deepEqual(
    draw(someCards(), options({ minutes: 15 })).map(({ id }) => id),
    ["tea/23", "jam/34", "cake/01", "bread/00", "tea/27", "bread/28"],
  );
});

test("a draw fits the minutes, repeats nothing, keeps to the choice and mixes kinds and services", () => {
  forSeeds(100, (random) => {
    const chosen = options({
      seed: newSeed(random),
      minutes: pick([15, 30, 45, 60], random),
      levels: random() < 0.5 ? [] : ["mid"],
      services: random() < 0.5 ? [] : ["bread", "jam"],
    });
    const drawn = draw(someCards(), chosen);
    const total = drawn.reduce((sum, { minutes }) => sum + minutes, 0);
    const pool = someCards().filter(({ level, service }) => (!chosen.levels.length || chosen.levels.includes(level)) && (!chosen.services.length || chosen.services.includes(service)));
    assert.ok(total <= chosen.minutes);
    assert.ok(drawn.length === pool.length || total > chosen.minutes - 4);
    assert.equal(new Set(drawn).size, drawn.length);
    assert.ok(drawn.every(({ id }) => pool.some((item) => item.id === id)));
    const kinds = (cards: typeof drawn) => new Set(cards.map(({ kind }) => kind)).size;
    assert.equal(kinds(drawn.slice(0, kinds(pool))), Math.min(kinds(pool), drawn.length));
  });
});

test("nothing to draw from gives nothing", () => {
  assert.deepEqual(draw(someCards(), options({ services: ["none"] })), []);
  assert.deepEqual(draw([], options()), []);
});

const fresh = () => "fresh";

test("options survive an address", () => {
  for (const chosen of [options(), options({ levels: ["mid", "senior"], services: ["bread"], seed: "ä b&c" })]) {
    const parameters = new URLSearchParams("view=mock");
    writeOptions(parameters, chosen, "bcd23456");
    const found = readOptions(new URLSearchParams(parameters.toString()), fresh);
    assert.deepEqual(found, { options: chosen, edition: "bcd23456" });
    writeOptions(parameters, null, "");
    assert.equal(parameters.toString(), "view=mock");
  }
  assert.equal(readOptions(new URLSearchParams("view=mock&seed="), fresh), null);
  assert.equal(readOptions(new URLSearchParams("seed=a&minutes=nonsense"), fresh)!.options.minutes, 30);
  assert.deepEqual(readOptions(new URLSearchParams("minutes=15&levels=junior"), fresh)!.options, { seed: "fresh", minutes: 15, levels: ["junior"], services: [] });
});

test("the rating follows the covered share", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5].map((covered) => suggestedRating(covered, 5)), [1, 1, 2, 2, 3, 4]);
});

test("an interview can be continued, feeds the flashcards, and ends with its report", () => {
  const deck = someDeck();
  const random = seeded("run");
  const questions = draw(deck.cards, options({ minutes: 15 }));
  let run = startRun(options({ minutes: 15 }), questions, true, START, random);
  let progress = withRun(newProgress(), run);
  const ratings: Rating[] = [];
  for (let card = nextQuestion(run, deck); card; card = nextQuestion(run, deck)) {
    assert.equal(unfinished(progress, deck, START + 1)?.id, run.id);
    const covered = ratings.length ? [0, 1, 2] : [0];
    const rating = suggestedRating(covered.length, 3);
    ratings.push(rating);
    ({ progress, run } = answer(progress, run, known(card), { at: START + ratings.length * 60_000, seconds: 61, covered, points: 3, rating }, random));
  }
  assert.equal(unfinished(progress, deck, START + 1), null);
  assert.deepEqual(earlier(progress, deck, START + 1), [run]);
  const given = Object.values(progress.cards).flatMap(({ reviews }) => reviews);
  assert.equal(given.length, questions.length);
  assert.ok(given.every(({ from }) => from === "mock"));

  const report = reportOf(run, deck, known);
  assert.equal(report.points, questions.length * 3);
  assert.equal(report.covered, questions.length * 3 - 2);
  assert.equal(report.services.reduce((sum, group) => sum + group.questions, 0), questions.length);
  assert.deepEqual(report.questions[0]!.missed, ["Two", "Three"]);
  assert.deepEqual(report.weakCards, [questions[0]!.id]);
  const unknown = reportOf(run, deck, () => undefined);
  assert.deepEqual(unknown.questions.map(({ missed }) => missed.length), questions.map(() => 0));
  assert.equal(unknown.covered, report.covered);
  const text = markdown(run, deck, known, "2026-11-23", RATING_NAMES);
  assert.match(text, /^# Mock interview of 2026-11-23\n/);
  assert.match(text, /Not covered:\n\n- Two\n- Three\n/);
  assert.match(text, /\| Concept \| \d \| \d+ of \d+ \(\d+ %\) \|/);
});

test("two tabs that go on with one interview keep the results of both", () => {
  const deck = someDeck();
  const random = seeded("tabs");
  const run = startRun(options(), draw(deck.cards, options()), true, START, random);
  const [first, second, third] = run.questions.map((id) => known(deck.get(id)!));
  const result = (at: number) => ({ at, seconds: 1, covered: [], points: 3, rating: 1 as Rating });
  const other = answer(withRun(newProgress(), run), run, first!, result(START + 1), random);
  const again = answer(other.progress, other.run, second!, result(START + 2), random);
  // This tab knows the interview as it began.
  const here = answer(again.progress, run, third!, result(START + 3), random);
  assert.deepEqual(Object.keys(here.run.results).sort(), [first, second, third].map((card) => card!.id).sort());
  assert.deepEqual(here.progress.mocks[run.id], here.run);
  const ended = withRun(here.progress, { ...run, ended: true });
  assert.deepEqual(ended.mocks[run.id], { ...here.run, ended: true });
  assert.deepEqual(withRun(ended, run), ended);
});

test("an interview with results is either offered to go on with or among the earlier ones", () => {
  const deck = someDeck();
  const random = seeded("places");
  const begun = (at: number) => {
    const run = startRun(options(), draw(deck.cards, options()), false, at, random);
    return answer(newProgress(), run, known(nextQuestion(run, deck)!), { at, seconds: 1, covered: [], points: 3, rating: 1 }, random).run;
  };
  const [old, left, open] = [begun(START - 3 * DAY), begun(START), begun(START + 1000)];
  const bare = startRun(options(), draw(deck.cards, options()), false, START - 3 * DAY, random);
  const progress = [old, left, open, bare].reduce(withRun, newProgress());
  assert.equal(unfinished(progress, deck, START + 2000), progress.mocks[open.id]);
  assert.deepEqual(earlier(progress, deck, START + 2000), [left, old]);
  assert.equal(unfinished(progress, deck, START + 2 * DAY), null);
  assert.deepEqual(earlier(progress, deck, START + 2 * DAY), [open, left, old]);
});

test("an interview that does not feed gives no reviews, and an ended one is not offered again", () => {
  const deck = someDeck();
  const random = seeded("run");
  const run = startRun(options(), draw(deck.cards, options()), false, START, random);
  const card = nextQuestion(run, deck)!;
  const after = answer(withRun(newProgress(), run), run, known(card), { at: START, seconds: 1, covered: [], points: 3, rating: 1 }, random);
  assert.deepEqual(after.progress.cards, {});
  const ended = withRun(after.progress, { ...after.run, ended: true });
  assert.equal(unfinished(ended, deck, START), null);
  assert.equal(earlier(ended, deck, START).length, 1);
});

test("questions removed from the guide do not stop an interview or its report", () => {
  const deck = someDeck();
  const run = { ...startRun(options(), draw(deck.cards, options()), false, START, seeded("run")) };
  const gone = { ...run, questions: ["gone/away", ...run.questions], results: { "gone/away": { at: 1, seconds: 1, covered: [], points: 2, rating: 1 as Rating } } };
  assert.equal(nextQuestion(gone, deck)!.id, run.questions[0]);
  assert.match(markdown(gone, deck, known, "2026-11-23", RATING_NAMES), /### 1. gone\/away/);
});

test("copies of the guide have one edition as long as they draw the same questions", () => {
  const edition = (change: (cards: ReturnType<typeof someCards>) => void = () => {}) => {
    const cards = someCards();
    change(cards);
    return new Deck({ ...guideOf(cards), parts: ["answers.of-another-copy.js"] }).edition;
  };
  assert.match(edition(), /^[2-9a-z]{8}$/);
  assert.equal(edition((cards) => cards.reverse()), edition());
  assert.equal(edition((cards) => cards.forEach((item) => (item.url = "index.html#x"))), edition());
  for (const change of [{ minutes: 9 }, { level: "senior" as const }, { kind: "other" }, { id: "bread/new" }]) {
    assert.notEqual(edition((cards) => Object.assign(cards[0]!, change)), edition());
  }
});

test("a paused clock stands", () => {
  let now = 1000;
  const watch = new Stopwatch(() => now);
  now += 5000;
  assert.equal(watch.spent(), 5000);
  watch.toggle();
  now += 60_000;
  assert.deepEqual([watch.paused, watch.spent()], [true, 5000]);
  watch.toggle();
  now += 2000;
  assert.deepEqual([watch.paused, watch.spent()], [false, 7000]);
});
