import assert from "node:assert/strict";
import test from "node:test";
import type { Deck } from "../src/deck.ts";
import { ARCHIVED_KEY, newProgress, STORAGE_KEY } from "../src/model.ts";
import { seeded } from "../src/random.ts";
import { review, setting } from "../src/session.ts";
import { momentOf, Store } from "../src/storage.ts";
import { card, deckOf, FakeStorage, forSeeds, pick, randomUse, reviewsOf, someCards, START } from "./making.ts";

let moment = START;
const open = (storage: FakeStorage) => new Store(() => storage, () => ++moment);
const rateIn = (store: Store, id: string, random = seeded(id + moment)) =>
  store.update((progress) => review(progress, card(id), 3, ++moment, random).progress);

test("what was rated is there after a reload", () => {
  const storage = new FakeStorage();
  const store = open(storage);
  rateIn(store, "bread/00");
  const again = open(storage);
  assert.equal(again.trouble, null);
  assert.deepEqual(again.progress, store.progress);
});

test("nothing is written before the reader does something", () => {
  const storage = new FakeStorage();
  open(storage);
  assert.equal(storage.items.size, 0);
});

test("two tabs that take turns keep each other's reviews, also without storage events", () => {
  const storage = new FakeStorage();
  const [one, two] = [open(storage), open(storage)];
  rateIn(one, "bread/00");
  rateIn(two, "cake/01");
  rateIn(one, "bread/00");
  assert.equal(reviewsOf(open(storage).progress).length, 3);
  assert.equal(two.receive(), true);
  assert.deepEqual(two.progress, one.progress);
});

test("tabs with two editions of the guide come to rest after a question got another id", () => {
  const storage = new FakeStorage();
  const [before, after] = [deckOf(card("bread/old")), deckOf(card("bread/new", { aliases: ["bread/old"] }))];
  const tab = (deck: Deck) => new Store(() => storage, () => ++moment, (progress) => deck.adopt(progress));
  rateIn(tab(before), "bread/old");
  const [old, young] = [tab(before), tab(after)];
  assert.equal(old.progress.cards["bread/old"]!.reviews.length, 1);
  assert.deepEqual(Object.keys(young.progress.cards), ["bread/new"]);
  assert.deepEqual(Object.keys(JSON.parse(storage.getItem(STORAGE_KEY)!).cards), ["bread/new"], "what moved is written for other pages");
  /** Let each tab hear of what the other wrote until neither writes; says how often one did. */
  const settle = () => {
    for (let writes = 0; ; writes++) {
      const wrote = [old, young].filter((store) => {
        const text = storage.getItem(STORAGE_KEY);
        store.receive();
        return storage.getItem(STORAGE_KEY) !== text;
      });
      if (!wrote.length) return writes;
      assert.ok(writes < 4, "one tab writes what the other takes away, for ever");
    }
  };
  settle();
  rateIn(old, "bread/old");
  settle();
  rateIn(young, "bread/new");
  settle();
  assert.deepEqual(Object.keys(young.progress.cards), ["bread/new"]);
  assert.equal(young.progress.cards["bread/new"]!.reviews.length, 3);
  assert.equal(tab(after).progress.cards["bread/new"]!.reviews.length, 3);
  assert.deepEqual(Object.keys(old.progress.cards).sort(), ["bread/new", "bread/old"]);
});

test("two tabs that write at the same moment come to the same document", () => {
  forSeeds(40, (random) => {
    const storage = new FakeStorage();
    const tabs = [open(storage), open(storage), open(storage)];
    let given = 0;
    for (let step = 0; step < 30; step++) {
      const tab = pick(tabs, random);
      const before = storage.getItem(STORAGE_KEY);
      rateIn(tab, pick(someCards(), random).id, random);
      given++;
      if (random() < 0.3 && before !== null) {
        // Another tab overwrites with what it knew before, as in a race.
        storage.setItem(STORAGE_KEY, before);
      }
      if (random() < 0.5) for (const other of tabs) other.receive();
    }
    for (let round = 0; round < 2; round++) for (const tab of tabs) tab.receive();
    for (const tab of tabs) assert.equal(reviewsOf(tab.progress).length, given);
    assert.equal(reviewsOf(open(storage).progress).length, given);
  });
});

