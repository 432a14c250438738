import assert from "node:assert/strict";
import test from "node:test";
import { newProgress } from "../src/model.ts";
import { overview } from "../src/progress.ts";
import { seeded } from "../src/random.ts";
import { review, suspend } from "../src/session.ts";
import { DAY, longSpan, MINUTE, minutesAndSeconds, shortSpan } from "../src/time.ts";
import { card, clockAt, forSeeds, randomUse, someDeck, START } from "./making.ts";

test("a reader who did nothing has zeros, and all questions", () => {
  const found = overview(someDeck(), newProgress(), clockAt(START));
  assert.deepEqual([found.all.cards, found.all.seen, found.all.due, found.streak], [40, 0, 0, 0]);
  assert.equal(found.services.length, 4);
  assert.equal(found.services[0]!.topics[0]!.cards, 10);
});

test("seen, mature, retention and forecast of a card over time", () => {
  let progress = newProgress();
  for (const [rating, day] of [[4, 0], [3, 10], [1, 40], [3, 41]] as const) {
    progress = review(progress, card("bread/00"), rating, START + day * DAY, seeded(`${day}`)).progress;
  }
  const stored = progress.cards["bread/00"]!;
  const before = overview(someDeck(), progress, clockAt(START + 41 * DAY));
  assert.deepEqual([before.all.seen, before.all.reviews, before.all.remembered], [1, 2, 1]);
  const due = Math.round((Date.parse(stored.due) - START) / DAY) - 41;
  assert.equal(before.forecast[due], 1);
  assert.equal(before.forecast.reduce((sum, count) => sum + count, 0), 1);
  const later = overview(someDeck(), progress, clockAt(START + 300 * DAY));
  assert.deepEqual([later.all.due, later.forecast[0]], [1, 1]);
  const resting = overview(someDeck(), suspend(progress, "bread/00", true, START), clockAt(START + 300 * DAY));
  assert.deepEqual([resting.all.due, resting.forecast[0]], [0, 0]);
});

test("a streak lasts while yesterday has practice", () => {
  let progress = newProgress();
  for (const day of [0, 2, 3, 4]) progress = review(progress, card("bread/00"), 3, START + day * DAY, seeded(`${day}`)).progress;
  const streak = (day: number) => overview(someDeck(), progress, clockAt(START + day * DAY)).streak;
  assert.deepEqual([streak(4), streak(5), streak(6)], [3, 3, 0]);
});

test("parts never exceed the whole", () => {
  forSeeds(60, (random) => {
    const { all, services, forecast } = overview(someDeck(), randomUse(random), clockAt(START + Math.floor(random() * 90) * DAY));
    for (const { tally } of [{ tally: all }, ...services]) {
      assert.ok(tally.mature <= tally.seen && tally.due <= tally.seen && tally.seen <= tally.cards && tally.remembered <= tally.reviews);
    }
    assert.equal(services.reduce((sum, { tally }) => sum + tally.seen, 0), all.seen);
    assert.ok(forecast.reduce((sum, count) => sum + count, 0) <= all.seen);
  });
});

test("spans are said in the largest fitting unit", () => {
  assert.deepEqual([MINUTE, 10 * MINUTE, DAY, 4 * DAY, 45 * DAY, 800 * DAY].map(shortSpan), ["1 min", "10 min", "1 d", "4 d", "1.5 mo", "2.2 y"]);
  assert.deepEqual([0, MINUTE, 60 * MINUTE, 2 * DAY].map(longSpan), ["1 minute", "1 minute", "1 hour", "2 days"]);
  assert.equal(minutesAndSeconds(75), "1:15");
});
