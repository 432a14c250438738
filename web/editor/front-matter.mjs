/**
 * Front matter held against the schemas in `.schemas/` while one types, in editors that run remark.
 *
 * `file.path` says which record a file holds, as the folders in `docs/` do. The command `check` knows more; this finds
 * what is misspelt or missing a second after it was written.
 */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { isNode, LineCounter, parseDocument } from "yaml";

const FRONT_MATTER = /^---\r?\n([\s\S]*?\r?\n)---[ \t]*(?:\r?\n|$)/;
const checked = new Map();

/** A plugin for remark: https://github.com/remarkjs/remark/blob/main/doc/plugins.md */
export default function frontMatter() {
  return (_tree, file) => inspect(file);
}

/** Attach to a vfile a message for everything in its front matter that its record's schema refuses. */
export function inspect(file) {
  const kind = kindOf(String(file.path ?? "").replaceAll("\\", "/"));
  const written = kind && FRONT_MATTER.exec(String(file))?.[1];
  if (!written) return;
  const lines = new LineCounter();
  const record = parseDocument(written, { lineCounter: lines, schema: "core" });
  for (const error of record.errors) report(file, lines, error.pos[0], error.message.split("\n")[0]);
  if (record.errors.length) return;
  const valid = validator(kind);
  if (valid(record.toJS())) return;
  for (const error of valid.errors) {
    const path = error.instancePath.split("/").slice(1).map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
    const extra = error.params.additionalProperty;
    report(file, lines, offset(record, extra === undefined ? path : [...path, extra], extra !== undefined), message(error, path));
  }
}

/** The record that a file holds: a question, a term, a page, or none. */
function kindOf(path) {
  if (!/(^|\/)docs\/.*\.md$/.test(path)) return "";
  if (/\/questions\/[^/]+\.md$/.test(path)) return "question";
  return /\/glossary\/terms\/[^/]+\.md$/.test(path) ? "term" : "page";
}

function validator(kind) {
  if (!checked.has(kind)) {
    const file = new URL(`../../.schemas/${kind}.schema.json`, import.meta.url);
    const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
    checked.set(kind, ajv.compile(JSON.parse(readFileSync(file, "utf8"))));
  }
  return checked.get(kind);
}

/** Where a value begins in the front matter, or its key; the nearest of its parents if it is not there. */
function offset(record, path, isKey) {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = record.getIn(path.slice(0, length - 1), true) ?? record.contents;
    const name = path[length - 1];
    const pair = parent?.items?.find((item) => String(item.key?.value ?? item.key) === name);
    const node = isKey || !pair ? (pair?.key ?? parent?.items?.[Number(name)]) : (pair.value ?? pair.key);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function message(error, path) {
  const { additionalProperty, allowedValues } = error.params;
  if (additionalProperty !== undefined) return `unknown field '${additionalProperty}'`;
  const where = path.length ? `${path.join(".")} ` : "";
  return where + error.message + (allowedValues ? `: ${allowedValues.join(", ")}` : "");
}

function report(file, lines, position, text) {
  const { line, col } = lines.linePos(position);
  const point = { line: line + 1, column: col }; // the line of dashes
  file.message(text, { place: point, source: "guide", ruleId: "front-matter" });
}
