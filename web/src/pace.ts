/** What is left until the interview, and what a day has to bring for a study plan to be through by then. */
import type { Deck } from "./deck.ts";
import type { Progress } from "./model.ts";
import { DAY, dayOf, type Clock } from "./time.ts";

export interface Pace {
  /** Days of practice before the day of the interview, with today; 0 on that day. */
  days: number;
  /** Questions of the plan that were not rated yet. */
  left: number;
  /** How many were rated for the first time today. */
  today: number;
  /** New questions a day, and the minutes that their answers take aloud. Through the day it is the same number. */
  aDay: number;
  minutes: number;
}

/** Nothing without a date, after it, and without a plan, for nobody has to know the whole guide. */
export function paceOf(deck: Deck, progress: Progress, clock: Clock): Pace | null {
  const { deck: choice, interview } = progress.settings;
  const today = dayOf(clock, clock.now());
  const days = Date.parse(interview.value) / DAY - today;
  if (!(days >= 0) || !deck.plan(choice.value.plan)) return null;
  const pace: Pace = { days, left: 0, today: 0, aDay: 0, minutes: 0 };
  let minutes = 0;
  for (const card of deck.chosen({ ...choice.value, steps: [], cards: [] })) {
    const stored = progress.cards[card.id];
    const first = stored?.reviews.find((review) => !review.undone);
    if (!first && stored?.suspended.value) continue;
    if (!first) pace.left++;
    else if (dayOf(clock, first.at) === today) pace.today++;
    else continue;
    minutes += card.minutes;
  }
  const over = Math.max(1, days);
  return { ...pace, aDay: Math.ceil((pace.left + pace.today) / over), minutes: Math.ceil(minutes / over) };
}
