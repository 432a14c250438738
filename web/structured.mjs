/**
 * Reads the structured data of HTML files as a search engine does, and holds it against schema.org's own definitions.
 *
 *   node structured.mjs https://bread.example/ page.html …   → {"items": {"page.html": [{"@type": "Quiz", …}]}, "faults": ["…"]}
 *
 * Microdata becomes the same objects that JSON-LD has. schema-dts is the vocabulary as types: a property that a type does not have, or a
 * value of the wrong type, is a fault of the compiler. Used by tests/sites/test_structured_data.py.
 */
import { readFileSync } from "node:fs";
import { toJson } from "microdata-node";
import ts from "typescript";

const VOCABULARY = /^https:\/\/schema\.org\//;
const [base, ...files] = process.argv.slice(2);

/** One value alone, several as a list. The parser meets what `itemref` names twice: the same statement counts once. */
function values(list) {
  const once = [...new Map(list.map((value) => [JSON.stringify(value), value])).values()];
  return once.length === 1 ? once[0] : once;
}

function object({ type, id, properties }) {
  const found = { "@type": values(type.map((name) => name.replace(VOCABULARY, ""))) };
  if (id) found["@id"] = id;
  for (const [name, list] of Object.entries(properties)) {
    found[name] = values(list.map((value) => (typeof value === "string" ? value.trim() : object(value))));
  }
  return found;
}

function read(file) {
  const html = readFileSync(file, "utf8");
  const scripts = [...html.matchAll(/<script type="?application\/ld\+json"?>(.*?)<\/script>/gs)];
  return [...scripts.map(([, text]) => JSON.parse(text)), ...toJson(html, { base }).items.map(object)];
}

/** What the compiler says of the items, each declared as the type that it names. */
function faults(items) {
  const lines = Object.values(items)
    .flat()
    .map((item, index) => {
      const { "@context": context, ...rest } = item;
      return `export const item${index}: schema.${item["@type"]} = ${JSON.stringify(rest)};`;
    });
  const name = new URL("structured-data.ts", import.meta.url).pathname;
  const text = ['import type * as schema from "schema-dts";', ...lines].join("\n");
  const options = { strict: true, noEmit: true, skipLibCheck: true, module: ts.ModuleKind.NodeNext, types: [] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => file === name || fileExists(file);
  host.getSourceFile = (file, ...rest) => (file === name ? ts.createSourceFile(file, text, ...rest) : getSourceFile(file, ...rest));
  const program = ts.createProgram([name], options, host);
  return ts.getPreEmitDiagnostics(program).map((found) => ts.flattenDiagnosticMessageText(found.messageText, " "));
}

const items = Object.fromEntries(files.map((file) => [file, read(file)]));
console.log(JSON.stringify({ items, faults: faults(items) }));
