import assert from "node:assert/strict";
import test from "node:test";
import { agree, merge } from "../src/merge.ts";
import { newProgress, type Rating } from "../src/model.ts";
import { replay } from "../src/scheduler.ts";
import { review, setting, suspend, undo } from "../src/session.ts";
import { seeded } from "../src/random.ts";
import { card, forSeeds, randomUse, reviewsOf, START } from "./making.ts";

const union = (...lists: string[][]) => [...new Set(lists.flat())].sort();

/** Two documents that went on from the same one, as two tabs or two devices do. */
function forked(random: () => number) {
  const common = randomUse(random, newProgress(), 15);
  return [randomUse(random, common, 20), randomUse(random, common, 20), randomUse(random, common, 10)] as const;
}

test("merging loses no review", () => {
  forSeeds(150, (random) => {
    const [a, b] = forked(random);
    assert.deepEqual(reviewsOf(merge(a, b)), union(reviewsOf(a), reviewsOf(b)));
  });
});

test("merging is commutative, idempotent and associative", () => {
  forSeeds(150, (random) => {
    const [a, b, c] = forked(random);
    const ab = merge(a, b);
    assert.deepEqual(ab, merge(b, a));
    assert.deepEqual(merge(a, a), a);
    assert.deepEqual(merge(ab, b), ab);
    assert.deepEqual(merge(ab, c), merge(a, merge(b, c)));
  });
});

test("after merging every schedule follows from its reviews", () => {
  forSeeds(100, (random) => {
    const [a, b] = forked(random);
    for (const item of Object.values(merge(a, b).cards)) {
      const { due, state, stability, difficulty, step, reps, lapses, last } = item;
      assert.deepEqual({ due, state, stability, difficulty, step, reps, lapses, last }, replay(item.reviews));
    }
  });
});

test("reviews of one card at the same moment in two tabs are both kept", () => {
  const random = seeded("tabs");
  const rated = (rating: Rating) => review(newProgress(), card("bread/00"), rating, START, random).progress;
  assert.equal(merge(rated(1), rated(4)).cards["bread/00"]!.reviews.length, 2);
});

test("what one tab takes back stays taken back", () => {
  const first = review(newProgress(), card("bread/00"), 1, START, seeded("a"));
  const taken = undo(first.progress, "bread/00", first.review.id, null, START + 1);
  const merged = merge(first.progress, taken);
  assert.equal(merged.cards["bread/00"]!.reps, 0);
  assert.equal(merged.cards["bread/00"]!.reviews.length, 1);
});

test("of settings and suspensions the later wins", () => {
  const a = setting(suspend(newProgress(), "bread/00", true, START), "newPerDay", 3, START + 5);
  const b = setting(suspend(newProgress(), "bread/00", false, START + 1), "newPerDay", 9, START);
  const merged = merge(a, b);
  assert.equal(merged.cards["bread/00"]!.suspended.value, false);
  assert.equal(merged.settings.newPerDay.value, 3);
});

test("what the reader does last wins, also after a clock that was ahead", () => {
  const id = "bread/00";
  const ahead = START + 30 * 86_400_000;
  const before = setting(suspend(review(newProgress(), card(id), 3, ahead, seeded("a")).progress, id, true, ahead), "newPerDay", 3, ahead);
  const changed = { ...card(id), hash: "of a changed answer" };
  const after = setting(suspend(review(before, changed, 3, START, seeded("b")).progress, id, false, START), "newPerDay", 9, START);
  const merged = merge(before, after);
  assert.equal(merged.cards[id]!.suspended.value, false);
  assert.equal(merged.cards[id]!.seen.value!.hash, changed.hash);
  assert.equal(merged.settings.newPerDay.value, 9);
  const [, last] = after.cards[id]!.reviews;
  const taken = merge(after, undo(after, id, last!.id, before.cards[id]!.seen.value, START));
  assert.equal(taken.cards[id]!.seen.value!.hash, card(id).hash);
});

test("a replaced document does not come back from another tab, what was done since does", () => {
  const random = seeded("replaced");
  const old = review(newProgress(), card("bread/00"), 3, START, random).progress;
  const replaced = { ...review(newProgress(), card("cake/01"), 3, START, random).progress, replaced: START + 10 };
  const stale = review(old, card("jam/02"), 3, START + 20, random).progress;
  assert.deepEqual(Object.keys(agree(replaced, stale).cards).sort(), ["cake/01", "jam/02"]);
  assert.deepEqual(agree(replaced, stale), agree(stale, replaced));
});
