/** The questions at hand: found by id, chosen by the reader, and brought together with stored progress. */
import { mergeCards } from "./merge.ts";
import type { Card, CardProgress, DeckChoice, GuideCards, Plan, Progress } from "./model.ts";
import { seeded, word } from "./random.ts";

export class Deck {
  readonly cards: readonly Card[];
  /** A mark of all that a draw depends on: two copies of the guide with the same one draw the same questions. */
  readonly edition: string;
  private readonly byId = new Map<string, Card>();
  private readonly categoryOf = new Map<string, string>();
  private readonly nameOf = new Map<string, string>();
  private readonly topicsOf = new Map<string, Record<string, string>>();

  constructor(readonly guide: GuideCards) {
    this.cards = guide.cards;
    for (const card of guide.cards) this.byId.set(card.id, card);
    const drawn = guide.cards.map(({ id, service, kind, level, minutes }) => [id, service, kind, level, minutes].join(" "));
    this.edition = word(8, seeded(drawn.sort().join("\n")));
    for (const service of guide.services) {
      this.categoryOf.set(service.id, service.category);
      this.nameOf.set(service.id, service.short || service.name);
      this.topicsOf.set(service.id, service.topics);
    }
  }

  get(id: string): Card | undefined {
    return this.byId.get(id);
  }

  service(id: string): string {
    return this.nameOf.get(id) ?? id;
  }

  topic(service: string, id: string): string {
    return this.topicsOf.get(service)?.[id] ?? id;
  }

  category(card: Card): string {
    return this.categoryOf.get(card.service) ?? "";
  }

  /** A study plan; none when its page is gone. */
  plan(id: string): Plan | undefined {
    return this.guide.plans.find((plan) => plan.id === id);
  }

  /** The questions that are to be asked now; none when there is no such wish, or when the guide has none of them anymore. */
  picked(choice: DeckChoice): Card[] {
    return choice.cards.flatMap((id) => this.byId.get(id) ?? []);
  }

  /** The cards of a choice: those picked, or of each list any value, and every list; in the order of its study plan, if it has one. */
  chosen(choice: DeckChoice): Card[] {
    const picked = this.picked(choice);
    if (picked.length) return picked;
    const any = (wanted: string[], values: string[]) => !wanted.length || values.some((value) => wanted.includes(value));
    return this.pool(choice).filter(
      (card) =>
        any(choice.categories, [this.category(card)]) &&
        any(choice.services, [card.service]) &&
        any(choice.levels, [card.level]) &&
        any(choice.kinds, [card.kind]) &&
        any(choice.topics, topicKeys(card)),
    );
  }

  private pool({ plan: id, steps: wanted }: DeckChoice): readonly Card[] {
    const plan = this.plan(id);
    if (!plan) return this.cards;
    const known = plan.steps.filter((step) => wanted.includes(step.id));
    const steps = known.length ? known : plan.steps;
    return [...new Set(steps.flatMap((step) => step.cards))].flatMap((name) => this.byId.get(name) ?? []);
  }

  /** Move what is stored under a former id to the card that has it now. Gives the same document when nothing moves. */
  adopt(progress: Progress): Progress {
    let cards: Record<string, CardProgress> | null = null;
    for (const card of this.cards) {
      for (const alias of card.aliases) {
        const former = (cards ?? progress.cards)[alias];
        if (!former || this.byId.has(alias)) continue;
        cards ??= { ...progress.cards };
        const present = cards[card.id];
        cards[card.id] = present ? mergeCards(present, former) : former;
        delete cards[alias];
      }
    }
    return cards ? { ...progress, cards } : progress;
  }

  /** Ids that have reviews and no question anymore: kept, and in every export. */
  archived(progress: Progress): string[] {
    return Object.keys(progress.cards)
      .filter((id) => !this.byId.has(id) && progress.cards[id]!.reviews.length > 0)
      .sort();
  }
}

export function topicKeys(card: Card): string[] {
  return card.topics.map((topic) => `${card.service}/${topic}`);
}
