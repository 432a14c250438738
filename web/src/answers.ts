/** The answers in parts: each is loaded when a question of it is to be shown, and once. Written by macros/rendering/practice.py. */
import type { Load } from "./load.ts";
import type { Answer, Card, Question } from "./model.ts";

type Part = Record<string, Answer>;

export class Answers {
  private readonly here = new Map<number, Part>();
  private readonly coming = new Map<number, Promise<void>>();

  constructor(
    private readonly files: readonly string[],
    private readonly load: Load,
  ) {}

  /** The question with its answer, if that is here. */
  get(card: Card): Question | undefined {
    const answer = this.here.get(card.part)?.[card.id];
    return answer && { ...card, ...answer };
  }

  /** Load the answers of some cards. Fails when one does not come; asked again, it is tried again. */
  async fetch(cards: readonly Card[]): Promise<void> {
    await Promise.all([...new Set(cards.map(({ part }) => part))].map((part) => this.part(part)));
    for (const card of cards) if (!this.get(card)) throw new Error(`no answer to ${card.id}`);
  }

  /** Load answers that may be wanted soon, one after the other. One that does not come is asked for again when it is wanted. */
  async ahead(cards: readonly Card[]): Promise<void> {
    for (const { part } of cards) await this.part(part).catch(() => {});
  }

  private part(number: number): Promise<void> {
    if (this.here.has(number)) return Promise.resolve();
    let coming = this.coming.get(number);
    if (!coming) {
      coming = this.load(this.files[number]!)
        .then((part) => void this.here.set(number, part as Part))
        .finally(() => this.coming.delete(number));
      this.coming.set(number, coming);
    }
    return coming;
  }
}
