/**
 * Two documents into one. No review is ever lost, and neither order nor repetition matters: merge(a, b) = merge(b, a),
 * merge(a, a) = a. So two tabs, or two devices through a file, come to the same document whoever writes last.
 */
import {
  NEVER_REVIEWED,
  newCard,
  newProgress,
  type CardProgress,
  type MockResult,
  type MockRun,
  type Progress,
  type Review,
  type Schedule,
  type Settings,
  type Stamped,
} from "./model.ts";
import { replay } from "./scheduler.ts";

/** A text that is equal for equal values, whatever the order of their keys. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const record = value as Record<string, unknown>;
  return `{${Object.keys(record).sort().map((key) => `${JSON.stringify(key)}:${canonical(record[key])}`).join()}}`;
}

/** The later of two; at the same moment the same one on both sides. */
function later<T extends { at: number }>(a: T, b: T): T {
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return canonical(a) >= canonical(b) ? a : b;
}

const stamped = <T>(a: Stamped<T>, b: Stamped<T>): Stamped<T> => later(a, b);

/** What makes a review the same one in two documents. */
const identity = (review: Review) => `${review.id}|${review.at}|${review.rating}|${review.retention}|${review.from}`;

function byTime(a: Review, b: Review): number {
  return a.at - b.at || (identity(a) < identity(b) ? -1 : identity(a) > identity(b) ? 1 : 0);
}

/** Every review of both, once each, in the order of time. One taken back on either side is taken back. */
export function mergeReviews(a: readonly Review[], b: readonly Review[]): Review[] {
  const found = new Map<string, Review>();
  for (const review of [...a, ...b]) {
    const key = identity(review);
    const other = found.get(key);
    found.set(key, other ? { ...other, undone: other.undone || review.undone } : review);
  }
  return [...found.values()].sort(byTime);
}

function sameReviews(a: readonly Review[], b: readonly Review[]): boolean {
  return a.length === b.length && a.every((review, index) => identity(review) === identity(b[index]!) && review.undone === b[index]!.undone);
}

const SCHEDULE = Object.keys(NEVER_REVIEWED) as (keyof Schedule)[];

export function mergeCards(a: CardProgress, b: CardProgress): CardProgress {
  const reviews = mergeReviews(a.reviews, b.reviews);
  const settled = sameReviews(reviews, a.reviews) && sameReviews(reviews, b.reviews) && SCHEDULE.every((key) => a[key] === b[key]);
  return {
    ...(settled ? a : { ...newCard(), ...replay(reviews) }),
    reviews,
    seen: stamped(a.seen, b.seen),
    suspended: stamped(a.suspended, b.suspended),
  };
}

export function mergeRuns(a: MockRun, b: MockRun): MockRun {
  const base = canonical({ ...a, results: 0, ended: 0 }) >= canonical({ ...b, results: 0, ended: 0 }) ? a : b;
  return { ...base, results: mergeRecords<MockResult>(a.results, b.results, later), ended: a.ended || b.ended };
}

function mergeRecords<T>(a: Record<string, T>, b: Record<string, T>, both: (a: T, b: T) => T): Record<string, T> {
  const result: Record<string, T> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const mine = result[key];
    result[key] = mine === undefined ? value : both(mine, value);
  }
  return result;
}

/** Of the values outside cards and mock interviews, what `choose` makes of each pair. */
function combine(a: Progress, b: Progress, choose: <T>(a: Stamped<T>, b: Stamped<T>) => Stamped<T>) {
  const settings: Settings = {
    retention: choose(a.settings.retention, b.settings.retention),
    newPerDay: choose(a.settings.newPerDay, b.settings.newPerDay),
    reviewsPerDay: choose(a.settings.reviewsPerDay, b.settings.reviewsPerDay),
    deck: choose(a.settings.deck, b.settings.deck),
    interview: choose(a.settings.interview, b.settings.interview),
  };
  return { settings, exported: choose(a.exported, b.exported), reminded: choose(a.reminded, b.reminded) };
}

export function merge(a: Progress, b: Progress): Progress {
  return {
    version: a.version,
    replaced: Math.max(a.replaced, b.replaced),
    cards: mergeRecords(a.cards, b.cards, mergeCards),
    mocks: mergeRecords(a.mocks, b.mocks, mergeRuns),
    ...combine(a, b, stamped),
  };
}

/** What was done from that moment on. */
function since(progress: Progress, at: number): Progress {
  const cards: Record<string, CardProgress> = {};
  for (const [id, card] of Object.entries(progress.cards)) {
    const reviews = card.reviews.filter((review) => review.at >= at);
    if (reviews.length) cards[id] = { ...card, ...replay(reviews), reviews };
  }
  const mocks = Object.fromEntries(Object.entries(progress.mocks).filter(([, run]) => run.at >= at));
  const kept = combine(progress, newProgress(), (mine, unset) => (mine.at >= at ? mine : unset));
  return { ...progress, cards, mocks, ...kept };
}

/**
 * What two tabs agree on. Like merge, except that a document replaced on purpose does not return from a tab that has
 * not heard of it: of such a tab only what was done after the replacement counts.
 */
export function agree(a: Progress, b: Progress): Progress {
  if (a.replaced === b.replaced) return merge(a, b);
  const [older, newer] = a.replaced < b.replaced ? [a, b] : [b, a];
  return merge(newer, since(older, newer.replaced));
}
