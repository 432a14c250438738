/** Random histories of ratings, and what the scheduler makes of them. Nothing in them depends on clock or machine. */
import type { Rating, Review } from "../src/model.ts";
import { seeded } from "../src/random.ts";
import { replay } from "../src/scheduler.ts";
import { DAY, MINUTE } from "../src/time.ts";

const COUNT = 1200;
const START = Date.UTC(2026, 0, 1, 6);
const SAME_DAY = 10 * MINUTE;

export function makeHistories() {
  const random = seeded("histories");
  const histories = [];
  for (let index = 0; index < COUNT; index++) {
    const retention = index % 4 ? 0.9 : ([0.8, 0.85, 0.95] as const)[(index / 4) % 3]!;
    const ratings: Rating[] = [];
    const days: number[] = [];
    const length = 1 + Math.floor(random() * 12);
    for (let step = 0; step < length; step++) {
      const chance = random();
      ratings.push(chance < 0.2 ? 1 : chance < 0.35 ? 2 : chance < 0.8 ? 3 : 4);
      // Often the same day, mostly some days, now and then a year.
      days.push(step === 0 || random() < 0.3 ? 0 : 1 + Math.floor(random() ** 4 * 400));
    }
    let at = START;
    const reviews = ratings.map((rating, step): Review => {
      if (step > 0) at += days[step] ? days[step]! * DAY : SAME_DAY;
      return { id: String(step), at, rating, retention, from: "cards", undone: false };
    });
    const { due, state, stability, difficulty } = replay(reviews);
    histories.push({ retention, ratings, days, due, state, stability, difficulty });
  }
  return {
    about:
      "Made by `npm run histories` from ts-fsrs. The first review is at `start`; each later one comes `days` days after the one " +
      "before, or `sameDayMinutes` minutes after it where days is 0. State: 1 learning, 2 review, 3 relearning. Other " +
      "implementations give the same state, stability and difficulty; `due` may differ: ts-fsrs keeps the intervals of Hard, Good and Easy " +
      "in this order, a day apart (up to two days later), and gives Hard 6 minutes in every learning step.",
    start: new Date(START).toISOString(),
    sameDayMinutes: SAME_DAY / MINUTE,
    histories,
  };
}

/** One history a line, so that a difference can be read. */
export function historiesText(): string {
  const { histories, ...head } = makeHistories();
  const lines = histories.map((history) => `  ${JSON.stringify(history)}`).join(",\n");
  return `${JSON.stringify(head, null, 1).replace(/\n}$/, "")},\n "histories": [\n${lines}\n ]\n}\n`;
}
