/** Search in the browser: words, forms, slips, the index in parts, ranking, and what a hit shows. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Load } from "../src/load.ts";
import { address, passage, pieces, results } from "../src/search/hits.ts";
import { Index, LIST, unpack, VERSION } from "../src/search/index.ts";
import { search } from "../src/search/query.ts";
import { distance, nearest } from "../src/search/spelling.ts";
import { stem } from "../src/search/stems.ts";
import { words, wordsIn } from "../src/search/words.ts";

// The generator's side reads the same file: tests/exports/test_search.py.
const SPLITTING = JSON.parse(readFileSync("test/words.json", "utf8")) as [string, string[]][];

test("texts are split as the index splits them", () => {
  for (const [text, expected] of SPLITTING) assert.deepEqual(words(text), expected, text);
});

test("a word's place is that in the text as it was written", () => {
  const text = "Crème ﬁle — ½ Ärger!";
  assert.deepEqual(wordsIn(text).map(({ start, end }) => text.slice(start, end)), ["Crème", "ﬁle", "½", "½", "Ärger"]);
});

test("forms of a word have the same stem, other words have not", () => {
  for (const forms of [
    ["queue", "queues", "queued", "queueing"],
    ["policy", "policies"],
    ["retry", "retries", "retried", "retrying"],
    ["idempotency", "idempotent", "idempotence"],
    ["shard", "shards", "sharded", "sharding"],
    ["partition", "partitions", "partitioned", "partitioning"],
    ["invalidate", "invalidation", "invalidating"],
    ["cache", "caches", "cached", "caching"],
    ["stop", "stopped", "stopping"],
    ["replicate", "replication", "replicated"],
    ["max", "maximum"],
    ["min", "minimum"],
  ]) assert.equal(new Set(forms.map(stem)).size, 1, `${forms}: ${forms.map(stem)}`);
  for (const [a, b] of [["status", "state"], ["access", "accept"], ["event", "even"], ["region", "register"], ["bus", "but"]]) {
    assert.notEqual(stem(a!), stem(b!));
  }
});

test("a slip of the keys is one step", () => {
  assert.equal(distance("queue", "queue", 2), 0);
  assert.equal(distance("qeueu", "queue", 2), 2);
  assert.equal(distance("lamdba", "lambda", 2), 1);
  assert.equal(distance("lamda", "lambda", 2), 1);
  assert.equal(distance("dynamo", "lambda", 2), 3);
});

test("the nearest words come, and none for a short word", () => {
  const known = ["lambda", "lamp", "provisioned", "poisoned", "queue"];
  assert.deepEqual(nearest("lamdba", known), ["lambda"]);
  assert.deepEqual(nearest("provisoned", known, true), ["provisioned"]);
  assert.deepEqual(nearest("provisoin", known, true), ["provisioned"]); // not typed to its end
  assert.deepEqual(nearest("lam", known), []);
  assert.deepEqual(nearest("zzzzzz", known), []);
});

interface Made {
  title: string;
  text?: string;
  page?: string;
  anchor?: string;
}

/** An index of three kinds of documents, each with its title's words (9) and its text's words (3). */
function made(documents: Made[][], names: Record<string, unknown> = {}, most = 6): { index: Index; loaded: string[] } {
  const flat = documents.flat();
  const levels = new Map<string, Map<number, number>>();
  flat.forEach(({ title, text }, number) => {
    for (const [part, level] of [[text ?? "", 3], [title, 9]] as const) {
      for (const word of words(part)) levels.set(word, (levels.get(word) ?? new Map()).set(number, level));
    }
  });
  const sorted = [...new Set([...levels.keys(), ...Object.keys(names).map((name) => name.split(" ")[0]!)])].sort();
  const files = new Map<string, unknown>();
  const parts = (kind: string, items: unknown[][]) => items.map((item, at) => (files.set(`${kind}${at}`, item), `${kind}${at}`));
  const first: string[] = [];
  const wordFiles: string[] = [];
  for (let at = 0; at < sorted.length; at += most) {
    const held = sorted.slice(at, at + most);
    first.push(at ? held[0]! : "");
    const packed = (word: string) =>
      [...(levels.get(word) ?? [])].map(([number, level]) => level.toString(36) + number.toString(36)).join(";");
    files.set(`w${at}`, {
      words: Object.fromEntries(held.filter((word) => levels.has(word)).map((word) => [word, [levels.get(word)!.size, packed(word)]])),
      names: Object.fromEntries(Object.entries(names).filter(([name]) => held.includes(name.split(" ")[0]!))),
    });
    wordFiles.push(`w${at}`);
  }
  const half = Math.ceil(flat.length / 2);
  files.set(LIST, {
    version: VERSION,
    documents: documents.map((kind) => kind.length),
    words: { first, files: wordFiles },
    titles: { first: [0, half], files: parts("t", [flat.slice(0, half), flat.slice(half)].map((part) => part.map((item) => [item.title, item.page ?? "a.md", item.anchor ?? "", ""]))) },
    texts: { first: [0], files: parts("x", [flat.map((item) => item.text ?? "")]) },
    spelling: "s",
  });
  files.set("s", sorted.filter((word) => word.length > 3));
  const loaded: string[] = [];
  const load: Load = async (name) => {
    loaded.push(name);
    if (!files.has(name)) throw new Error(name);
    return files.get(name);
  };
  return { index: new Index(load), loaded };
}