test("a document that is no JSON is set aside whole, reported, and can be saved and deleted", () => {
  const storage = new FakeStorage();
  storage.setItem(STORAGE_KEY, '{"version": 1, "cards": {"bre');
  const store = open(storage);
  assert.equal(store.trouble?.kind, "damaged");
  const [key] = store.damagedKeys();
  assert.equal(store.textUnder(key!), '{"version": 1, "cards": {"bre');
  rateIn(store, "bread/00");
  assert.equal(reviewsOf(open(storage).progress).length, 1);
  assert.deepEqual(open(storage).damagedKeys(), [key]);
  store.discard(key!);
  assert.deepEqual(store.damagedKeys(), []);
  assert.equal(store.trouble, null);
});

test("a document damaged while a tab is open is written again by that tab", () => {
  const storage = new FakeStorage();
  const store = open(storage);
  rateIn(store, "bread/00");
  storage.setItem(STORAGE_KEY, "{oops");
  store.receive();
  assert.equal(store.trouble?.kind, "damaged");
  assert.equal(reviewsOf(open(storage).progress).length, 1);
});

test("of a damaged document the readable part is used, and all of it is set aside", () => {
  const storage = new FakeStorage();
  const document = JSON.parse(JSON.stringify(randomUse(seeded("part"))));
  const [id] = Object.keys(document.cards);
  document.cards[id!] = 7;
  const text = JSON.stringify(document);
  storage.setItem(STORAGE_KEY, text);
  const store = open(storage);
  assert.equal(store.trouble?.kind, "damaged");
  assert.equal(store.textUnder(store.damagedKeys()[0]!), text);
  assert.equal(Object.keys(store.progress.cards).length, Object.keys(document.cards).length - 1);
  assert.equal(open(storage).trouble, null);
});

test("a damaged document that cannot be set aside is left alone", () => {
  const storage = new FakeStorage();
  storage.setItem(STORAGE_KEY, "x".repeat(100));
  storage.room = 150;
  const store = open(storage);
  assert.equal(store.trouble?.kind, "stuck");
  rateIn(store, "bread/00");
  assert.equal(storage.getItem(STORAGE_KEY), "x".repeat(100));
  assert.equal(reviewsOf(store.progress).length, 1);
  storage.room = 10_000;
  store.discard(store.damagedKeys()[0]!);
  assert.equal(store.trouble, null);
  assert.equal(reviewsOf(open(storage).progress).length, 1);
});

test("a full storage is said, nothing is lost in memory, and room heals it", () => {
  const storage = new FakeStorage();
  const store = open(storage);
  rateIn(store, "bread/00");
  storage.room = storage.getItem(STORAGE_KEY)!.length + 5;
  rateIn(store, "cake/01");
  assert.equal(store.trouble?.kind, "full");
  assert.equal(reviewsOf(store.progress).length, 2);
  assert.equal(reviewsOf(open(storage).progress).length, 1);
  storage.room = Infinity;
  rateIn(store, "jam/02");
  assert.equal(store.trouble, null);
  assert.equal(reviewsOf(open(storage).progress).length, 3);
});

test("without storage one can practise, and is told", () => {
  const store = new Store(() => { throw new Error("SecurityError"); }, () => START);
  assert.equal(store.trouble?.kind, "unavailable");
  rateIn(store, "bread/00");
  assert.equal(reviewsOf(store.progress).length, 1);
});

test("a newer document is neither read nor overwritten", () => {
  const storage = new FakeStorage();
  storage.setItem(STORAGE_KEY, '{"version": 9, "cards": {}}');
  const store = open(storage);
  assert.equal(store.trouble?.kind, "newer");
  rateIn(store, "bread/00");
  assert.equal(storage.getItem(STORAGE_KEY), '{"version": 9, "cards": {}}');
});

test("storage cleared elsewhere: what this tab knows is written again with the next review", () => {
  const storage = new FakeStorage();
  const store = open(storage);
  rateIn(store, "bread/00");
  storage.items.clear();
  store.receive();
  rateIn(store, "cake/01");
  assert.equal(reviewsOf(open(storage).progress).length, 2);
});

