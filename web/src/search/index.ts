/** The index in parts: each is loaded when a query needs it, and once. Its format: macros/exports/search_index.py. */
import type { Load } from "../load.ts";

export const VERSION = 2;
export const LIST = "index.js";
export const KINDS = ["question", "term", "page", "fact"] as const;
export type Kind = (typeof KINDS)[number];

/** By the number of a document, how much a word says about it: 1 to 35. */
export type Postings = ReadonlyMap<number, number>;

export interface Named {
  documents: number[];
  also: string[];
  near: string[];
  written: string;
}

export interface Title {
  title: string;
  page: string;
  anchor: string;
  context: string;
}

interface Parts<T> {
  first: T[];
  files: string[];
}

interface Listing {
  version: number;
  /** How many documents there are of each kind; their numbers go on from one kind to the next. */
  documents: number[];
  words: Parts<string>;
  titles: Parts<number>;
  texts: Parts<number>;
  spelling: string;
}

interface WordsPart {
  words: Record<string, [number, string]>;
  names: Record<string, [number[], string[], string[], string]>;
}

type RawTitle = [string, string, string, string];

/** A word of the index with the number of documents it stands in. */
export interface Entry {
  word: string;
  documents: number;
  postings: () => Postings;
}

export class Index {
  private listing: Promise<Listing> | undefined;
  private readonly loaded = new Map<string, Promise<unknown>>();
  private readonly unpacked = new Map<string, Postings>();
  private readonly load: Load;

  constructor(load: Load) {
    this.load = load;
  }

  /** The number of documents of each kind, in the order of their numbers. */
  async sizes(): Promise<number[]> {
    return (await this.list()).documents;
  }

  /** The words that begin so, in the order of the alphabet. */
  async beginning(prefix: string): Promise<Entry[]> {
    const found: Entry[] = [];
    for (const part of await this.around(prefix)) {
      for (const [word, [documents, packed]] of Object.entries(part.words)) {
        if (word.startsWith(prefix)) found.push({ word, documents, postings: () => this.unpack(packed) });
      }
    }
    return found;
  }

  /** The names whose first word begins so, or with `whole` is so. */
  async names(prefix: string, whole = false): Promise<Map<string, Named>> {
    const found = new Map<string, Named>();
    for (const part of await this.around(whole ? `${prefix} ` : prefix)) {
      for (const [name, [documents, also, near, written]] of Object.entries(part.names)) {
        if (whole ? `${name} `.startsWith(`${prefix} `) : name.startsWith(prefix)) found.set(name, { documents, also, near, written });
      }
    }
    return found;
  }

  async spelling(): Promise<string[]> {
    return (await this.file((await this.list()).spelling)) as string[];
  }

  async titles(documents: readonly number[]): Promise<Title[]> {
    const found = await this.each<RawTitle>(documents, (await this.list()).titles);
    return found.map(([title, page, anchor, context]) => ({ title, page, anchor, context }));
  }

  async texts(documents: readonly number[]): Promise<string[]> {
    return this.each<string>(documents, (await this.list()).texts);
  }

  private async each<T>(documents: readonly number[], parts: Parts<number>): Promise<T[]> {
    return Promise.all(
      documents.map(async (document) => {
        const place = last(parts.first, (first) => first <= document);
        return ((await this.file(parts.files[place]!)) as T[])[document - parts.first[place]!]!;
      }),
    );
  }

  private async around(prefix: string): Promise<WordsPart[]> {
    const { first, files } = (await this.list()).words;
    const from = last(first, (word) => word <= prefix);
    const until = last(first, (word) => word.slice(0, prefix.length) <= prefix);
    return Promise.all(files.slice(from, until + 1).map((name) => this.file(name) as Promise<WordsPart>));
  }

  private list(anew = false): Promise<Listing> {
    if (!this.listing || anew) {
      this.listing = this.load(LIST, anew).then((data) => {
        const listing = data as Listing;
        if (listing.version !== VERSION) throw new Error(`the search index has version ${listing.version}`);
        return listing;
      });
      this.listing.catch(() => (this.listing = undefined));
    }
    return this.listing;
  }

  private file(name: string): Promise<unknown> {
    let data = this.loaded.get(name);
    if (!data) {
      data = this.load(name);
      this.loaded.set(name, data);
      data.catch(() => this.loaded.delete(name));
    }
    return data;
  }

  /** Forget what was loaded, for the site has a new version. True if that changes anything. */
  async renew(): Promise<boolean> {
    const before = await this.list().catch(() => undefined);
    const now = await this.list(true);
    this.loaded.clear();
    return JSON.stringify(before) !== JSON.stringify(now);
  }

  private unpack(packed: string): Postings {
    let found = this.unpacked.get(packed);
    if (!found) this.unpacked.set(packed, (found = unpack(packed)));
    return found;
  }
}

export function unpack(packed: string): Map<number, number> {
  const found = new Map<number, number>();
  for (const group of packed.split(";")) {
    const level = parseInt(group[0]!, 36);
    let document = 0;
    for (const step of group.slice(1).split(",")) {
      document += parseInt(step, 36);
      found.set(document, level);
    }
  }
  return found;
}

/** The last place whose value meets the condition, which holds up to some place; the first without one. */
function last<T>(values: readonly T[], holds: (value: T) => boolean): number {
  let low = 0;
  let high = values.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(values[middle]!)) low = middle;
    else high = middle;
  }
  return low;
}