const QUESTIONS = [
  { title: "What is a cold start?", text: "A new environment takes time." },
  { title: "How do you handle failures?", text: "Put them into a dead letter queue, and start again." },
  { title: "Which queue keeps the order?", text: "One with groups, from a cold storage." },
  { title: "How do you scale?", text: "Retries are idempotent." },
];
const TERMS = [
  { title: "dead-letter queue", text: "Where failures wait." },
  { title: "levain", text: "A former name." },
];
const PAGES = [{ title: "Starters", page: "bread/starters/index.md", text: "They rise." }, { title: "Cold", page: "bread/cold.md", anchor: "night", text: "A night." }];
const NAMES = {
  "dead letter queue": [[4], ["dlq"], [], "dead-letter queue"],
  dlq: [[4], ["dead letter queue"], [], "DLQ"],
  levain: [[5, 6], ["starter"], ["scale"], "levain"],
};
const bread = () => made([QUESTIONS, TERMS, PAGES], NAMES);

async function titles(typed: string, index = bread().index): Promise<string[]> {
  const { ranked } = await search(index, typed);
  return (await index.titles(ranked.map(([document]) => document))).map(({ title }) => title);
}

test("postings are unpacked", () => {
  assert.deepEqual([...unpack("z1,2;30,a")], [[1, 35], [3, 35], [0, 3], [10, 3]]);
});

test("a title beats a text, and all words beat some", async () => {
  const cold = await titles("cold");
  assert.ok(cold.indexOf("What is a cold start?") < cold.indexOf("Which queue keeps the order?"));
  assert.equal((await titles("cold start"))[0], "What is a cold start?");
  assert.equal((await titles("queue order"))[0], "Which queue keeps the order?");
});

test("the last word may be unfinished, and others may have another form", async () => {
  assert.ok((await titles("idempot")).includes("How do you scale?"));
  assert.ok((await titles("idempotency of retry ")).includes("How do you scale?"));
  assert.deepEqual(await titles("lev "), []);
});

test("a word that stands nowhere does not hide what the others find", async () => {
  const { index } = made([[{ title: "Bread in the oven" }, { title: "Bread on the table" }], [], []]);
  assert.equal((await titles("zzzzzz bread", index)).length, 2);
});

test("a name finds what is called so, also by its other names", async () => {
  const found = await titles("DLQ");
  assert.equal(found[0], "dead-letter queue");
  assert.ok(found.includes("How do you handle failures?")); // which says "dead letter queue" alone
  assert.equal((await titles("dead letter queues"))[0], "dead-letter queue"); // plural
});

