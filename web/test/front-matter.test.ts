import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inspect } from "../editor/front-matter.mjs";

const QUESTION = "docs/baking/sourdough/questions/poke-test.md";
const GOOD = `---
prompt: What does the poke test tell?
level: junior
kind: concept
topics: [proofing]
minutes: 2
key_points: [The dent says how far the dough has come.]
sources:
  - {title: Bread, url: "https://example.com/bread"}
checked: 2026-01-02
---

One does the poke test.
`;

/** What the plugin says of a text, as line:column: message. */
function said(text: string, path = QUESTION): string[] {
  const found: string[] = [];
  inspect({
    path,
    toString: () => text,
    message: (reason, { place }) => found.push(`${place.line}:${place.column}: ${reason}`),
  });
  return found;
}

test("a sound question has no findings, nor has a file that is no record", () => {
  assert.deepEqual(said(GOOD), []);
  assert.deepEqual(said("---\nlevel: easy\n---\n", "README.md"), []);
  assert.deepEqual(said("no front matter"), []);
});

test("a finding stands where the value is, or the field's name", () => {
  assert.deepEqual(said(GOOD.replace("junior", "easy")), [
    "3:8: level must be equal to one of the allowed values: junior, mid, senior",
  ]);
  assert.deepEqual(said(GOOD.replace("  - {title", "  - {titel")), [
    "9:5: sources.0 must have required property 'title'",
    "9:6: unknown field 'titel'",
  ]);
});

test("all findings come at once, also on Windows", () => {
  const text = GOOD.replace("minutes: 2\n", "minuts: 2\n").replaceAll("\n", "\r\n");
  assert.deepEqual(said(text, QUESTION.replaceAll("/", "\\")), ["2:1: must have required property 'minutes'", "6:1: unknown field 'minuts'"]);
});

test("YAML that does not parse is said with its line", () => {
  assert.match(said(GOOD.replace("topics: [proofing]", "topics: [proofing"))[0] ?? "", /^\d+:\d+: Flow sequence/);
});

test("a term and a page are held against their own schemas", () => {
  const term = "---\nterm: tin\nchecked: 2026-01-02\nlevel: mid\n---\n";
  assert.deepEqual(said(term, "docs/glossary/terms/tin.md"), ["4:1: unknown field 'level'"]);
  assert.deepEqual(said("---\ntitle: Bread\ndescription: Everything\nlevel: mid\n---\n", "docs/index.md"), ["4:1: unknown field 'level'"]);
});

test("the configuration for editors loads the plugin from where it is", () => {
  const written = readFileSync(new URL("../../.remarkrc.mjs", import.meta.url), "utf8");
  const path = /from "(.+)"/.exec(written)?.[1] ?? "";
  assert.match(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"), /export default function/);
});
