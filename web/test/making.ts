/** Cards, clocks and random documents for the tests. */
import { Deck } from "../src/deck.ts";
import { review, setting, suspend, undo } from "../src/session.ts";
import { EVERYTHING, newProgress, type Card, type GuideCards, type Progress, type Question, type Rating } from "../src/model.ts";
import { answer, startRun, withRun } from "../src/mock.ts";
import { seeded, type Random } from "../src/random.ts";
import { DAY, MINUTE, type Clock } from "../src/time.ts";

export const START = Date.UTC(2026, 10, 23, 9);

export function clockAt(at: number, offset = 0): Clock & { at: number } {
  return { at, now() { return this.at; }, offset: () => offset };
}

const KINDS = ["concept", "comparison", "scenario", "troubleshooting", "design"];
const LEVELS = ["junior", "mid", "senior"] as const;

export function card(id: string, part: Partial<Question> = {}): Question {
  const [service = ""] = id.split("/");
  return {
    id,
    aliases: [],
    service,
    level: "mid",
    kind: "concept",
    topics: ["basics"],
    minutes: 2,
    prompt: `What about ${id}?`,
    spoken: `<p>It is ${id}.</p>`,
    depth: "",
    keyPoints: ["One &amp; only", "Two", "Three"],
    weakSignals: [],
    followUps: [],
    sources: [],
    checked: "2026-11-23",
    url: `../${id}/`,
    hash: `hash of ${id}`,
    part: 0,
    text: `It is ${id}.`,
    ...part,
  };
}

export function guideOf(cards: Card[]): GuideCards {
  const services = [...new Set(cards.map(({ service }) => service))];
  return {
    version: 2,
    categories: [{ id: "first", name: "First" }, { id: "second", name: "Second" }],
    services: services.map((id, index) => ({ id, name: `The ${id}`, short: id, category: index % 2 ? "second" : "first", topics: { basics: "Basics" } })),
    plans: [],
    parts: ["answers.0.js"],
    cards,
  };
}

/** Forty cards of four services, all kinds and levels. */
export function someCards(): Question[] {
  return Array.from({ length: 40 }, (_, index) =>
    card(`${["bread", "cake", "jam", "tea"][index % 4]}/${String(index).padStart(2, "0")}`, {
      level: LEVELS[index % 3]!,
      kind: KINDS[index % 5]!,
      minutes: 1 + (index % 4),
    }),
  );
}

/** The cards here have their answers. */
export const known = (card: Card) => card as Question;

export const deckOf = (...cards: Question[]) => new Deck(guideOf(cards));
export const someDeck = () => deckOf(...someCards());

export const pick = <T>(items: readonly T[], random: Random): T => items[Math.floor(random() * items.length)]!;

/** A document that random use results in, going on from `from`. */
export function randomUse(random: Random, from: Progress = newProgress(), steps = 40): Progress {
  const cards = someCards();
  const deck = someDeck();
  let progress = from;
  let at = START + Math.floor(random() * 30) * DAY;
  for (let step = 0; step < steps; step++) {
    at += Math.floor(random() ** 3 * 3 * DAY) + (random() < 0.2 ? 0 : MINUTE);
    const chosen = pick(cards, random);
    const chance = random();
    if (chance < 0.7) progress = review(progress, chosen, (1 + Math.floor(random() * 4)) as Rating, at, random).progress;
    else if (chance < 0.8) {
      const stored = Object.entries(progress.cards).filter(([, item]) => item.reviews.length);
      if (stored.length) {
        const [id, item] = pick(stored, random);
        progress = undo(progress, id, pick(item.reviews, random).id, null, at);
      }
    } else if (chance < 0.88) progress = suspend(progress, chosen.id, random() < 0.5, at);
    else if (chance < 0.94) {
      if (random() < 0.4) progress = setting(progress, "retention", pick([0.8, 0.9, 0.95], random), at);
      else if (random() < 0.3) progress = setting(progress, "interview", pick(["", "2026-12-04", "2027-01-08"], random), at);
      else progress = setting(progress, "deck", { ...EVERYTHING, levels: ["mid"], plan: pick(["", "one-week"], random), steps: ["day-1"], cards: random() < 0.5 ? [] : [chosen.id] }, at);
    }
    else {
      const run = startRun({ seed: "x", minutes: 15, levels: [], services: [] }, [chosen, pick(cards, random)], random() < 0.5, at, random);
      progress = withRun(progress, run);
      const result = { at, seconds: 60, covered: [0], points: 3, rating: 2 as Rating };
      progress = answer(progress, run, known(deck.get(run.questions[0]!)!), result, random).progress;
    }
  }
  return progress;
}

/** Every review as a text, those taken back too. */
export function reviewsOf(progress: Progress): string[] {
  return Object.entries(progress.cards)
    .flatMap(([id, item]) => item.reviews.map((given) => `${id} ${given.id} ${given.at} ${given.rating}`))
    .sort();
}

/** Run a property for many seeds; a failure says which. */
export function forSeeds(count: number, property: (random: Random) => void): void {
  for (let seed = 0; seed < count; seed++) {
    try {
      property(seeded(`seed ${seed}`));
    } catch (error) {
      throw new Error(`fails for seed ${seed}: ${error instanceof Error ? error.message : error}`, { cause: error });
    }
  }
}

/** A browser's storage for tests, with room for so many characters. */
export class FakeStorage {
  readonly items = new Map<string, string>();
  room = Infinity;
  get length(): number {
    return this.items.size;
  }
  key(index: number): string | null {
    return [...this.items.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    let used = value.length;
    for (const [other, text] of this.items) if (other !== key) used += text.length;
    if (used > this.room) throw new Error("QuotaExceededError");
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}
