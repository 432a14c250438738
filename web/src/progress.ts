/** Numbers for the progress page. */
import type { Deck } from "./deck.ts";
import { usedToday } from "./limits.ts";
import type { Card, Progress } from "./model.ts";
import { replaySteps } from "./scheduler.ts";
import { dayOf, type Clock } from "./time.ts";

/** A card is mature when it is remembered for three weeks. */
export const MATURE_DAYS = 21;
export const FORECAST_DAYS = 30;

export interface Tally {
  name: string;
  cards: number;
  /** Rated at least once. */
  seen: number;
  due: number;
  mature: number;
  /** Reviews of learned cards, and how many of them were not Again. */
  reviews: number;
  remembered: number;
}

export interface Overview {
  all: Tally;
  services: { id: string; tally: Tally; topics: Tally[] }[];
  /** How many cards come back on each of the next 30 days; what is overdue counts for today. */
  forecast: number[];
  /** Days of practice in a row up to today, or up to yesterday when today has none yet. */
  streak: number;
  /** Reviews on each of the last 30 days, today last. */
  history: number[];
  today: { fresh: number; again: number };
}

const empty = (name: string): Tally => ({ name, cards: 0, seen: 0, due: 0, mature: 0, reviews: 0, remembered: 0 });

export function overview(deck: Deck, progress: Progress, clock: Clock): Overview {
  const today = dayOf(clock, clock.now());
  const all = empty("All questions");
  const services = new Map<string, { id: string; tally: Tally; topics: Map<string, Tally> }>();
  const forecast = new Array<number>(FORECAST_DAYS).fill(0);
  for (const card of deck.cards) {
    let service = services.get(card.service);
    if (!service) services.set(card.service, (service = { id: card.service, tally: empty(deck.service(card.service)), topics: new Map() }));
    const tallies = [all, service.tally];
    for (const topic of card.topics) {
      let tally = service.topics.get(topic);
      if (!tally) service.topics.set(topic, (tally = empty(deck.topic(card.service, topic))));
      tallies.push(tally);
    }
    count(card, progress, clock, tallies);
    const stored = progress.cards[card.id];
    if (stored?.reps && !stored.suspended.value) {
      const day = Math.max(0, dayOf(clock, Date.parse(stored.due)) - today);
      if (day < FORECAST_DAYS) forecast[day]!++;
    }
  }
  const days = new Map<number, number>();
  for (const card of Object.values(progress.cards)) {
    for (const review of card.reviews) {
      if (review.undone) continue;
      const day = dayOf(clock, review.at);
      days.set(day, (days.get(day) ?? 0) + 1);
    }
  }
  let streak = 0;
  for (let day = days.has(today) ? today : today - 1; days.has(day); day--) streak++;
  return {
    all,
    services: [...services.values()].map(({ id, tally, topics }) => ({ id, tally, topics: [...topics.values()] })),
    forecast,
    streak,
    history: Array.from({ length: FORECAST_DAYS }, (_, index) => days.get(today - FORECAST_DAYS + 1 + index) ?? 0),
    today: usedToday(progress, clock),
  };
}

function count(card: Card, progress: Progress, clock: Clock, tallies: Tally[]): void {
  const today = dayOf(clock, clock.now());
  const stored = progress.cards[card.id];
  const seen = stored && stored.reps > 0;
  const learned = seen ? replaySteps(stored.reviews).before.filter(({ state }) => state === 2) : [];
  for (const tally of tallies) {
    tally.cards++;
    if (!seen) continue;
    tally.seen++;
    if (!stored.suspended.value && dayOf(clock, Date.parse(stored.due)) <= today) tally.due++;
    if (stored.state === 2 && stored.stability >= MATURE_DAYS) tally.mature++;
    tally.reviews += learned.length;
    tally.remembered += learned.filter(({ review }) => review.rating > 1).length;
  }
}
