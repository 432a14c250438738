/**
 * The document in the browser's storage. Every change reads what other tabs wrote, agrees with it, and writes.
 * What cannot be read is set aside, never overwritten; what cannot be written is said, and stays in memory.
 */
import { canonical, agree } from "./merge.ts";
import { read } from "./documents.ts";
import { ARCHIVED_KEY, newProgress, STORAGE_KEY, type Progress } from "./model.ts";
import { momentAfter } from "./time.ts";

/** The part of `localStorage` that is used. */
export interface Backend {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  key(index: number): string | null;
  readonly length: number;
}

export type Trouble =
  /** The browser gives no storage at all: private mode, or blocked. */
  | { kind: "unavailable" }
  /** No room is left; the last changes are only in memory. */
  | { kind: "full" }
  /** A newer version of the app wrote the document; it is left alone. */
  | { kind: "newer"; version: number }
  /** A damaged document was set aside under `key`; `faults` says what is missing here. */
  | { kind: "damaged"; key: string; faults: string[] }
  /** A damaged document could not be set aside, so it stays where it is and nothing is written. */
  | { kind: "stuck"; faults: string[] };

/** What becomes of the document that a replacement replaces: it is set aside, was empty, or, as it cannot be set aside, stays. */
export type Replacement = "aside" | "empty" | "refused";

/** Documents set aside lie under one of these and the moment: none takes the place of another. */
const DAMAGED = `${STORAGE_KEY}.damaged`;
const REPLACED = `${STORAGE_KEY}.replaced`;

/** When a document was set aside; 0 where its key does not say. */
export function momentOf(key: string): number {
  return Number(key.slice(key.lastIndexOf(".") + 1)) || 0;
}

export class Store {
  progress: Progress = newProgress();
  trouble: Trouble | null = null;
  /** The text last read or written, so that an unchanged one is not parsed again. */
  private known: string | null = null;
  private writable = true;
  /** Whether what is stored lacks something that is known here. */
  private behind = false;
  /** Whether what is stored has something under a name that it no longer has here. */
  private unsettled = false;
  private readonly backend: Backend | null;

  /**
   * `settle` brings a document to the ids that questions have now. All that comes from elsewhere goes through it, and what
   * it moved is no reason to write, but at the start: another tab may have an older edition of the guide, and the two would
   * never come to rest.
   */
  constructor(
    open: () => Backend,
    private readonly now: () => number,
    private readonly settle: (progress: Progress) => Progress = (progress) => progress,
  ) {
    let backend: Backend | null = null;
    try {
      backend = open();
      backend.getItem(STORAGE_KEY);
    } catch {
      backend = null;
      this.trouble = { kind: "unavailable" };
    }
    this.backend = backend;
    this.refresh();
    if (this.unsettled) this.write();
  }

  /** Take in what other tabs wrote. Says whether anything here changed. */
  refresh(): boolean {
    if (!this.backend) return false;
    let text: string | null;
    try {
      text = this.backend.getItem(STORAGE_KEY);
    } catch {
      this.trouble = { kind: "unavailable" };
      return false;
    }
    if (text === this.known || text === null) {
      if (text === null) this.known = null;
      return false;
    }
    const reading = read(text);
    if (reading.kind === "newer") {
      this.trouble = { kind: "newer", version: reading.version };
      this.writable = false;
      return false;
    }
    if (reading.kind === "unreadable") {
      if (this.setAside(text, [reading.why])) {
        this.backend.removeItem(STORAGE_KEY);
        // Damaged while this tab was open: what it knows goes back into its place.
        if (canonical(this.progress) !== canonical(newProgress())) this.write();
      }
      return true;
    }
    const damaged = reading.faults.length > 0;
    if (damaged) this.setAside(text, reading.faults);
    else if (!this.writable) {
      this.writable = true;
      this.trouble = null;
    }
    this.known = text;
    const before = canonical(this.progress);
    const settled = this.settle(reading.progress);
    this.progress = agree(this.progress, settled);
    const after = canonical(this.progress);
    this.behind = canonical(settled) !== after;
    this.unsettled = settled !== reading.progress;
    if (damaged) this.write();
    return damaged || after !== before;
  }

