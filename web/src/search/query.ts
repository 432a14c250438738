/** From what was typed to documents, best first. */
import { FILLERS } from "./fillers.ts";
import type { Entry, Index, Named, Postings } from "./index.ts";
import { respaced } from "./spacing.ts";
import { nearest } from "./spelling.ts";
import { stem } from "./stems.ts";
import { words } from "./words.ts";

export interface Answer {
  /** Documents with their scores, best first. */
  ranked: [number, number][];
  /** Names that go on from what was typed, as they are written. */
  completions: string[];
  /** The words that hits may have: what was typed, its other forms, other names of the same thing. */
  marked: Set<string>;
  /** What was looked for in place of a word that stands nowhere. */
  corrected: string;
}

/** What a match counts for. */
const STEM = 0.85;
const PREFIX = 0.6;
const SPELLED = 0.6;
const ALSO = 0.75;
const NEAR = 0.35;
const NAMED = 2;
/** Most words that one beginning stands for, those in most documents. */
const FORMS = 60;
const LONGEST_NAME = 8;
const COMPLETIONS = 4;
/** In more than this part of the documents a word is usual, or when the index does not list them all. */
const USUAL = 0.35;
const TRUNCATED = 1500;
/** Hits that score less than this part of the best one are left out. */
const LEAST = 0.2;

type Scores = Map<number, number>;

export async function search(index: Index, typed: string): Promise<Answer> {
  const asked = words(typed);
  const answer: Answer = { ranked: [], completions: [], marked: new Set(), corrected: "" };
  if (!asked.length || asked.every((word) => word.length < 2)) return answer;
  const open = !/[\s.,;:!?]$/.test(typed);
  const found = await respaced(index, asked, open);
  const finder = new Finder(index, (await index.sizes()).reduce((sum, count) => sum + count, 0), answer.marked);
  const named = await namesIn(index, found);
  answer.completions = await completions(index, found, open);

  const counts = counting(found, named);
  const counted = counts.filter(Boolean).length;

  const concepts: Scores[] = [];
  const asides: Scores[] = [];
  const pinned: Scores = new Map();
  const near: string[] = [];
  const said = [...found];
  for (let place = 0; place < found.length; ) {
    if (!counts[place]) {
      place++;
      continue;
    }
    const name = named.get(place);
    const length = name ? name.length : 1;
    const own = found.slice(place, place + length);
    const last = open && place + length === found.length;
    const parts = await Promise.all(own.map((word, at) => finder.word(word, last && at === own.length - 1)));
    if (!name) parts.forEach((part, at) => part.corrected && (said[place + at] = part.corrected));
    let scores = length === 1 ? parts[0]!.scores : all(parts.map((part) => part.scores));
    if (name) {
      const others = await Promise.all(name.named.also.map((other) => finder.phrase(other)));
      scores = best([scores, ...others.map((other) => scaled(other, ALSO))]);
      const whole = length === counted;
      name.named.documents.forEach((document, at) => raise(pinned, document, (whole ? NAMED : NAMED / 4) / (1 + at)));
      if (whole) near.push(...name.named.near);
    }
    if (length === 1 && parts[0]!.usual) asides.push(scores);
    else concepts.push(scores);
    place += length;
  }
  const corrected = said.join(" ");
  if (corrected !== asked.join(" ")) answer.corrected = corrected;

  const rare = concepts.some((scores) => scores.size);
  let total = rare ? enriched(together(concepts), asides) : together([...concepts, ...asides]);
  if (near.length) {
    const others = await Promise.all(near.map((name) => finder.phrase(name, false)));
    total = best([total, ...others.map((other) => scaled(other, NEAR))]);
  }
  let top = 0;
  for (const score of total.values()) top = Math.max(top, score);
  for (const [document, score] of total) if (score < top * LEAST) total.delete(document);
  top ||= 1;
  for (const [document, bonus] of pinned) total.set(document, (total.get(document) ?? 0) + top * bonus);
  answer.ranked = [...total].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return answer;
}

interface Found {
  scores: Scores;
  /** Whether it stands nearly everywhere, so that a document without it may be as good. */
  usual: boolean;
  corrected: string;
}

class Finder {
  private readonly index: Index;
  private readonly documents: number;
  private readonly marked: Set<string>;

  constructor(index: Index, documents: number, marked: Set<string>) {
    this.index = index;
    this.documents = documents;
    this.marked = marked;
  }

  /** The documents of a word in all its forms; of one not yet finished also those of longer words. */
  async word(word: string, open: boolean): Promise<Found> {
    const found = await this.forms(word, open, 1);
    if (found.scores.size || word.length < 4) return { ...found, corrected: "" };
    const candidates = nearest(word, await this.index.spelling(), open);
    const others = await Promise.all(candidates.map((other) => this.forms(other, false, SPELLED)));
    return { scores: best(others.map(({ scores }) => scores)), usual: false, corrected: candidates[0] ?? "" };
  }

  /** The documents that have all the words of a name. */
  async phrase(name: string, mark = true): Promise<Scores> {
    const found = await Promise.all(words(name).map((word) => this.forms(word, false, 1, mark)));
    return all(found.map(({ scores }) => scores));
  }

