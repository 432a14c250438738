/** How far the reader is. */
import { percent } from "../mock.ts";
import { overview, type Tally } from "../progress.ts";
import { dateOfDay, dayOf } from "../time.ts";
import { bars, stack, table } from "./charts.ts";
import type { Context, View } from "./context.ts";
import { anew, count, FOCUSABLE, h, put, type Child } from "./dom.ts";

const HEAD = ["Questions", "Seen", "Due", "Mature", "Retention", "Share seen"];

function row(tally: Tally): Child[] {
  return [
    tally.name,
    tally.cards,
    tally.seen,
    tally.due,
    tally.mature,
    tally.reviews ? percent(tally.remembered / tally.reviews) : "–",
    stack([{ name: "mature", value: tally.mature }, { name: "seen", value: tally.seen - tally.mature }], tally.cards),
  ];
}

export function progressView(context: Context): View {
  const element = h("section", { "aria-label": "Progress" });

  function render(): void {
    const { deck, store, clock } = context;
    const { all, services, forecast, history, streak, today } = overview(deck, store.progress, clock);
    const day = dayOf(clock, clock.now());
    const archived = deck.archived(store.progress);
    const tile = (value: Child, name: string) => h("div", {}, h("dd", {}, value), h("dt", {}, name));
    put(
      element,
      h("h2", FOCUSABLE, "Progress"),
      h(
        "dl",
        { class: "practice-tiles" },
        tile(`${all.seen} of ${all.cards}`, "questions seen"),
        tile(all.due, "due today"),
        tile(all.mature, "mature: remembered for three weeks"),
        tile(all.reviews ? percent(all.remembered / all.reviews) : "–", "retention: learned answers remembered"),
        tile(today.fresh + today.again, "questions today"),
        tile(count(streak, "day"), "of practice in a row"),
      ),
      bars("Coming back in the next 30 days", "questions", forecast.map((_, index) => dateOfDay(day + index)), forecast),
      bars("Reviews in the last 30 days", "reviews", history.map((_, index) => dateOfDay(day - history.length + 1 + index)), history),
      h("h3", {}, "By service"),
      table("Progress by service", ["Service", ...HEAD], services.map(({ tally }) => row(tally))),
      h("p", { class: "practice-legend practice-quiet" }, h("span", { class: "mature" }), " mature ", h("span", { class: "seen" }), " seen ", h("span", { class: "rest" }), " not yet seen"),
      h("h3", {}, "By topic"),
      services.map(
        ({ tally, topics }) =>
          topics.length > 0 &&
          h("details", { class: "practice-more" }, h("summary", {}, `${tally.name}: ${count(topics.length, "topic")}`), table(`${tally.name} by topic`, ["Topic", ...HEAD], topics.map(row))),
      ),
      archived.length > 0 && [
        h("h3", {}, "Archived"),
        h("p", {}, `${count(archived.length, "question was", "questions were")} removed from the guide since you practised. Your reviews of them are kept, and are in every export.`),
        h("ul", {}, archived.map((id) => h("li", {}, h("code", {}, id), ` ${count(store.progress.cards[id]!.reviews.filter((review) => !review.undone).length, "review")}`))),
      ],
    );
  }

  render();
  return { element, refresh: () => anew(element, render) };
}
