/** Which card comes next, and why. */
import { changedSince } from "./changes.ts";
import type { Deck } from "./deck.ts";
import type { Card, CardProgress, Progress } from "./model.ts";
import { dayOf, MINUTE, type Clock } from "./time.ts";

/** Cards still being learned may come this much early, rather than make the reader wait. */
const AHEAD = 20 * MINUTE;

/** So many new questions are a portion where none a day come by themselves. */
const PORTION = 10;

export type Reason = "learning" | "due" | "changed" | "new" | "picked";

export interface Entry {
  card: Card;
  reason: Reason;
}

export interface Queue {
  /** In the order they come. */
  entries: Entry[];
  learning: number;
  due: number;
  fresh: number;
  /** What is due beyond today's limit. */
  dueHeld: number;
  /** What is new beyond today's limit. */
  freshHeld: number;
  suspended: number;
}

/** What today's reviews used up of the limits: cards met for the first time, and cards met again. */
export function usedToday(progress: Progress, clock: Clock): { fresh: number; again: number } {
  const today = dayOf(clock, clock.now());
  const used = { fresh: 0, again: 0 };
  for (const card of Object.values(progress.cards)) {
    const counting = card.reviews.filter((review) => !review.undone);
    if (!counting.length || dayOf(clock, counting[counting.length - 1]!.at) !== today) continue;
    if (dayOf(clock, counting[0]!.at) === today) used.fresh++;
    else used.again++;
  }
  return used;
}

/** The next portion of new questions beyond the limit: as many as a day brings in, and no more than wait. */
export function portion(queue: Queue, progress: Progress): number {
  return Math.min(queue.freshHeld, progress.settings.newPerDay.value || PORTION);
}

/** By how much the limit of today has to be lifted so that so many more new cards come. */
export function lifted(progress: Progress, clock: Clock, more: number): number {
  return Math.max(0, usedToday(progress, clock).fresh - progress.settings.newPerDay.value + more);
}

function reasonFor(card: Card, progress: CardProgress | undefined, clock: Clock): Reason | null {
  if (!progress || !progress.reps) return "new";
  const due = Date.parse(progress.due);
  const now = clock.now();
  if (progress.state === 1 || progress.state === 3) return due <= now + AHEAD ? "learning" : changedSince(card, progress) ? "changed" : null;
  if (changedSince(card, progress)) return "changed";
  // A card due later on this day of practice may come at any hour of it.
  return due <= now || dayOf(clock, due) <= dayOf(clock, now) ? "due" : null;
}

/**
 * Today's cards of a choice. Learning cards that are due come first, then reviews, new ones, and last those that could wait.
 * `beyond` is how many new ones more than the limit the reader wants today. Picked cards all come, beyond any limit, until they
 * were rated since.
 */
export function queueFor(deck: Deck, progress: Progress, clock: Clock, beyond = 0): Queue {
  const now = clock.now();
  const { deck: choice, newPerDay, reviewsPerDay } = progress.settings;
  const used = usedToday(progress, clock);
  const ready: Entry[] = [];
  const early: Entry[] = [];
  const reviews: Entry[] = [];
  const fresh: Entry[] = [];
  let suspended = 0;
  const picked = deck.picked(choice.value).length > 0;
  for (const card of deck.chosen(choice.value)) {
    const stored = progress.cards[card.id];
    if (stored?.suspended.value) {
      suspended++;
      continue;
    }
    const asked = picked && Date.parse(stored?.last ?? "") <= choice.at;
    const reason = reasonFor(card, stored, clock) ?? (asked ? "picked" : null);
    if (reason === "new") fresh.push({ card, reason });
    else if (reason === "learning") (Date.parse(stored!.due) <= now ? ready : early).push({ card, reason });
    else if (reason) reviews.push({ card, reason });
  }
  const byDue = (a: Entry, b: Entry) => (progress.cards[a.card.id]!.due < progress.cards[b.card.id]!.due ? -1 : 1);
  ready.sort(byDue);
  early.sort(byDue);
  reviews.sort(byDue);
  const reviewsNow = picked ? reviews : reviews.slice(0, Math.max(0, reviewsPerDay.value - used.again));
  const freshNow = picked ? fresh : fresh.slice(0, Math.max(0, newPerDay.value + beyond - used.fresh));
  return {
    entries: [...ready, ...reviewsNow, ...freshNow, ...early],
    learning: ready.length + early.length,
    due: reviewsNow.length,
    fresh: freshNow.length,
    dueHeld: reviews.length - reviewsNow.length,
    freshHeld: fresh.length - freshNow.length,
    suspended,
  };
}