const ASKED = [
  { title: "How do you test, and how long does it take?", text: "To the end. Do you? How?" },
  { title: "Duplicates", text: "Why can it be the same loaf? Avoid that." },
  { title: "What is time to live?", text: "How long a loaf lives." },
  { title: "IS", text: "A service." },
];
const asked = () => made([ASKED, [], []], { "time to live": [[2], [], [], "time to live"], is: [[3], [], [], "IS"] });

test("words that every question has count nothing beside others, and are not marked", async () => {
  const { index } = asked();
  assert.deepEqual(await titles("how to avoid duplicates", index), ["Duplicates"]);
  assert.deepEqual(await titles("How do you avoid duplicates?", index), ["Duplicates"]);
  assert.deepEqual([...(await search(index, "how to avoid the duplicates ")).marked].sort(), ["avoid", "duplicates"]);
  assert.equal((await search(index, "how to avoid duplikates")).corrected, "how to avoid duplicates");
});

test("a query of nothing but such words finds what has them", async () => {
  const { index } = asked();
  assert.equal((await titles("how do you", index))[0], ASKED[0]!.title);
  assert.deepEqual([...(await search(index, "how do ")).marked].sort(), ["do", "how"]);
});

test("a word of a name counts, whatever it is", async () => {
  const { index } = asked();
  assert.ok((await search(index, "what about time to live")).marked.has("to"));
  assert.ok(!(await search(index, "what about time to wait")).marked.has("to"));
  assert.equal((await titles("IS duplicates", index)).includes("IS"), true);
});

test("a name is the whole query, also in a sentence", async () => {
  assert.equal((await titles("what is a DLQ?"))[0], "dead-letter queue");
  assert.equal((await titles("how do you say levain"))[0], "levain");
});

test("a former name finds what has it now", async () => {
  const found = await titles("levain");
  assert.deepEqual(found.slice(0, 2), ["levain", "Starters"]);
  assert.ok(found.includes("How do you scale?")); // of what it is about
});

test("a name that no text has is no slip", async () => {
  const { index } = made([[{ title: "What is starters?" }], [], [{ title: "Starter" }]], { startr: [[1], ["starter"], [], "STARTR"] });
  assert.equal((await search(index, "startr")).corrected, "");
  assert.equal((await search(index, "startrs")).corrected, "starters");
});

test("a slip is corrected, and said", async () => {
  const { index } = bread();
  assert.equal((await search(index, "falures")).corrected, "failures");
  assert.equal((await titles("falures", index))[0], "How do you handle failures?");
  assert.equal((await search(index, "failures")).corrected, "");
});

test("a name with other spaces is found, and said", async () => {
  const { index } = bread();
  assert.equal((await search(index, "deadletter queues")).corrected, "dead letter queues");
  for (const typed of ["deadletterqueue", "what is a deadletter queue?", "deadl"]) assert.equal((await titles(typed, index))[0], "dead-letter queue", typed);
});

test("names that go on are offered as they are written", async () => {
  const { index } = bread();
  assert.deepEqual((await search(index, "dead l")).completions, ["dead-letter queue"]);
  assert.deepEqual((await search(index, "dead-letter queue")).completions, []);
});

test("nothing is asked for without a word", async () => {
  const { index, loaded } = bread();
  for (const typed of ["", " ", "?!", "a"]) assert.deepEqual((await search(index, typed)).ranked, []);
  assert.deepEqual(loaded, []);
});

test("a query loads the parts of its words alone, each once", async () => {
  const { index, loaded } = made([QUESTIONS, TERMS, PAGES], NAMES, 1);
  await search(index, "order ");
  const parts = loaded.filter((name) => name.startsWith("w"));
  assert.ok(parts.length >= 1 && parts.length <= 3, String(parts));
  await search(index, "order ");
  assert.equal(loaded.length, new Set(loaded).size);
});

test("words at the borders of parts are found", async () => {
  for (const most of [1, 2, 3, 5, 100]) {
    const { index } = made([QUESTIONS, TERMS, PAGES], NAMES, most);
    for (const { title } of [...QUESTIONS, ...TERMS]) assert.ok((await titles(title, index)).includes(title), `${most}: ${title}`);
    for (const word of ["again", "which", "you", "a"]) {
      const found = await index.beginning(word);
      assert.ok(found.some((entry) => entry.word === word), `${most}: ${word}`);
    }
  }
});

