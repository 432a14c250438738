/**
 * A text into a progress document: parsed, migrated from older versions, and checked value by value. What is wrong is
 * reported and left out; the rest is kept. Schedules are computed anew from the reviews, so that a file cannot bring
 * a schedule that its reviews do not explain.
 */
import { mergeReviews } from "./merge.ts";
import {
  newCard,
  newProgress,
  VERSION,
  type CardProgress,
  type DeckChoice,
  type MockResult,
  type MockRun,
  type Progress,
  type Rating,
  type Review,
  type Stamped,
} from "./model.ts";
import { LEAST_RETENTION, MOST_RETENTION, replay } from "./scheduler.ts";
import { LAST_MOMENT } from "./time.ts";

type Unknown = Record<string, unknown>;

/** From the version it is listed under to the next one. Each has a stored older document in test/documents/. */
export type Migrations = Record<number, (older: Unknown) => Unknown>;
export const MIGRATIONS: Migrations = {
  // Version 2 keeps the part in depth of an answer that was learned, and a deck may be a study plan.
  1: (older) => ({
    ...older,
    cards: eachOf(older["cards"], (card) => ({ ...card, seen: valueOf(card["seen"], (seen) => ({ ...seen, depth: null })) })),
    settings: withDeck(older["settings"], { plan: "", steps: [] }),
  }),
  // Version 3 knows questions that are to be asked now, and the date of the interview, which nobody had said.
  2: (older) => ({ ...older, settings: withDeck(older["settings"], { cards: [] }) }),
  // Version 4 can take the number of new questions a day back, and keeps none where none was set.
  3: (older) => ({ ...older, settings: withoutUnset(older["settings"]) }),
};

/** What a migration cannot read stays as it is: the reading that follows reports it. */
function eachOf(records: unknown, change: (record: Unknown) => Unknown): unknown {
  if (!isRecord(records)) return records;
  return Object.fromEntries(Object.entries(records).map(([name, value]) => [name, isRecord(value) ? change(value) : value]));
}

function withDeck(settings: unknown, part: Unknown): unknown {
  return isRecord(settings) ? { ...settings, deck: valueOf(settings["deck"], (deck) => ({ ...deck, ...part })) } : settings;
}

function withoutUnset(settings: unknown): unknown {
  if (!isRecord(settings)) return settings;
  const { newPerDay } = settings;
  return isRecord(newPerDay) && newPerDay["at"] === 0 ? { ...settings, newPerDay: { value: null, at: 0 } } : settings;
}

function valueOf(stamped: unknown, change: (value: Unknown) => Unknown): unknown {
  return isRecord(stamped) && isRecord(stamped["value"]) ? { ...stamped, value: change(stamped["value"]) } : stamped;
}

export type Reading =
  | { kind: "read"; progress: Progress; faults: string[] }
  | { kind: "newer"; version: number }
  | { kind: "unreadable"; why: string };

/** `check` is there for the tests: what it throws must not reach the app, which reads at its start. */
export function read(text: string, check: (document: Unknown) => Reading = validate): Reading {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { kind: "unreadable", why: "it is not JSON" };
  }
  if (!isRecord(raw)) return { kind: "unreadable", why: "it is not a progress document" };
  const migrated = migrate(raw, MIGRATIONS, VERSION);
  if (migrated.kind !== "migrated") return migrated;
  try {
    return check(migrated.document);
  } catch (error) {
    return { kind: "unreadable", why: `it could not be checked (${error})` };
  }
}

type Migrated = { kind: "migrated"; document: Unknown } | { kind: "newer"; version: number } | { kind: "unreadable"; why: string };

/** Step by step to the wanted version. */
export function migrate(raw: Unknown, migrations: Migrations, wanted: number): Migrated {
  let document = raw;
  let version = document["version"];
  if (typeof version !== "number" || !Number.isInteger(version) || version < 0) {
    return { kind: "unreadable", why: "it does not say its version" };
  }
  if (version > wanted) return { kind: "newer", version };
  while (version < wanted) {
    const step: ((older: Unknown) => Unknown) | undefined = migrations[version];
    if (!step) return { kind: "unreadable", why: `nothing leads on from version ${version}` };
    try {
      document = step(document);
    } catch {
      return { kind: "unreadable", why: `it is not a document of version ${version}` };
    }
    document = { ...document, version: ++version };
  }
  return { kind: "migrated", document };
}

function isRecord(value: unknown): value is Unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const isText = (value: unknown): value is string => typeof value === "string";
const isTrue = (value: unknown): value is boolean => typeof value === "boolean";
const isMoment = (value: unknown): value is number => typeof value === "number" && value >= 0 && value <= LAST_MOMENT;
const isCount = (value: unknown): value is number => isMoment(value) && Number.isInteger(value);
const isCountOrNull = (value: unknown): value is number | null => value === null || isCount(value);
const isRating = (value: unknown): value is Rating => value === 1 || value === 2 || value === 3 || value === 4;
const isRetention = (value: unknown): value is number =>
  typeof value === "number" && value >= LEAST_RETENTION && value <= MOST_RETENTION;
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

const isDateOrEmpty = (value: unknown): value is string => value === "" || (isText(value) && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)));

/** Not a name that every object has something under: a lookup by it would find that where nothing is kept. */
const isKey = (key: string) => !(key in Object.prototype);

