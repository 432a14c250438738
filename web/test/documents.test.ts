import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { MIGRATIONS, migrate, read, validate } from "../src/documents.ts";
import { merge } from "../src/merge.ts";
import { newProgress, VERSION, type Progress } from "../src/model.ts";
import { seeded } from "../src/random.ts";
import { review, suspend } from "../src/session.ts";
import { card, forSeeds, randomUse, reviewsOf, START } from "./making.ts";

const stored = (name: string) => readFileSync(`test/documents/${name}`, "utf8");

function progressOf(text: string): Progress {
  const reading = read(text);
  assert.equal(reading.kind, "read");
  return (reading as { progress: Progress }).progress;
}

test("each version before this one has a migration", () => {
  assert.deepEqual(Object.keys(MIGRATIONS).map(Number), Array.from({ length: VERSION - 1 }, (_, index) => index + 1));
});

test("the stored document of each version is read without a fault and without a loss", () => {
  for (let version = 1; version <= VERSION; version++) {
    const text = stored(`version-${version}.json`);
    assert.equal(JSON.parse(text).version, version);
    const reading = read(text);
    assert.equal(reading.kind, "read");
    assert.deepEqual((reading as { faults: string[] }).faults, []);
    const { cards, mocks, settings, version: now } = (reading as { progress: Progress }).progress;
    assert.equal(now, VERSION);
    assert.equal(cards["lambda/cold-start"]!.reviews.length, 3);
    assert.equal(cards["lambda/cold-start"]!.reps, 2);
    assert.equal(cards["sqs/visibility-timeout"]!.suspended.value, true);
    assert.equal(Object.keys(mocks).length, 1);
    assert.equal(settings.newPerDay.value, version < 4 ? 5 : null);
    assert.deepEqual(settings.deck.value.topics, ["lambda/performance"]);
    assert.equal(settings.deck.value.plan, version < 2 ? "" : "one-week");
    assert.deepEqual(settings.deck.value.cards, version < 3 ? [] : ["lambda/cold-start"]);
    assert.equal(settings.interview.value, version < 3 ? "" : "2026-12-04");
    assert.equal(cards["lambda/cold-start"]!.seen.value!.depth, version < 2 ? null : "Init runs before the handler.");
  }
});

test("a number of new questions that nobody had set is none, and stays what it is where somebody had", () => {
  const unset = JSON.stringify({ version: 3, cards: {}, settings: { newPerDay: { value: 10, at: 0 } } });
  assert.deepEqual((read(unset) as { progress: Progress }).progress.settings, newProgress().settings);
  const none = JSON.stringify({ version: 3, cards: {}, settings: { newPerDay: { value: 0, at: 5 } } });
  assert.deepEqual((read(none) as { progress: Progress }).progress.settings.newPerDay, { value: 0, at: 5 });
});

test("a damaged older document loses only what is damaged", () => {
  const document = JSON.parse(stored("version-1.json"));
  document.cards["lambda/cold-start"].seen = 7;
  document.cards["sqs/visibility-timeout"] = "gone";
  document.settings.deck = { value: null, at: 3 };
  const reading = read(JSON.stringify(document)) as { progress: Progress; faults: string[] };
  assert.equal(reading.faults.length, 3);
  assert.equal(reading.progress.cards["lambda/cold-start"]!.reviews.length, 3);
});

test("migrations go step by step", () => {
  // A made-up past: version 0 kept a list of ratings under each name, before that nothing said so.
  const older = JSON.parse(stored("made-up-version-0.json")) as Record<string, unknown>;
  const steps = {
    0: (document: Record<string, unknown>) => ({ learned: document["ratings"] }),
    1: (document: Record<string, unknown>) => ({ cards: Object.fromEntries((document["learned"] as [string, number][]).map(([id, rating]) => [id, rating])) }),
  };
  assert.deepEqual(migrate(older, steps, 2), { kind: "migrated", document: { version: 2, cards: { "lambda/cold-start": 3, "sqs/visibility-timeout": 1 } } });
  assert.equal(migrate(older, { 1: steps[1] }, 2).kind, "unreadable");
  assert.equal(migrate({ version: 0 }, steps, 2).kind, "unreadable");
});

test("a newer document is recognised, not guessed at", () => {
  assert.deepEqual(read('{"version": 5, "cards": {}}'), { kind: "newer", version: 5 });
});

test("what is no progress document is refused with the reason", () => {
  for (const text of ["", "{", "[]", "null", "7", "{}", '{"version": 1}', '{"version": "1", "cards": {}}', '{"version": 1, "cards": []}']) {
    assert.equal(read(text).kind, "unreadable", text);
  }
});

test("what is no date of an interview is damage, and none is no damage", () => {
  const faults = (value: unknown) => (validate({ cards: {}, settings: { interview: { value, at: 1 } } }) as { faults: string[] }).faults.length;
  for (const value of ["2026-12-04", "2028-02-29", ""]) assert.equal(faults(value), 0, value);
  for (const value of ["2026-13-01", "soon", "04.12.2026", "12026-01-01", 7, null]) assert.equal(faults(value), 1, String(value));
});