  private async forms(word: string, open: boolean, weight: number, mark = true): Promise<Omit<Found, "corrected">> {
    const root = stem(word);
    const chosen: [Entry, number][] = [];
    for (const entry of await this.index.beginning(shared(word, root))) {
      const fit = this.fit(entry.word, word, root, open);
      if (fit) chosen.push([entry, fit]);
    }
    chosen.sort((a, b) => b[1] - a[1] || b[0].documents - a[0].documents);
    const forms = chosen.slice(0, FORMS);
    // All forms are as rare as the word itself is, or else the most usual of them: a rare form is no better answer.
    const documents = forms[0]?.[1] === 1 ? forms[0][0].documents : Math.max(0, ...forms.map(([entry]) => entry.documents));
    const rarity = this.rarity(documents);
    const scores: Scores = new Map();
    for (const [entry, fit] of forms) {
      if (mark) this.marked.add(entry.word);
      add(scores, entry.postings(), weight * fit * rarity);
    }
    return { scores, usual: documents > this.documents * USUAL || documents > TRUNCATED };
  }

  /** How well a word of the index fits the one that was typed: 0 to 1. */
  private fit(known: string, word: string, root: string, open: boolean): number {
    if (known === word) return 1;
    if (root.length > 2 && stem(known) === root) return STEM;
    return open && known.startsWith(word) ? PREFIX * (0.5 + (0.5 * word.length) / known.length) : 0;
  }

  /** BM25's inverse document frequency. */
  private rarity(documents: number): number {
    return Math.log(1 + (this.documents - documents + 0.5) / (documents + 0.5));
  }
}

interface NameAt {
  length: number;
  named: Named;
}

/** The names in a query by the place of their first word: the longest first, none within another. */
async function namesIn(index: Index, found: readonly string[]): Promise<Map<number, NameAt>> {
  const named = new Map<number, NameAt>();
  for (let place = 0; place < found.length; place++) {
    const known = await index.names(found[place]!);
    for (let length = Math.min(LONGEST_NAME, found.length - place); length; length--) {
      const name = known.get(found.slice(place, place + length).join(" ")) ?? singular(known, found, place, length);
      if (!name) continue;
      named.set(place, { length, named: name });
      place += length - 1;
      break;
    }
  }
  return named;
}

/** Which words of a query count: those that say something or are a name's; all, if there are none such. */
function counting(found: readonly string[], named: ReadonlyMap<number, NameAt>): boolean[] {
  const counts = found.map((word) => !FILLERS.has(word));
  for (const [place, { length }] of named) counts.fill(true, place, place + length);
  return counts.includes(true) ? counts : counts.fill(true);
}

/** The name whose words have the same stems. */
function singular(known: Map<string, Named>, found: readonly string[], place: number, length: number): Named | undefined {
  const wanted = found.slice(place, place + length).map(stem).join(" ");
  for (const [name, named] of known) {
    const parts = name.split(" ");
    if (parts.length === length && parts.map(stem).join(" ") === wanted) return named;
  }
  return undefined;
}

async function completions(index: Index, found: readonly string[], open: boolean): Promise<string[]> {
  const typed = found.join(" ") + (open ? "" : " ");
  if (typed.length < 2) return [];
  const known = [...(await index.names(found[0]!))].filter(([name]) => name.startsWith(typed) && name !== typed);
  known.sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
  return [...new Set(known.map(([, named]) => named.written))].slice(0, COMPLETIONS);
}

function raise(scores: Scores, document: number, score: number): void {
  if (score > (scores.get(document) ?? 0)) scores.set(document, score);
}

function add(scores: Scores, postings: Postings, factor: number): void {
  for (const [document, level] of postings) raise(scores, document, level * factor);
}

function scaled(scores: Scores, factor: number): Scores {
  return new Map([...scores].map(([document, score]) => [document, score * factor]));
}

function best(several: readonly Scores[]): Scores {
  const scores: Scores = new Map();
  for (const one of several) for (const [document, score] of one) raise(scores, document, score);
  return scores;
}

/** The documents that are in each, their scores added. */
function all(several: readonly Scores[]): Scores {
  const scores: Scores = new Map();
  for (const [document, score] of several[0] ?? []) {
    const others = several.slice(1).map((other) => other.get(document));
    if (others.every((other) => other !== undefined)) scores.set(document, others.reduce<number>((sum, other) => sum + other!, score));
  }
  return scores;
}

/** The same documents, with what they have of others. */
function enriched(scores: Scores, others: readonly Scores[]): Scores {
  return new Map([...scores].map(([document, score]) => [document, others.reduce((sum, other) => sum + (other.get(document) ?? 0), score)]));
}

/** What two words begin with. */
function shared(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

/** Documents by what they have of each concept: one that lacks some counts for much less. */
function together(concepts: readonly Scores[]): Scores {
  const count = new Map<number, number>();
  const sums: Scores = new Map();
  for (const concept of concepts) {
    for (const [document, score] of concept) {
      count.set(document, (count.get(document) ?? 0) + 1);
      sums.set(document, (sums.get(document) ?? 0) + score);
    }
  }
  for (const [document, sum] of sums) sums.set(document, sum * (count.get(document)! / concepts.length) ** 2);
  return sums;
}