test("hits come in groups, the best group first, with their address", async () => {
  const { groups } = await results(bread().index, "cold", true);
  assert.deepEqual(groups.map(({ kind }) => kind).sort(), ["page", "question"]);
  const page = groups.find(({ kind }) => kind === "page")!;
  assert.equal(page.hits[0]!.address, "bread/cold/#night");
  assert.equal((await results(bread().index, "dlq", true)).groups[0]!.kind, "term");
});

test("more of a group are shown when they are asked for", async () => {
  const many = Array.from({ length: 50 }, (_, number) => ({ title: `Loaf number${number}` }));
  const { index } = made([many, [], []]);
  const few = await results(index, "loaf", true);
  assert.deepEqual([few.groups[0]!.total, few.groups[0]!.hits.length], [50, 6]);
  assert.equal((await results(index, "loaf", true, "question")).groups[0]!.hits.length, 40);
});

test("a fact comes first where a number is asked for, and last where not", async () => {
  const facts = [{ title: "Maximum proof: 10,240 s" }, { title: "Default proof: 5 s" }];
  const { index } = made([[{ title: "What is a proof?" }], [{ title: "proof" }], [{ title: "Proof" }], facts]);
  const kinds = async (typed: string) => (await results(index, typed, true)).groups.map(({ kind }) => kind);
  assert.equal((await kinds("what is proof")).at(-1), "fact");
  for (const typed of ["max proof", "proof default", "proof 10240", "10,240", "proof minimum"]) assert.equal((await kinds(typed))[0], "fact", typed);
  assert.deepEqual((await results(index, "max proof", true)).groups[0]!.hits[0]!.title, "Maximum proof: 10,240 s");
});

test("addresses are those of the site", () => {
  assert.deepEqual(
    ["index.md", "a/index.md", "a/b.md", "a/README.md"].map((page) => [address(page, true), address(page, false)]),
    [["", "index.html"], ["a/", "a/index.html"], ["a/b/", "a/b.html"], ["a/", "a/index.html"]],
  );
});

test("words are marked where they stand, and markup in a text is text", () => {
  assert.deepEqual(pieces("A <b>Crème</b> brûlée.", new Set(["creme"])), [
    { text: "A <b>", marked: false },
    { text: "Crème", marked: true },
    { text: "</b> brûlée.", marked: false },
  ]);
});

test("the passage is where the words are", () => {
  const text = `${"Flour is milled. ".repeat(30)}The dough proofs slowly in the cold. ${"Then it is baked. ".repeat(30)}`;
  const found = passage(text, new Set(["dough", "cold"]));
  assert.ok(found.startsWith("… ") && found.endsWith(" …") && found.includes("The dough proofs slowly in the cold"), found);
  assert.ok(found.length < 190);
  assert.ok(passage(text, new Set(["none"])).startsWith("Flour is milled."));
  assert.equal(passage("Short.", new Set(["short"])), "Short.");
  const end = passage(`${"word ".repeat(100)}last`, new Set(["last"]));
  assert.ok(end.endsWith("last"), end);
});

test("a part that is gone is an error, and a new list is read", async () => {
  let version = "old";
  const load: Load = async (name) => {
    if (name === LIST) return { version: VERSION, documents: [1, 0, 0, 0], words: { first: [""], files: [`w-${version}`] }, titles: { first: [0], files: ["t"] }, texts: { first: [0], files: ["x"] }, spelling: "s" };
    if (name === "w-new") return { words: { bread: [1, "50"] }, names: {} };
    throw new Error(name);
  };
  const index = new Index(load);
  await assert.rejects(search(index, "bread"));
  assert.equal(await index.renew(), false);
  version = "new";
  assert.equal(await index.renew(), true);
  assert.deepEqual((await search(index, "bread")).ranked.map(([document]) => document), [0]);
});

test("an index of another shape is refused", async () => {
  const index = new Index(async () => ({ version: 99 }));
  await assert.rejects(search(index, "bread"), /version 99/);
});
