/** What a reader does to cards, each as a new document. */
import { seenNow } from "./changes.ts";
import { mergeReviews } from "./merge.ts";
import { newCard, type CardProgress, type Progress, type Question, type Rating, type Review } from "./model.ts";
import { newId, type Random } from "./random.ts";
import { replay } from "./scheduler.ts";

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
  at: number,
  random: Random,
  from: Review["from"] = "cards",
): { progress: Progress; review: Review } {
  const retention = progress.settings.retention.value;
  const given: Review = { id: newId(at, random), at, rating, retention, from, undone: false };
  const next = withCard(progress, question.id, (stored) => ({
    ...withReviews(stored, mergeReviews(stored.reviews, [given])),
    seen: { value: seenNow(question), at },
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
    seen: { value: seenBefore, at },
  }));
}

export function suspend(progress: Progress, id: string, suspended: boolean, at: number): Progress {
  return withCard(progress, id, (stored) => ({ ...stored, suspended: { value: suspended, at } }));
}

export function setting<K extends keyof Progress["settings"]>(
  progress: Progress,
  name: K,
  value: Progress["settings"][K]["value"],
  at: number,
): Progress {
  return { ...progress, settings: { ...progress.settings, [name]: { value, at } } };
}
