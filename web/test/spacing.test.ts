/** Names typed with other spaces: an index of a few words, each with a number of documents. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Index, LIST, VERSION } from "../src/search/index.ts";
import { respaced } from "../src/search/spacing.ts";

type Called = [number[], string[], string[], string];
const NAMES: Record<string, Called> = {
  "cold proof": [[0, 1], [], [], "cold proof"],
  "dead letter queue": [[0, 1], ["dlq"], [], "dead-letter queue"],
  dlq: [[0, 1], ["dead letter queue"], [], "DLQ"],
  elasticache: [[2], ["amazon elasticache"], [], "ElastiCache"],
  "load levers": [[3, 4], [], [], "load levers"],
  multigrain: [[3, 4], [], [], "multigrain"],
  ovenapi: [[5], [], [], "ovenapi"],
  "oven api": [[5], ["amazon oven api"], [], "Oven API"],
  "pass through": [[6, 7], [], [], "pass through"],
  presigned: [[6, 7], [], [], "presigned"],
  "pre signed": [[6, 7], [], [], "pre signed"],
  rarename: [[6, 7], [], [], "rarename"],
  "run time": [[6, 7], [], [], "run time"],
};
const WORDS: Record<string, number> = { cache: 200, deadletter: 6, elastic: 150, elasticache: 90, multigrain: 20, ovenapi: 4, passthrough: 61, presigned: 5, rarename: 9, runtime: 70, webhook: 30 };

/** The index, in parts of one word each: so what is read beyond a word's own part is missing. */
function made(): { index: Index; loaded: string[] } {
  const words = [...new Set([...Object.keys(WORDS), ...Object.keys(NAMES).map((name) => name.split(" ")[0]!)])].sort();
  const loaded: string[] = [];
  const index = new Index(async (name) => {
    loaded.push(name);
    if (name === LIST) return { version: VERSION, words: { first: ["", ...words.slice(1)], files: words } };
    const names = Object.entries(NAMES).filter(([called]) => called.split(" ")[0] === name);
    return { words: name in WORDS ? { [name]: [WORDS[name], "10"] } : {}, names: Object.fromEntries(names) };
  });
  return { index, loaded };
}

async function said(typed: string, open = false): Promise<string> {
  return (await respaced(made().index, typed.split(" "), open)).join(" ");
}

test("a name typed as one word is looked for as it is written", async () => {
  assert.equal(await said("coldproof"), "cold proof");
  assert.equal(await said("what is deadletter"), "what is dead letter");
  assert.equal(await said("deadletterqueue"), "dead letter queue");
  assert.equal(await said("deadletter queue"), "dead letter queue");
  assert.equal(await said("loadlever"), "load levers"); // one, where the name has several
  assert.equal(await said("coldproofs"), "cold proof");
});

test("a name typed as two words is looked for as it is written", async () => {
  assert.equal(await said("multi grain bread"), "multigrain bread");
  assert.equal(await said("elastic cache"), "elasticache"); // one c where two meet
});

test("what has a meaning as it was typed stays", async () => {
  for (const typed of ["presigned", "dlq", "run time", "cold proofs", "passthrough", "web hook", "rare name", "queue", "a b", "in it", ""]) {
    assert.equal(await said(typed), typed);
  }
});

test("what code calls a service is no word of its own", async () => {
  assert.equal(await said("ovenapi"), "oven api");
});

test("a word that is not typed to its end may become one", async () => {
  assert.equal(await said("coldpr", true), "cold pr");
  assert.equal(await said("coldpr"), "coldpr");
  assert.equal(await said("multigr", true), "multigr"); // a word begins so
});

test("a usual word loads no other part than its own", async () => {
  const { index, loaded } = made();
  await respaced(index, ["runtime"], false);
  assert.deepEqual(loaded.filter((name) => name !== LIST), ["runtime"]);
});
