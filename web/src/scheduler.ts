/** When a card comes back: FSRS with its default parameters. A schedule follows from the reviews alone. */
import { createEmptyCard, fsrs, type Card as FsrsCard, type FSRS, type Grade } from "ts-fsrs";
import { NEVER_REVIEWED, RATINGS, type Rating, type Review, type Schedule, type State } from "./model.ts";
import { momentAfter } from "./time.ts";

export const LEAST_RETENTION = 0.7;
export const MOST_RETENTION = 0.97;

const schedulers = new Map<number, FSRS>();

function schedulerFor(retention: number): FSRS {
  let found = schedulers.get(retention);
  if (!found) schedulers.set(retention, (found = fsrs({ request_retention: retention })));
  return found;
}

function toFsrs(schedule: Schedule, at: number): FsrsCard {
  if (!schedule.last) return createEmptyCard(new Date(at));
  const { due, state, stability, difficulty, step, reps, lapses, last } = schedule;
  return {
    due: new Date(due),
    state: state as number,
    stability,
    difficulty,
    learning_steps: step,
    reps,
    lapses,
    last_review: new Date(last),
    elapsed_days: 0,
    scheduled_days: 0,
  };
}

function fromFsrs(card: FsrsCard): Schedule {
  return {
    due: card.due.toISOString(),
    state: card.state as number as State,
    stability: card.stability,
    difficulty: card.difficulty,
    step: card.learning_steps,
    reps: card.reps,
    lapses: card.lapses,
    last: card.last_review ? card.last_review.toISOString() : "",
  };
}

/** The schedule after one more rating. */
export function rate(schedule: Schedule, rating: Rating, at: number, retention: number): Schedule {
  return fromFsrs(schedulerFor(retention).next(toFsrs(schedule, at), new Date(at), rating as number as Grade).card);
}

/** When a rating given now counts: after the last review. */
export function momentOfRating({ last }: Schedule, now: number): number {
  return last ? momentAfter(Date.parse(last), now) : now;
}

/** The four possible schedules, in the order of the ratings. */
export function preview(schedule: Schedule, now: number, retention: number): Schedule[] {
  const at = momentOfRating(schedule, now);
  return RATINGS.map((rating) => rate(schedule, rating, at, retention));
}

/** The state of the card before each review that counts, and the schedule after the last. */
export function replaySteps(reviews: readonly Review[]): { schedule: Schedule; before: { review: Review; state: State }[] } {
  let schedule = NEVER_REVIEWED;
  const before: { review: Review; state: State }[] = [];
  for (const review of reviews) {
    if (review.undone) continue;
    before.push({ review, state: schedule.state });
    schedule = rate(schedule, review.rating, review.at, review.retention);
  }
  return { schedule, before };
}

/** The schedule that a list of reviews, in the order of their time, results in. */
export function replay(reviews: readonly Review[]): Schedule {
  return replaySteps(reviews).schedule;
}

/** The chance, 0 to 1, that the answer is remembered at that moment. */
export function retrievability(schedule: Schedule, at: number, retention: number): number {
  if (!schedule.last) return 0;
  return schedulerFor(retention).get_retrievability(toFsrs(schedule, at), new Date(at), false);
}