test("a replacement sets aside what was here, and other tabs follow", () => {
  const storage = new FakeStorage();
  const [one, two] = [open(storage), open(storage)];
  rateIn(one, "bread/00");
  two.receive();
  two.update((progress) => setting(progress, "newPerDay", 3, ++moment));
  assert.equal(one.replace(randomUse(seeded("other"))), "aside");
  const after = reviewsOf(one.progress);
  two.receive();
  assert.deepEqual(reviewsOf(two.progress), after);
  const [key] = one.replacedKeys();
  assert.equal(reviewsOf(one.replacedUnder(key!)!).length, 1);
});

test("a wrong file and then the right one: each replacement sets aside what was here, also at the same moment", () => {
  const storage = new FakeStorage();
  const store = new Store(() => storage, () => START);
  rateIn(store, "bread/00");
  const original = reviewsOf(store.progress);
  const wrong = randomUse(seeded("wrong"));
  store.replace(wrong);
  store.replace(randomUse(seeded("right")));
  const aside = store.replacedKeys().map((key) => reviewsOf(store.replacedUnder(key)!));
  assert.deepEqual(aside, [reviewsOf(wrong), original]);
});

test("what an earlier version of the app set aside, under a key without a moment, can be brought back", () => {
  const storage = new FakeStorage();
  const old = randomUse(seeded("old"));
  storage.setItem(`${STORAGE_KEY}.replaced`, JSON.stringify(old));
  const store = open(storage);
  rateIn(store, "bread/00");
  store.replace(newProgress());
  assert.deepEqual(store.replacedKeys().map(momentOf), [moment - 1, 0]);
  assert.deepEqual(store.replacedUnder(store.replacedKeys()[1]!), old);
});

test("a replacement that cannot set aside does not happen", () => {
  const full = new FakeStorage();
  const stuck = new FakeStorage();
  stuck.setItem(STORAGE_KEY, "x".repeat(100));
  stuck.room = 150;
  const stores = [open(full), open(stuck), new Store(() => { throw new Error("SecurityError"); }, () => START)];
  for (const store of stores) {
    rateIn(store, "bread/00");
    full.room = full.getItem(STORAGE_KEY)!.length + 5;
    const { trouble, progress } = store;
    assert.equal(store.replace(newProgress()), "refused");
    assert.equal(store.progress, progress);
    assert.deepEqual(store.trouble, trouble);
  }
});

test("beside a document of a newer version there is room to set aside", () => {
  const storage = new FakeStorage();
  storage.setItem(STORAGE_KEY, '{"version": 9, "cards": {}}');
  const store = open(storage);
  rateIn(store, "bread/00");
  assert.equal(store.replace(newProgress()), "aside");
  assert.equal(storage.getItem(STORAGE_KEY), '{"version": 9, "cards": {}}');
  assert.equal(reviewsOf(store.replacedUnder(store.replacedKeys()[0]!)!).length, 1);
});

test("where nothing was, nothing is set aside, and nothing needs room", () => {
  const storage = new FakeStorage();
  const stores = [open(storage), new Store(() => { throw new Error("SecurityError"); }, () => START)];
  for (const store of stores) {
    assert.equal(store.replace(randomUse(seeded("first"))), "empty");
    assert.deepEqual(store.replacedKeys(), []);
  }
  assert.deepEqual(reviewsOf(open(storage).progress), reviewsOf(randomUse(seeded("first"))));
});

test("other pages are told which cards are archived, when that changes, and it is no trouble where it cannot be", () => {
  const storage = new FakeStorage();
  const store = open(storage);
  const told = () => storage.getItem(ARCHIVED_KEY);
  store.tellArchived([]);
  assert.equal(told(), null);
  store.tellArchived(["a/gone"]);
  assert.equal(told(), '["a/gone"]');
  storage.room = 0;
  store.tellArchived(["a/gone"]);
  store.tellArchived(["a/gone", "b/gone"]);
  assert.deepEqual([told(), store.trouble], ['["a/gone"]', null]);
  storage.room = Infinity;
  store.tellArchived([]);
  assert.equal(told(), "[]");
  new Store(() => { throw new Error("SecurityError"); }, () => START).tellArchived(["a/gone"]);
});
