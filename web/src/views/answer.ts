/** The parts of a card that both the flashcards and the mock interview show. */
import type { Card, Question } from "../model.ts";
import type { Deck } from "../deck.ts";
import { capital } from "../mock.ts";
import { h, trusted, type Child } from "./dom.ts";

export function chipsOf(deck: Deck, card: Card, ...more: Child[]): HTMLElement {
  return h(
    "p",
    { class: "practice-labels" },
    h("span", { class: "chip" }, deck.service(card.service)),
    h("span", { class: `chip level-${card.level}` }, capital(card.level)),
    h("span", { class: "chip" }, capital(card.kind)),
    h("span", { class: "chip" }, `${card.minutes} min`),
    more,
  );
}

export function spoken(question: Question): HTMLElement {
  return h("div", { class: "spoken" }, trusted(question.spoken));
}

export function depth(question: Question): Child {
  return question.depth && h("details", { class: "practice-more" }, h("summary", {}, "In depth"), h("div", { class: "depth" }, trusted(question.depth)));
}

export function list(title: string, items: string[], name: string): Child {
  return items.length > 0 && h("section", { class: name }, h("h4", {}, title), h("ul", {}, items.map((item) => h("li", {}, trusted(item)))));
}

export function followUps(deck: Deck, asked: Question, ...more: Child[]): Child {
  const items = asked.followUps.map(({ ask, answer, question }) => {
    const other = question ? deck.get(question) : undefined;
    const line = answer ? h("details", { class: "reply" }, h("summary", {}, trusted(ask)), h("p", {}, trusted(answer))) : trusted(ask);
    return h("li", {}, line, other && [" ", h("a", { href: other.url }, `See: ${other.prompt}`)]);
  });
  return items.length > 0 && h("section", { class: "follow-ups" }, h("h4", {}, "What is asked next"), h("ul", {}, items), more);
}

function longDate(date: string): string {
  return new Date(date).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

export function sources(question: Question): HTMLElement {
  const links = question.sources.flatMap(({ title, url }, index) => [index ? " · " : "", h("a", { href: url }, title)]);
  return h(
    "footer",
    { class: "sources" },
    h("p", {}, links.length > 0 && ["Sources: ", links, ". "], "Checked on ", h("time", { datetime: question.checked }, longDate(question.checked)), "."),
    h("p", {}, h("a", { href: question.url }, "Open this question on its page")),
  );
}
