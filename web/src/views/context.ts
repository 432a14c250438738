/** What every view is given, and what it gives back. */
import type { Answers } from "../answers.ts";
import type { Deck } from "../deck.ts";
import type { Random } from "../random.ts";
import type { Store } from "../storage.ts";
import type { Clock } from "../time.ts";

export interface Context {
  store: Store;
  deck: Deck;
  answers: Answers;
  clock: Clock;
  random: Random;
  /** Say something to a screen reader. */
  announce(text: string): void;
  /** The document changed: notices may come or go, and other pages are told what they need. */
  notices(): void;
  /** Change the address's parameters without loading anything. */
  address(change: (parameters: URLSearchParams) => void): void;
  parameters(): URLSearchParams;
  /** Show another view, as its button does. */
  go(view: string): void;
}

export interface View {
  element: HTMLElement;
  /** A key was pressed outside of text fields. True: it was used. */
  key?(key: string): boolean;
  /** Another tab changed the document. */
  refresh(): void;
  dispose?(): void;
}
