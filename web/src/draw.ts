/** The questions of a mock interview: the same for the same seed, options and set of questions. */
import type { Card, MockOptions } from "./model.ts";
import { seeded, shuffled, word, type Random } from "./random.ts";

export const MINUTES = [15, 30, 45, 60];

export function newSeed(random: Random): string {
  return word(6, random);
}

/** Kinds take turns; within a kind the service that was asked least comes first. It ends when no question fits. */
export function draw(cards: readonly Card[], options: MockOptions): Card[] {
  const fits = (wanted: string[], value: string) => !wanted.length || wanted.includes(value);
  const pool = cards
    .filter((card) => fits(options.levels, card.level) && fits(options.services, card.service))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const random = seeded(options.seed);
  const kinds = shuffled([...new Set(pool.map((card) => card.kind))].sort(), random);
  const waiting = new Map(kinds.map((kind) => [kind, shuffled(pool.filter((card) => card.kind === kind), random)]));
  const asked = new Map<string, number>();
  const drawn: Card[] = [];
  let left = options.minutes;
  for (let idle = 0, turn = 0; idle < kinds.length; turn++) {
    const rest = waiting.get(kinds[turn % kinds.length]!)!;
    let best = -1;
    rest.forEach((card, index) => {
      if (card.minutes > left) return;
      if (best < 0 || (asked.get(card.service) ?? 0) < (asked.get(rest[best]!.service) ?? 0)) best = index;
    });
    if (best < 0) {
      idle++;
      continue;
    }
    idle = 0;
    const [card] = rest.splice(best, 1) as [Card];
    drawn.push(card);
    asked.set(card.service, (asked.get(card.service) ?? 0) + 1);
    left -= card.minutes;
  }
  return drawn;
}

const PARAMETERS = ["seed", "minutes", "levels", "services", "edition"];

/** The options in an address, with the edition of the questions they were drawn from. */
export function writeOptions(parameters: URLSearchParams, options: MockOptions | null, edition: string): void {
  for (const name of PARAMETERS) parameters.delete(name);
  if (!options) return;
  parameters.set("seed", options.seed);
  parameters.set("minutes", String(options.minutes));
  if (options.levels.length) parameters.set("levels", options.levels.join(","));
  if (options.services.length) parameters.set("services", options.services.join(","));
  parameters.set("edition", edition);
}

/** The same from an address; a plan's says only how long and at which levels, and `newSeed` gives what it lacks. */
export function readOptions(parameters: URLSearchParams, newSeed: () => string): { options: MockOptions; edition: string } | null {
  if (!PARAMETERS.some((name) => parameters.get(name))) return null;
  const seed = (parameters.get("seed") ?? "").slice(0, 40) || newSeed();
  const minutes = Number(parameters.get("minutes"));
  const list = (name: string) => (parameters.get(name) ?? "").split(",").filter(Boolean);
  return {
    options: { seed, minutes: minutes >= 5 && minutes <= 180 ? minutes : 30, levels: list("levels"), services: list("services") },
    edition: parameters.get("edition") ?? "",
  };
}
