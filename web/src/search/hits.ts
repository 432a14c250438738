/** The hits of a query as they are shown: in groups, with a passage of their text. */
import { asksForAmount } from "./amounts.ts";
import { KINDS, type Index, type Kind } from "./index.ts";
import { search } from "./query.ts";
import { words, wordsIn } from "./words.ts";

export interface Hit {
  document: number;
  title: string;
  context: string;
  /** Below the site's root. */
  address: string;
}

export interface Group {
  kind: Kind;
  /** How many there are; `hits` are the first of them. */
  total: number;
  hits: Hit[];
}

export interface Results {
  completions: string[];
  corrected: string;
  groups: Group[];
  marked: ReadonlySet<string>;
}

/** How many of each kind are shown at first, and at most when more are asked for. */
const SHOWN: Record<Kind, number> = { question: 6, term: 3, page: 5, fact: 3 };
export const MORE = 40;

/** What a kind counts for beside others that fit as well: readers come for questions, and the short line of a fact fits soon. */
const WEIGHTS: Record<Kind, number> = { question: 1.25, term: 1, page: 1, fact: 0.7 };
/** Of a fact where a number is asked for. */
const ASKED = 1.5;

/** Group by group, the one with the best hit first. `folders`: each page has one of its own. */
export async function results(index: Index, typed: string, folders: boolean, more?: Kind): Promise<Results> {
  const answer = await search(index, typed);
  const sizes = await index.sizes();
  const amount = asksForAmount(words(typed));
  const groups: Group[] = [];
  const numbers: Record<Kind, number[]> = { question: [], term: [], page: [], fact: [] };
  const best = new Map<Kind, number>();
  for (const [document, score] of answer.ranked) {
    let place = 0;
    for (let end = sizes[0]!; document >= end; end += sizes[place]!) place++;
    const kind = KINDS[place]!;
    if (!numbers[kind].length) {
      groups.push({ kind, total: 0, hits: [] });
      best.set(kind, score * (kind === "fact" && amount ? ASKED : WEIGHTS[kind]));
    }
    numbers[kind].push(document);
  }
  groups.sort((a, b) => best.get(b.kind)! - best.get(a.kind)!);
  for (const group of groups) {
    const found = numbers[group.kind];
    const shown = found.slice(0, more === group.kind ? MORE : SHOWN[group.kind]);
    group.total = found.length;
    group.hits = (await index.titles(shown)).map((title, at) => ({
      document: shown[at]!,
      title: title.title,
      context: title.context,
      address: address(title.page, folders) + (title.anchor ? `#${title.anchor}` : ""),
    }));
  }
  return { completions: answer.completions, corrected: answer.corrected, groups, marked: answer.marked };
}

/** Where a docs file is on the site. Source: https://www.mkdocs.org/user-guide/configuration/#use_directory_urls */
export function address(page: string, folders: boolean): string {
  const stem = page.replace(/\.md$/, "");
  const folder = /^(.*\/)?(?:index|README)$/.exec(stem);
  if (folder) return (folder[1] ?? "") + (folders ? "" : "index.html");
  return stem + (folders ? "/" : ".html");
}

export interface Piece {
  text: string;
  marked: boolean;
}

const PASSAGE = 170;

/** The text in pieces, those that were looked for marked. */
export function pieces(text: string, marked: ReadonlySet<string>): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const word of wordsIn(text)) {
    if (!marked.has(word.word)) continue;
    if (word.start > end) found.push({ text: text.slice(end, word.start), marked: false });
    found.push({ text: text.slice(word.start, word.end), marked: true });
    end = word.end;
  }
  if (end < text.length) found.push({ text: text.slice(end), marked: false });
  return found;
}

/** The part of a text that has most of the words, or its beginning. */
export function passage(text: string, marked: ReadonlySet<string>): string {
  if (text.length <= PASSAGE) return text;
  const all = wordsIn(text);
  const wanted = all.filter(({ word }) => marked.has(word));
  let start = 0;
  let most = 0;
  for (const first of wanted) {
    const inside = wanted.filter(({ start: at, end }) => at >= first.start && end <= first.start + PASSAGE - 30);
    const different = new Set(inside.map(({ word }) => word)).size;
    if (different > most) [start, most] = [first.start, different];
  }
  if (start + PASSAGE > text.length) start = text.length - PASSAGE;
  // From a sentence's or at least a word's beginning, not far before.
  const before = text.slice(Math.max(0, start - 60), start);
  const sentence = Math.max(before.lastIndexOf(". "), before.lastIndexOf("? "));
  const from = start <= 60 ? 0 : sentence >= 0 ? start - before.length + sentence + 2 : (all.find((word) => word.start >= start)?.start ?? start);
  let until = all.filter((word) => word.end <= from + PASSAGE).pop()?.end ?? from + PASSAGE;
  if (until <= from) until = Math.min(text.length, from + PASSAGE);
  return (from ? "… " : "") + text.slice(from, until) + (until < text.length ? " …" : "");
}
