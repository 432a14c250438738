/** How many new questions today brings in: so many a day, or, until the reader sets a number, a step of the study plan. */
import type { Deck } from "./deck.ts";
import type { Card, Plan, Progress } from "./model.ts";
import { paceOf } from "./pace.ts";
import { dayOf, type Clock } from "./time.ts";

/** A step with more questions is no day's work: it comes in portions, as where there is no plan. */
const SITTING = 20;

/** So many new questions a day are a portion where neither the reader nor a step of a plan says how many. */
export const PORTION = 10;

export interface Allowance {
  /** How many more may come today without being asked for. */
  left: number;
  /** How many were met today beyond those. */
  over: number;
}

/** The next portion beyond what today brings in: a number of questions, and the step that they are the rest of. */
export interface Portion {
  more: number;
  step: string;
}

/** What today's reviews used up of the limits: cards met for the first time, and cards met again. */
export function usedToday(progress: Progress, clock: Clock): { fresh: number; again: number } {
  const today = dayOf(clock, clock.now());
  const used = { fresh: 0, again: 0 };
  for (const [id, card] of Object.entries(progress.cards)) {
    const counting = card.reviews.filter((review) => !review.undone);
    if (!counting.length || dayOf(clock, counting[counting.length - 1]!.at) !== today) continue;
    if (metOn(progress, id, clock) === today) used.fresh++;
    else used.again++;
  }
  return used;
}

/** The day of practice on which a card was rated first; nothing for a new one. */
function metOn(progress: Progress, id: string, clock: Clock): number | undefined {
  const first = progress.cards[id]?.reviews.find((review) => !review.undone);
  return first && dayOf(clock, first.at);
}

/** So many a day the reader wants, or a portion. */
export const limitOf = (progress: Progress) => progress.settings.newPerDay.value ?? PORTION;

/** The study plan that says what a day brings in; none where the reader said it. */
export function leading(deck: Deck, progress: Progress): Plan | undefined {
  return progress.settings.newPerDay.value !== null ? undefined : deck.plan(progress.settings.deck.value.plan);
}

export function allowance(deck: Deck, progress: Progress, clock: Clock): Allowance {
  const plan = leading(deck, progress);
  if (plan) return planned(deck, plan, progress, clock);
  return within(limitOf(progress), usedToday(progress, clock).fresh);
}

const within = (limit: number, met: number): Allowance => ({ left: Math.max(0, limit - met), over: Math.max(0, met - limit) });

/** Of a plan come the steps that the reader chose; without a choice the first one that was not through this morning. */
function planned(deck: Deck, plan: Plan, progress: Progress, clock: Clock): Allowance {
  const { value: choice } = progress.settings.deck;
  const today = dayOf(clock, clock.now());
  const met = (card: Card) => metOn(progress, card.id, clock);
  const cards = deck.chosen(choice).filter((card) => met(card) !== undefined || !progress.cards[card.id]?.suspended.value);
  const open = cards.filter((card) => met(card) === undefined).length;
  if (plan.steps.some(({ id }) => choice.steps.includes(id))) return { left: open, over: 0 };
  const ofToday = cards.filter((card) => (met(card) ?? today) === today);
  const step = plan.steps.find((one) => ofToday.some((card) => one.cards.includes(card.id)));
  const portion = ofToday.filter(({ id }) => step?.cards.includes(id));
  const whole = portion.length <= SITTING;
  const limit = Math.max(whole ? portion.length : limitOf(progress), paceOf(deck, progress, clock)?.aDay ?? 0);
  const { left, over } = within(limit, ofToday.filter((card) => met(card) === today).length);
  // Questions of other steps that were met today, by a link to those, leave this one whole.
  const rest = whole ? portion.filter((card) => met(card) === undefined).length : 0;
  return { left: Math.max(left, rest), over };
}

/** How many of the new cards come: what today brings in, and `beyond` that what the reader asked for. */
export function room({ left, over }: Allowance, beyond: number): number {
  return left + Math.max(0, beyond - over);
}

/** What to offer a reader who wants more of the new cards that wait: the rest of a step, or as many as a day brings in. */
export function portion(deck: Deck, progress: Progress, waiting: readonly Card[]): Portion {
  const first = waiting[0];
  const step = first && leading(deck, progress)?.steps.find(({ cards }) => cards.includes(first.id));
  const rest = step ? waiting.filter(({ id }) => step.cards.includes(id)).length : 0;
  if (step && rest <= SITTING) return { more: rest, step: step.title };
  return { more: Math.min(waiting.length, limitOf(progress) || PORTION), step: "" };
}