test("one damaged entry costs only itself", () => {
  const document = JSON.parse(JSON.stringify(randomUse(seeded("damage"))));
  const [first, second] = Object.keys(document.cards).filter((id) => document.cards[id].reviews.length > 1);
  document.cards[first!].reviews[0].rating = 9;
  document.cards[second!] = "gone";
  document.settings.retention = { value: 7, at: 1 };
  const reading = validate(document);
  assert.equal(reading.kind, "read");
  const { progress, faults } = reading as { progress: Progress; faults: string[] };
  assert.equal(faults.length, 3);
  assert.equal(progress.cards[first!]!.reviews.length, document.cards[first!].reviews.length - 1);
  assert.equal(progress.cards[second!], undefined);
  assert.equal(progress.settings.retention.value, 0.9);
});

test("a file cannot bring a schedule that its reviews do not explain, nor reach a prototype", () => {
  const document = JSON.parse(JSON.stringify(randomUse(seeded("schedule"))));
  const [id] = Object.keys(document.cards).filter((name) => document.cards[name].reps);
  document.cards[id!].stability = 1e9;
  assert.notEqual(progressOf(JSON.stringify(document)).cards[id!]!.stability, 1e9);
  const reading = read('{"version": 1, "cards": {"__proto__": {"reviews": []}}}');
  assert.deepEqual((reading as { progress: Progress }).progress, newProgress());
});

test("a file cannot name anything as every object names its own", () => {
  const options = { seed: "x", minutes: 15, levels: [], services: [] };
  const result = { at: 1, seconds: 1, covered: [0], points: 1, rating: 3 };
  const run = { at: 1, options, questions: ["bread/00"], results: { "bread/00": result }, ended: false, feeds: true };
  for (const name of ["constructor", "toString", "hasOwnProperty"]) {
    const mocks = {
      [name]: run,
      asked: { ...run, questions: ["bread/00", name] },
      done: { ...run, results: { [name]: result, "bread/00": result } },
    };
    const { progress, faults } = validate({ cards: { [name]: { reviews: [] } }, mocks }) as { progress: Progress; faults: string[] };
    assert.equal(faults.length, 4, name);
    assert.deepEqual(Object.keys(progress.cards), []);
    assert.deepEqual(Object.keys(progress.mocks), ["done"]);
    assert.deepEqual(Object.keys(merge(newProgress(), progress).mocks["done"]!.results), ["bread/00"]);
  }
});

test("a moment that no calendar reaches costs its review, not the start of the app", () => {
  const text = (at: number) => {
    const document = JSON.parse(JSON.stringify(review(newProgress(), card("bread/00"), 4, START, seeded("far")).progress));
    document.cards["bread/00"].reviews.push({ ...document.cards["bread/00"].reviews[0], id: "far", at });
    return JSON.stringify(document);
  };
  for (const [at, kept] of [[8.64e15 - 1, 1], [Date.UTC(10_000, 0), 1], [Date.UTC(9999, 11, 31), 2]] as const) {
    const reading = read(text(at)) as { progress: Progress; faults: string[] };
    assert.equal(reading.progress.cards["bread/00"]!.reviews.length, kept);
    assert.equal(reading.faults.length, 2 - kept);
  }
});

test("what is done after the last moment that a document may hold is read again", () => {
  const at = Date.UTC(9999, 11, 31);
  const rated = (progress: Progress, seed: string) => suspend(review(progress, card("bread/00"), 3, at, seeded(seed)).progress, "bread/00", true, at);
  const progress = rated(rated(newProgress(), "one"), "two");
  const reading = read(JSON.stringify(progress)) as { progress: Progress; faults: string[] };
  assert.deepEqual(reading.faults, []);
  assert.deepEqual(reviewsOf(reading.progress), reviewsOf(progress));
  assert.equal(reading.progress.cards["bread/00"]!.suspended.value, true);
});

test("a document on which the checks fail is unreadable, and no failure of the app", () => {
  const failing = () => {
    throw new RangeError("Invalid time value");
  };
  assert.deepEqual(read('{"version": 2, "cards": {}}', failing), { kind: "unreadable", why: "it could not be checked (RangeError: Invalid time value)" });
});

test("what is written is read as it was", () => {
  forSeeds(100, (random) => {
    const progress = randomUse(random);
    assert.deepEqual(progressOf(JSON.stringify(progress)), progress);
  });
});

test("random damage never throws and never invents a review", () => {
  forSeeds(200, (random) => {
    const progress = randomUse(random, newProgress(), 15);
    const text = JSON.stringify(progress);
    const at = Math.floor(random() * text.length);
    const hurt = text.slice(0, at) + String.fromCharCode(32 + Math.floor(random() * 90)) + text.slice(at + 1 + Math.floor(random() * 3));
    const reading = read(hurt);
    if (reading.kind === "read") assert.ok(reviewsOf(reading.progress).length <= reviewsOf(progress).length);
  });
});
