/** Which card comes next, and why. */
import { changedSince } from "./changes.ts";
import type { Deck } from "./deck.ts";
import { allowance, room, usedToday } from "./limits.ts";
import type { Card, CardProgress, Progress } from "./model.ts";
import { dayOf, MINUTE, type Clock } from "./time.ts";

/** Cards still being learned may come this much early, rather than make the reader wait. */
const AHEAD = 20 * MINUTE;

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
  /** The new ones that today does not bring in, in their order. */
  waiting: Card[];
  suspended: number;
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
 * `beyond` is how many new ones more than today brings in the reader wants. Picked cards all come, beyond any limit, until they
 * were rated since.
 */
export function queueFor(deck: Deck, progress: Progress, clock: Clock, beyond = 0): Queue {
  const now = clock.now();
  const { deck: choice, reviewsPerDay } = progress.settings;
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
  const reviewsNow = picked ? reviews : reviews.slice(0, Math.max(0, reviewsPerDay.value - usedToday(progress, clock).again));
  const freshNow = picked ? fresh : fresh.slice(0, room(allowance(deck, progress, clock), beyond));
  return {
    entries: [...ready, ...reviewsNow, ...freshNow, ...early],
    learning: ready.length + early.length,
    due: reviewsNow.length,
    fresh: freshNow.length,
    dueHeld: reviews.length - reviewsNow.length,
    waiting: fresh.slice(freshNow.length).map(({ card }) => card),
    suspended,
  };
}
