/** Progress as a file: written, looked into before it is taken in, taken in. */
import { merge } from "./merge.ts";
import { read } from "./documents.ts";
import type { Progress, Review } from "./model.ts";

/** Reviews that count; those taken back do not. */
export function countReviews(progress: Progress): number {
  let count = 0;
  for (const card of Object.values(progress.cards)) for (const review of card.reviews) if (!review.undone) count++;
  return count;
}

/** Cards with such reviews. */
export function countRated(progress: Progress): number {
  return Object.values(progress.cards).filter((card) => card.reviews.some((review) => !review.undone)).length;
}

export function exportText(progress: Progress): string {
  return `${JSON.stringify(progress, null, 1)}\n`;
}

export interface Preview {
  incoming: Progress;
  faults: string[];
  cards: number;
  reviews: number;
  mocks: number;
  /** Moments of the first and the last review; 0 without any. */
  from: number;
  to: number;
  /** How many reviews are in the file and not here, and the other way round: what merging adds and replacing drops. */
  adds: number;
  drops: number;
}

export type Look = { kind: "preview"; preview: Preview } | { kind: "refused"; why: string };

/** What a review is known by, whatever the id of its question is in that document. */
const keyOf = (review: Review) => `${review.id}|${review.at}`;

/** How many reviews that count are not in another document; one that was taken back there is there. */
export function countMissing(from: Progress, there: Progress): number {
  const reviews = (progress: Progress) => Object.values(progress.cards).flatMap((card) => card.reviews);
  const known = new Set(reviews(there).map(keyOf));
  return new Set(reviews(from).filter((review) => !review.undone).map(keyOf).filter((key) => !known.has(key))).size;
}

/** What the file holds, before anything is changed. */
export function look(text: string, here: Progress): Look {
  const reading = read(text);
  if (reading.kind === "newer") {
    return { kind: "refused", why: `a newer version of this guide wrote it (document version ${reading.version})` };
  }
  if (reading.kind === "unreadable") return { kind: "refused", why: reading.why };
  const incoming = reading.progress;
  const moments = Object.values(incoming.cards).flatMap((card) => card.reviews.map((review) => review.at));
  return {
    kind: "preview",
    preview: {
      incoming,
      faults: reading.faults,
      cards: countRated(incoming),
      reviews: countReviews(incoming),
      mocks: Object.keys(incoming.mocks).length,
      from: moments.reduce((least, at) => Math.min(least, at), moments[0] ?? 0),
      to: moments.reduce((most, at) => Math.max(most, at), 0),
      adds: countMissing(incoming, here),
      drops: countMissing(here, incoming),
    },
  };
}

export function importMerged(here: Progress, incoming: Progress): Progress {
  return merge(here, incoming);
}

/** Whether so much was done since the last export that losing it would hurt. */
export function shouldRemind(progress: Progress, now: number): boolean {
  const WEEK = 7 * 24 * 60 * 60_000;
  const unsaved = countReviews(progress) - progress.exported.value;
  return unsaved >= 50 && now - progress.exported.at > WEEK && now - progress.reminded.at > WEEK;
}