  /** Change the document and write it. */
  update(change: (progress: Progress) => Progress): void {
    this.refresh();
    this.progress = this.settle(change(this.progress));
    this.write();
  }

  /** A storage event came: another tab wrote. If it had not seen our last change, write what both know. */
  receive(): boolean {
    const changed = this.refresh();
    if (this.behind) this.write();
    return changed;
  }

  /** Put another document in the place of this one, which is set aside and can be brought back. */
  replace(next: Progress): Replacement {
    this.refresh();
    const empty = canonical({ ...this.progress, replaced: 0 }) === canonical(newProgress());
    if (!empty && !this.keep(REPLACED, JSON.stringify(this.progress))) return "refused";
    this.progress = { ...this.settle(next), replaced: momentAfter(this.progress.replaced, this.now()) };
    this.write();
    return empty ? "empty" : "aside";
  }

  /** The keys of documents that were replaced, the last one first. */
  replacedKeys(): string[] {
    return this.keys(REPLACED);
  }

  /** The document that a replacement set aside; null when it cannot be read. */
  replacedUnder(key: string): Progress | null {
    try {
      const reading = read(this.textUnder(key));
      return reading.kind === "read" ? this.settle(reading.progress) : null;
    } catch {
      return null;
    }
  }

  /** The keys of damaged documents, the last one first; one that could not be set aside is still in its place. */
  damagedKeys(): string[] {
    return [...this.keys(DAMAGED), ...(this.trouble?.kind === "stuck" ? [STORAGE_KEY] : [])];
  }

  /** Tell other pages which cards have no question anymore. Nothing of the progress: where it cannot be written, nothing is lost. */
  tellArchived(ids: readonly string[]): void {
    const text = JSON.stringify(ids);
    try {
      if (this.backend && text !== (this.backend.getItem(ARCHIVED_KEY) ?? "[]")) this.backend.setItem(ARCHIVED_KEY, text);
    } catch {
      // Those pages go on with what they were told before.
    }
  }

  textUnder(key: string): string {
    return this.backend?.getItem(key) ?? "";
  }

  /** Delete a document that was set aside, or, where a damaged one was stuck, from its place. */
  discard(key: string): void {
    this.backend?.removeItem(key);
    if (this.trouble?.kind === "stuck" && key === STORAGE_KEY) {
      this.trouble = null;
      this.writable = true;
      this.write();
    } else if (this.trouble?.kind === "damaged" && this.trouble.key === key) this.trouble = null;
  }

  private write(): void {
    if (!this.backend || !this.writable) return;
    const text = JSON.stringify(this.progress);
    try {
      this.backend.setItem(STORAGE_KEY, text);
      this.known = text;
      this.behind = false;
      if (this.trouble?.kind === "full") this.trouble = null;
    } catch {
      this.trouble = { kind: "full" };
    }
  }

  private setAside(text: string, faults: string[]): boolean {
    const key = this.keep(DAMAGED, text);
    this.writable = !!key;
    if (key) this.trouble = { kind: "damaged", key, faults };
    else {
      this.trouble = { kind: "stuck", faults };
      this.known = text;
    }
    return !!key;
  }

  /** Store a text under the moment and a key that nothing has; null when it cannot be stored. */
  private keep(prefix: string, text: string): string | null {
    if (!this.backend) return null;
    try {
      let moment = this.now();
      while (this.backend.getItem(`${prefix}.${moment}`) !== null) moment++;
      this.backend.setItem(`${prefix}.${moment}`, text);
      return `${prefix}.${moment}`;
    } catch {
      return null;
    }
  }

  private keys(prefix: string): string[] {
    const keys: string[] = [];
    try {
      for (let index = 0; this.backend && index < this.backend.length; index++) {
        const key = this.backend.key(index);
        if (key?.startsWith(prefix)) keys.push(key);
      }
    } catch {
      return [];
    }
    return keys.sort().reverse();
  }
}
