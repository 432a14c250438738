/** What a reader does to cards, each as a new document. */
import { seenNow } from "./changes.ts";
import { mergeReviews } from "./merge.ts";
import { newCard, type CardProgress, type Progress, type Question, type Rating, type Review, type Settings, type Stamped } from "./model.ts";
import { newId, type Random } from "./random.ts";
import { momentOfRating, replay } from "./scheduler.ts";
import { momentAfter } from "./time.ts";

/** A value in the place of a former one: of the two it is the later one, in every tab and on every device. */
function instead<T>(former: Stamped<T>, value: T, now: number): Stamped<T> {
  return { value, at: momentAfter(former.at, now) };
}

function withCard(progress: Progress, id: string, change: (card: CardProgress) => CardProgress): Progress {
  return { ...progress, cards: { ...progress.cards, [id]: change(progress.cards[id] ?? newCard()) } };
}

function withReviews(card: CardProgress, reviews: Review[]): CardProgress {
  return { ...card, ...replay(reviews), reviews };
}

/** A rating given; the answer as it is now counts as learned. */
export function review(
  progress: Progress,
  question: Question,
  rating: Rating,
  now: number,
  random: Random,
  from: Review["from"] = "cards",
): { progress: Progress; review: Review } {
  const retention = progress.settings.retention.value;
  const at = momentOfRating(progress.cards[question.id] ?? newCard(), now);
  const given: Review = { id: newId(at, random), at, rating, retention, from, undone: false };
  const next = withCard(progress, question.id, (stored) => ({
    ...withReviews(stored, mergeReviews(stored.reviews, [given])),
    seen: instead(stored.seen, seenNow(question), now),
  }));
  return { progress: next, review: given };
}

/** Take back one review: it stays in the list, marked, so that another tab does not bring it back. */
export function undo(progress: Progress, id: string, reviewId: string, seenBefore: CardProgress["seen"]["value"], at: number): Progress {
  return withCard(progress, id, (stored) => ({
    ...withReviews(
      stored,
      stored.reviews.map((given) => (given.id === reviewId ? { ...given, undone: true } : given)),
    ),
    seen: instead(stored.seen, seenBefore, at),
  }));
}

export function suspend(progress: Progress, id: string, suspended: boolean, at: number): Progress {
  return withCard(progress, id, (stored) => ({ ...stored, suspended: instead(stored.suspended, suspended, at) }));
}

export function setting<K extends keyof Settings>(progress: Progress, name: K, value: Settings[K]["value"], at: number): Progress {
  const former: Stamped<Settings[K]["value"]> = progress.settings[name];
  return { ...progress, settings: { ...progress.settings, [name]: instead(former, value, at) } };
}
