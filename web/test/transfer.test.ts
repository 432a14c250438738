import assert from "node:assert/strict";
import test from "node:test";
import { newProgress } from "../src/model.ts";
import { countMissing, countReviews, exportText, importMerged, look, shouldRemind, type Preview } from "../src/transfer.ts";
import { DAY } from "../src/time.ts";
import { forSeeds, randomUse, reviewsOf, START } from "./making.ts";
import { undo } from "../src/session.ts";
import { seeded } from "../src/random.ts";

function previewOf(text: string, here = newProgress()): Preview {
  const found = look(text, here);
  assert.equal(found.kind, "preview");
  return (found as { preview: Preview }).preview;
}

test("exported and imported, nothing is lost and nothing added", () => {
  forSeeds(150, (random) => {
    const progress = randomUse(random);
    const { incoming, faults } = previewOf(exportText(progress));
    assert.deepEqual(faults, []);
    assert.deepEqual(incoming, progress);
    assert.deepEqual(importMerged(newProgress(), incoming).cards, progress.cards);
  });
});

test("an import merged into other progress keeps every review of both, and twice is once", () => {
  forSeeds(100, (random) => {
    const common = randomUse(random, newProgress(), 10);
    const [here, there] = [randomUse(random, common, 15), randomUse(random, common, 15)];
    const merged = importMerged(here, previewOf(exportText(there)).incoming);
    assert.deepEqual(reviewsOf(merged), [...new Set([...reviewsOf(here), ...reviewsOf(there)])].sort());
    assert.deepEqual(importMerged(merged, previewOf(exportText(there)).incoming), merged);
  });
});

test("the preview says what merging adds and what replacing drops", () => {
  const here = randomUse(seeded("here"), newProgress(), 20);
  const there = randomUse(seeded("there"), here, 10);
  const preview = previewOf(exportText(there), here);
  assert.equal(preview.reviews, countReviews(there));
  const reviews = (progress: typeof here) => Object.values(progress.cards).flatMap((item) => item.reviews);
  const missing = (from: typeof here, there: typeof here) => reviews(from).filter(({ id, undone }) => !undone && !reviews(there).some((other) => other.id === id)).length;
  assert.equal(preview.adds, missing(there, here));
  assert.equal(preview.drops, missing(here, there));
  assert.ok(preview.from >= START && preview.to >= preview.from);
});

test("reviews are found again under another id of their question", () => {
  const here = randomUse(seeded("here"));
  const renamed = { ...here, cards: Object.fromEntries(Object.entries(here.cards).map(([id, item]) => [`other/${id}`, item])) };
  const { adds, drops } = previewOf(exportText(renamed), here);
  assert.deepEqual([adds, drops], [0, 0]);
});

test("what cannot be imported is refused with the reason", () => {
  assert.match((look("hello", newProgress()) as { why: string }).why, /not JSON/);
  assert.match((look('{"version": 5}', newProgress()) as { why: string }).why, /newer/);
});

test("of what was set aside one is told how much is not here", () => {
  const common = randomUse(seeded("common"));
  const more = randomUse(seeded("more"), common, 10);
  const [id] = Object.keys(common.cards);
  const [given] = common.cards[id!]!.reviews;
  assert.equal(countMissing(common, more), 0);
  assert.equal(countMissing(common, undo(more, id!, given!.id, null, START)), 0, "what was taken back is not missing");
  assert.equal(countMissing(more, common), previewOf(exportText(more), common).adds);
  assert.equal(countMissing(more, newProgress()), countReviews(more));
});

test("the reminder waits for fifty reviews and a week, and can be put off", () => {
  let progress = newProgress();
  while (countReviews(progress) < 50) progress = randomUse(seeded(`more ${countReviews(progress)}`), progress);
  const now = START + 400 * DAY;
  assert.equal(shouldRemind(newProgress(), now), false);
  assert.equal(shouldRemind(progress, now), true);
  assert.equal(shouldRemind({ ...progress, exported: { value: countReviews(progress), at: now } }, now + 30 * DAY), false);
  assert.equal(shouldRemind({ ...progress, reminded: { value: true, at: now } }, now + 6 * DAY), false);
  assert.equal(shouldRemind({ ...progress, reminded: { value: true, at: now } }, now + 8 * DAY), true);
});