function stampedOr<T>(value: unknown, unset: Stamped<T>, valid: (inner: unknown) => inner is T, fault: () => void): Stamped<T> {
  if (value === undefined) return unset;
  if (isRecord(value) && isMoment(value["at"]) && valid(value["value"])) return { value: value["value"], at: value["at"] };
  fault();
  return unset;
}

function readReview(value: unknown): Review | null {
  if (!isRecord(value)) return null;
  const { id, at, rating, retention, from, undone } = value;
  if (!isText(id) || !isMoment(at) || !isRating(rating) || !isRetention(retention) || !isTrue(undone)) return null;
  if (from !== "cards" && from !== "mock") return null;
  return { id, at, rating, retention, from, undone };
}

function readCard(name: string, value: unknown, faults: string[]): CardProgress | null {
  if (!isKey(name) || !isRecord(value) || !Array.isArray(value["reviews"])) {
    faults.push(`${name}: not a card`);
    return null;
  }
  const unset = newCard();
  const reviews: Review[] = [];
  value["reviews"].forEach((item, index) => {
    const review = readReview(item);
    if (review) reviews.push(review);
    else faults.push(`${name}: review ${index + 1} is damaged`);
  });
  const isSeen = (seen: unknown): seen is CardProgress["seen"]["value"] =>
    seen === null || (isRecord(seen) && isText(seen["hash"]) && isText(seen["text"]) && (seen["depth"] === null || isText(seen["depth"])));
  const ordered = mergeReviews(reviews, []);
  return {
    ...unset,
    ...replay(ordered),
    reviews: ordered,
    seen: stampedOr(value["seen"], unset.seen, isSeen, () => faults.push(`${name}: what was seen is damaged`)),
    suspended: stampedOr(value["suspended"], unset.suspended, isTrue, () => faults.push(`${name}: its suspension is damaged`)),
  };
}

function readResult(value: unknown): MockResult | null {
  if (!isRecord(value)) return null;
  const { at, seconds, covered, points, rating } = value;
  if (!isMoment(at) || !isMoment(seconds) || !isCount(points) || !isRating(rating)) return null;
  if (!Array.isArray(covered) || !covered.every(isCount)) return null;
  return { at, seconds, covered, points, rating };
}

function readRun(name: string, value: unknown, faults: string[]): MockRun | null {
  const options = isRecord(value) ? value["options"] : null;
  const questions = isRecord(value) ? value["questions"] : null;
  if (!isKey(name) || !isRecord(value) || !isRecord(options) || !isRecord(value["results"]) || !isTexts(questions) || !questions.every(isKey)) {
    faults.push(`mock interview ${name}: damaged`);
    return null;
  }
  const { at, ended, feeds } = value;
  const { seed, minutes, levels, services } = options;
  if (!isMoment(at) || !isTrue(ended) || !isTrue(feeds) || !isText(seed) || !isMoment(minutes) || !isTexts(levels) || !isTexts(services)) {
    faults.push(`mock interview ${name}: damaged`);
    return null;
  }
  const results: Record<string, MockResult> = {};
  for (const [question, item] of Object.entries(value["results"])) {
    const result = readResult(item);
    if (result && isKey(question)) results[question] = result;
    else faults.push(`mock interview ${name}: the result of ${question} is damaged`);
  }
  return { id: name, at, options: { seed, minutes, levels, services }, questions, results, ended, feeds };
}

function readDeck(value: unknown): value is DeckChoice {
  return isRecord(value) && ["categories", "services", "levels", "kinds", "topics", "steps", "cards"].every((name) => isTexts(value[name])) && isText(value["plan"]);
}

/** A document of the current version, without what is damaged. */
export function validate(document: Unknown): Reading {
  const faults: string[] = [];
  const progress = newProgress();
  const { cards, mocks, settings, replaced } = document;
  if (!isRecord(cards)) return { kind: "unreadable", why: "it holds no cards" };
  for (const [name, value] of Object.entries(cards)) {
    const card = readCard(name, value, faults);
    if (card) progress.cards[name] = card;
  }
  if (isRecord(mocks)) {
    for (const [name, value] of Object.entries(mocks)) {
      const run = readRun(name, value, faults);
      if (run) progress.mocks[name] = run;
    }
  } else if (mocks !== undefined) faults.push("the mock interviews are damaged");
  if (isRecord(settings)) {
    const unset = progress.settings;
    const fault = (name: string) => () => void faults.push(`setting ${name}: damaged`);
    progress.settings = {
      retention: stampedOr(settings["retention"], unset.retention, isRetention, fault("retention")),
      newPerDay: stampedOr(settings["newPerDay"], unset.newPerDay, isCountOrNull, fault("new per day")),
      reviewsPerDay: stampedOr(settings["reviewsPerDay"], unset.reviewsPerDay, isCount, fault("reviews per day")),
      deck: stampedOr(settings["deck"], unset.deck, readDeck, fault("deck")),
      interview: stampedOr(settings["interview"], unset.interview, isDateOrEmpty, fault("date of the interview")),
    };
  } else if (settings !== undefined) faults.push("the settings are damaged");
  if (isMoment(replaced)) progress.replaced = replaced;
  progress.exported = stampedOr(document["exported"], progress.exported, isCount, () => faults.push("the note of the last export is damaged"));
  progress.reminded = stampedOr(document["reminded"], progress.reminded, isTrue, () => faults.push("the note of the last reminder is damaged"));
  return { kind: "read", progress, faults };
}
