/**
 * The document in the browser's storage. Every change reads what other tabs wrote, agrees with it, and writes.
 * What cannot be read is set aside, never overwritten; what cannot be written is said, and stays in memory.
 */
import { canonical, agree } from "./merge.ts";
import { read } from "./documents.ts";
import { newProgress, STORAGE_KEY, type Progress } from "./model.ts";

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

const ASIDE = `${STORAGE_KEY}.damaged.`;
export const REPLACED_KEY = `${STORAGE_KEY}.replaced`;

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
  replace(next: Progress): boolean {
    this.refresh();
    const before = JSON.stringify(this.progress);
    if (this.backend && this.writable) {
      try {
        this.backend.setItem(REPLACED_KEY, before);
      } catch {
        this.trouble = { kind: "full" };
        return false;
      }
    }
    this.progress = { ...this.settle(next), replaced: Math.max(this.now(), this.progress.replaced + 1) };
    this.write();
    return true;
  }

  /** The document that the last replacement set aside. */
  replacedBefore(): Progress | null {
    let text: string | null = null;
    try {
      text = this.backend?.getItem(REPLACED_KEY) ?? null;
    } catch {
      return null;
    }
    const reading = text ? read(text) : null;
    return reading?.kind === "read" ? reading.progress : null;
  }

  /** The keys of damaged documents, the last one first; one that could not be set aside is still in its place. */
  damagedKeys(): string[] {
    const keys = this.trouble?.kind === "stuck" ? [STORAGE_KEY] : [];
    try {
      for (let index = 0; this.backend && index < this.backend.length; index++) {
        const key = this.backend.key(index);
        if (key?.startsWith(ASIDE)) keys.push(key);
      }
    } catch {
      return [];
    }
    return keys.sort().reverse();
  }

  textUnder(key: string): string {
    return this.backend?.getItem(key) ?? "";
  }

  /** Delete a damaged document that was set aside, or, where it was stuck, from its place. */
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
    const key = `${ASIDE}${this.now()}`;
    try {
      this.backend!.setItem(key, text);
    } catch {
      this.trouble = { kind: "stuck", faults };
      this.writable = false;
      this.known = text;
      return false;
    }
    this.trouble = { kind: "damaged", key, faults };
    this.writable = true;
    return true;
  }
}
