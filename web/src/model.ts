/** The records of the practice app: the questions it is given, and the progress it keeps. Nothing here does anything. */

/** How well the answer was remembered: 1 Again, 2 Hard, 3 Good, 4 Easy. */
export type Rating = 1 | 2 | 3 | 4;

/** Where a card is in its life: 0 new, 1 learning, 2 review, 3 relearning. */
export type State = 0 | 1 | 2 | 3;

export type Level = "junior" | "mid" | "senior";
export const LEVELS: readonly Level[] = ["junior", "mid", "senior"];
export const RATINGS: readonly Rating[] = [1, 2, 3, 4];
export const RATING_NAMES: Record<Rating, string> = { 1: "Again", 2: "Hard", 3: "Good", 4: "Easy" };

/** What choosing, scheduling, drawing and listing need of a question; the site's build writes it. */
export interface Card {
  id: string;
  /** Former ids; progress stored under one of them belongs to this card. */
  aliases: string[];
  service: string;
  level: Level;
  kind: string;
  /** Ids; their titles are the service's. */
  topics: string[];
  /** How long a spoken answer should take. */
  minutes: number;
  prompt: string;
  url: string;
  /** Of the answer's text: another hash means another answer. */
  hash: string;
  /** The number of the part that holds its answer. */
  part: number;
}

/** What only a question that is shown needs. HTML is the site's own and trusted. */
export interface Answer {
  spoken: string;
  depth: string;
  keyPoints: string[];
  weakSignals: string[];
  /** Each with what one would say, or the id of the question that answers it, or both; empty where there is none. */
  followUps: { ask: string; answer: string; question: string }[];
  sources: { title: string; url: string }[];
  checked: string;
  /** The spoken answer as plain text. */
  text: string;
}

/** A card whose answer is there: only such a one can be shown and rated. */
export type Question = Card & Answer;

/** An order to read and practise in; each step names its cards in their order. */
export interface Plan {
  id: string;
  name: string;
  description: string;
  url: string;
  steps: { id: string; title: string; cards: string[] }[];
}

/** The index of questions, one for each build of the site. */
export interface GuideCards {
  version: number;
  categories: { id: string; name: string }[];
  services: { id: string; name: string; short: string; category: string; topics: Record<string, string> }[];
  plans: Plan[];
  /** Names of the files with the answers, beside this one. */
  parts: string[];
  cards: Card[];
}

/** A value with the moment of its last change, so that of two the later one wins. */
export interface Stamped<T> {
  value: T;
  /** Milliseconds since 1970; 0 means never set. */
  at: number;
}

/** One answer given to one card. A review is never deleted: one taken back stays, marked `undone`. */
export interface Review {
  id: string;
  at: number;
  rating: Rating;
  /** The desired retention at that moment; intervals follow from it. */
  retention: number;
  /** Where it comes from. */
  from: "cards" | "mock";
  undone: boolean;
}

/** What follows from a card's reviews. Kept so that other pages can show it without knowing how it is computed. */
export interface Schedule {
  /** ISO date and time. */
  due: string;
  state: State;
  /** Days until the chance to remember falls to 90 percent. */
  stability: number;
  difficulty: number;
  /** Which learning step comes next. */
  step: number;
  reps: number;
  lapses: number;
  /** ISO date and time of the last review, empty without one. */
  last: string;
}

/** The answer as it was when the card was last rated. */
export interface Seen {
  hash: string;
  /** The spoken answer and the key points. */
  text: string;
  /** The part in depth; null where it was not kept yet (documents of version 1). */
  depth: string | null;
}

export interface CardProgress extends Schedule {
  /** In the order of their time. */
  reviews: Review[];
  seen: Stamped<Seen | null>;
  suspended: Stamped<boolean>;
}

/** Which cards to practise; an empty list means all. */
export interface DeckChoice {
  categories: string[];
  services: string[];
  levels: string[];
  kinds: string[];
  /** Each is a service and a topic: `lambda/performance`. */
  topics: string[];
  /** Id of a study plan, whose order then holds; empty for none. */
  plan: string;
  /** Ids of steps of that plan. */
  steps: string[];
  /** Ids of questions to be asked now, whatever the rest says; what the rest chooses is gone back to. */
  cards: string[];
}

export interface MockOptions {
  seed: string;
  minutes: number;
  levels: string[];
  services: string[];
}

/** How one question of a mock interview went. */
export interface MockResult {
  at: number;
  seconds: number;
  /** Indexes of the key points that the answer covered. */
  covered: number[];
  points: number;
  rating: Rating;
}

export interface MockRun {
  id: string;
  at: number;
  options: MockOptions;
  /** Ids in the order they are asked. */
  questions: string[];
  results: Record<string, MockResult>;
  ended: boolean;
  /** Whether its ratings also count as reviews of the flashcards. */
  feeds: boolean;
}

export interface Settings {
  /** Desired retention, 0.7 to 0.97. */
  retention: Stamped<number>;
  /** Null where the reader leaves it to the study plan, or to the app. */
  newPerDay: Stamped<number | null>;
  reviewsPerDay: Stamped<number>;
  deck: Stamped<DeckChoice>;
  /** The date of the interview as 2026-12-04; empty when the reader has not said it. */
  interview: Stamped<string>;
}

/** All that is remembered about a reader: one document in the browser's storage. */
export interface Progress {
  version: 4;
  /** When the whole document was last replaced by an imported one; 0 means never. */
  replaced: number;
  cards: Record<string, CardProgress>;
  mocks: Record<string, MockRun>;
  settings: Settings;
  /** How many reviews the last exported file held. */
  exported: Stamped<number>;
  /** When the reminder to export was put off. */
  reminded: Stamped<boolean>;
}

export const VERSION = 4;
export const STORAGE_KEY = "guide.progress";
/** For pages that know the document and not the guide's questions: ids of cards without a question, written by the app. */
export const ARCHIVED_KEY = `${STORAGE_KEY}.archived`;

export const EVERYTHING: DeckChoice = { categories: [], services: [], levels: [], kinds: [], topics: [], plan: "", steps: [], cards: [] };

export const NEVER_REVIEWED: Schedule = { due: "", state: 0, stability: 0, difficulty: 0, step: 0, reps: 0, lapses: 0, last: "" };

export function newCard(): CardProgress {
  return { ...NEVER_REVIEWED, reviews: [], seen: { value: null, at: 0 }, suspended: { value: false, at: 0 } };
}

export function newProgress(): Progress {
  return {
    version: VERSION,
    replaced: 0,
    cards: {},
    mocks: {},
    settings: {
      retention: { value: 0.9, at: 0 },
      newPerDay: { value: null, at: 0 },
      reviewsPerDay: { value: 100, at: 0 },
      deck: { value: EVERYTHING, at: 0 },
      interview: { value: "", at: 0 },
    },
    exported: { value: 0, at: 0 },
    reminded: { value: false, at: 0 },
  };
}
