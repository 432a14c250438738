/** Mock interview: set up, asked, compared with the rubric, reported. */
import { draw, MINUTES, newSeed, readOptions, writeOptions } from "../draw.ts";
import { answer, capital, earlier, markdown, nextQuestion, percent, reportOf, share, startRun, suggestedRating, unfinished, withRun, type Group } from "../mock.ts";
import { EVERYTHING, LEVELS, RATING_NAMES, RATINGS, type Card, type MockOptions, type MockRun, type Question, type Rating } from "../model.ts";
import { setting } from "../session.ts";
import { shortcut } from "../shortcuts.ts";
import { localDate, minutesAndSeconds, Stopwatch } from "../time.ts";
import { chipsOf, depth, followUps, list, sources, spoken } from "./answer.ts";
import { loading, lost } from "./coming.ts";
import type { Context, View } from "./context.ts";
import { hear, silence } from "./speech.ts";
import { button, chips, count, focusOn, FOCUSABLE, h, link, put, reveal, save, trusted, type Child } from "./dom.ts";

export function mock(context: Context): View {
  const { store, deck, answers, clock, random } = context;
  const known = (card: Card) => answers.get(card);
  const element = h("section", { "aria-label": "Mock interview" });
  let ticking: ReturnType<typeof setInterval> | undefined;
  /** What a key does on the screen that shows. */
  let keys: Record<string, () => void> = {};

  function screen(...children: Child[]): void {
    clearInterval(ticking);
    silence();
    keys = {};
    put(element, ...children);
  }

  function moved(): void {
    focusOn(element.querySelector("h2"));
    reveal(element);
  }

  /** Go on when the answers of these cards are here. Meanwhile the reader sees that they come; nothing else runs. */
  function ready(cards: Card[], what: string, then: () => void, otherwise: () => void): void {
    if (cards.every(known)) return then();
    const waiting = h("div", { class: "practice-card" }, h("h2", FOCUSABLE, "Mock interview"), loading(what));
    screen(waiting);
    focusOn(waiting.querySelector(".practice-coming"));
    reveal(element);
    // Unless the reader has gone elsewhere.
    const unless = (action: () => void) => () => void (waiting.isConnected && action());
    answers.fetch(cards).then(unless(then), unless(otherwise));
  }

  /** The same for what cannot go on without them. */
  function needed(cards: Card[], then: () => void): void {
    ready(cards, "the questions", then, () => {
      const again = () => needed(cards, then);
      const back = button("Back", () => {
        setUp();
        moved();
      });
      screen(h("div", { class: "practice-card" }, h("h2", FOCUSABLE, "Mock interview"), lost("The questions of the interview", again, back)));
      focusOn(element.querySelector("[role=alert] button"));
    });
  }

  /** Gives the interview with what other tabs noted of it. */
  function keep(run: MockRun): MockRun {
    store.update((progress) => withRun(progress, run));
    context.notices();
    return store.progress.mocks[run.id]!;
  }

  function setUp(): void {
    const shared = readOptions(context.parameters(), () => newSeed(random));
    let options: MockOptions = shared?.options ?? { seed: newSeed(random), minutes: 30, levels: [], services: [] };
    let feeds = true;
    const used = new Set(deck.cards.map((card) => card.service));
    const summary = h("output", { "aria-live": "polite" });
    const seed = h("input", {
      type: "text",
      id: "mock-seed",
      value: options.seed,
      maxlength: 40,
      autocomplete: "off",
      spellcheck: "false",
      oninput: () => change({ seed: seed.value.trim() }),
    });
    const minutes = h(
      "select",
      { id: "mock-minutes", onchange: () => change({ minutes: Number(minutes.value) }) },
      [...new Set([...MINUTES, options.minutes])].sort((a, b) => a - b).map((value) => h("option", { value, selected: value === options.minutes }, `${value} minutes`)),
    );
    const feed = h("input", { type: "checkbox", checked: feeds, onchange: () => (feeds = feed.checked) });
    const start = button("Start", () => begin(options, feeds), { class: "practice-button primary" });

    function change(part: Partial<MockOptions>): void {
      options = { ...options, ...part };
      told();
    }
    function told(): void {
      const drawn = options.seed ? draw(deck.cards, options) : [];
      const total = drawn.reduce((sum, card) => sum + card.minutes, 0);
      summary.value = !options.seed
        ? "Give a seed: any word."
        : drawn.length
          ? `${count(drawn.length, "question")}, ${count(total, "minute")} of answers, ${count(new Set(drawn.map((card) => card.kind)).size, "kind")}.`
          : "No question fits; choose more services or levels, or more minutes.";
      start.disabled = drawn.length === 0;
    }

    const open = unfinished(store.progress, deck, clock.now());
    const past = earlier(store.progress, deck, clock.now()).slice(0, 5);
    screen(
      h("h2", FOCUSABLE, "Mock interview"),
      h("p", {}, "Answer aloud, then tick what you covered. At the end you see where you are weak."),
      shared && shared.edition !== "" && shared.edition !== deck.edition &&
        h("p", { class: "practice-note" }, "The link you followed was made for another edition of the questions, so its draw may differ here."),
      open &&
        h(
          "div",
          { class: "practice-note" },
          h("p", {}, `An interview is not finished: ${Object.keys(open.results).length} of ${count(open.questions.length, "question")} done.`),
          h("p", { class: "practice-actions" }, button("Continue it", () => ask(keep(open))), button("End it", () => end(open))),
        ),
      h(
        "form",
        {
          class: "filter-bar practice-setup",
          onsubmit: (event) => {
            event.preventDefault();
            if (!start.disabled) start.click();
          },
        },
        h("p", {}, h("span", { class: "practice-pair" }, h("label", { for: "mock-minutes" }, "Length"), minutes), h("span", { class: "practice-pair" }, h("label", { for: "mock-seed" }, "Seed"), seed), button("Another seed", () => {
          seed.value = newSeed(random);
          change({ seed: seed.value });
        })),
        chips("Level", LEVELS.map((level) => ({ value: level, label: capital(level) })), options.levels, (levels) => change({ levels })),
        used.size > 1 && chips(
          "Service",
          deck.guide.services.filter(({ id }) => used.has(id)).map(({ id }) => ({ value: id, label: deck.service(id) })),
          options.services,
          (services) => change({ services }),
        ),
        h("p", {}, h("label", { class: "practice-check" }, feed, "Count the ratings as reviews of the flashcards")),
        h("p", {}, summary, start),
      ),
      h("p", { class: "practice-quiet" }, "The same seed, choices and edition draw the same questions for everybody: the address is the invitation."),
      past.length > 0 && [
        h("h3", {}, "Earlier interviews"),
        h(
          "ul",
          {},
          past.map((run) => {
            const report = reportOf(run, deck, known);
            return h("li", {}, `${localDate(clock, run.at)}: ${count(report.questions.length, "question")}, ${percent(share(report))} covered `, button("Report", () => reported(run), { "aria-label": `Report of ${localDate(clock, run.at)}` }));
          }),
        ),
      ],
    );
    told();
  }

  function begin(options: MockOptions, feeds: boolean): void {
    const drawn = draw(deck.cards, options);
    context.address((parameters) => writeOptions(parameters, options, deck.edition));
    needed(drawn, () => {
      ask(keep(startRun(options, drawn, feeds, clock.now(), random)));
    });
  }

  function end(run: MockRun): void {
    over(keep({ ...run, ended: true }));
  }

  function over(run: MockRun): void {
    if (Object.keys(run.results).length) return reported(run);
    setUp();
    moved();
  }

  function ask(run: MockRun): void {
    const card = nextQuestion(run, deck);
    if (!card) return over(run);
    const left = run.questions.flatMap((id) => (run.results[id] ? [] : deck.get(id) ?? []));
    needed(left, () => timed(run, known(card)!));
  }

  function timed(run: MockRun, card: Question): void {
    const watch = new Stopwatch(() => clock.now());
    const spent = () => watch.spent() / 1000;
    let told = false;
    const clockFace = h("p", { class: "practice-clock", role: "timer" });
    const tick = () => {
      const over = spent() > card.minutes * 60;
      clockFace.textContent = `${minutesAndSeconds(spent())} of ${card.minutes}:00${watch.paused ? ", paused" : ""}`;
      clockFace.classList.toggle("over", over);
      if (over && !told) {
        told = true;
        context.announce(`${count(card.minutes, "minute")} are over. You may go on.`);
      }
    };
    const compare = () => rubric(run, card, Math.round(spent()));
    const pause = button("Pause", () => toggle(), shortcut("p"));
    const toggle = () => {
      watch.toggle();
      pause.textContent = watch.paused ? "Go on" : "Pause";
      context.announce(watch.paused ? `The clock stands at ${minutesAndSeconds(spent())}.` : "The clock goes on.");
      tick();
    };
    screen(
      h(
        "article",
        { class: "practice-card" },
        h("p", { class: "practice-step" }, position(run, card)),
        chipsOf(deck, card),
        h("h2", { class: "practice-prompt", ...FOCUSABLE }, card.prompt),
        clockFace,
        h(
          "p",
          { class: "practice-actions" },
          button("I have answered", compare, { class: "practice-button primary", ...shortcut("Space") }),
          pause,
          hear("Hear it", [card.prompt]),
          button("End the interview", () => end(run)),
        ),
      ),
    );
    keys = { " ": compare, p: toggle };
    tick();
    ticking = setInterval(tick, 1000);
    moved();
  }

  const position = (run: MockRun, card: Card) => `Question ${run.questions.indexOf(card.id) + 1} of ${run.questions.length}`;

  function rubric(run: MockRun, card: Question, seconds: number): void {
    let chosen: Rating | null = null;
    const boxes = card.keyPoints.map((point) => {
      const box = h("input", { type: "checkbox", onchange: () => suggest() });
      return { box, item: h("li", {}, h("label", {}, box, h("span", {}, trusted(point)))) };
    });
    const radios = RATINGS.map((rating) => {
      const radio = h("input", { type: "radio", name: "mock-rating", value: rating, onchange: () => (chosen = rating) });
      return { rating, radio, label: h("label", {}, radio, h("span", {}, RATING_NAMES[rating])) };
    });
    const covered = () => boxes.flatMap(({ box }, index) => (box.checked ? [index] : []));
    const rating = () => chosen ?? suggestedRating(covered().length, boxes.length);
    const suggest = () => radios.forEach(({ rating: value, radio }) => (radio.checked = value === rating()));
    const done = () => {
      const result = { at: clock.now(), seconds, covered: covered(), points: boxes.length, rating: rating() };
      let next = run;
      store.update((progress) => {
        const noted = answer(progress, run, card, result, random);
        next = noted.run;
        return noted.progress;
      });
      context.notices();
      context.announce(`${result.covered.length} of ${count(result.points, "key point")} covered, rated ${RATING_NAMES[result.rating]}.`);
      ask(next);
    };
    const last = run.questions.every((id) => id === card.id || run.results[id] || !deck.get(id));
    screen(
      h(
        "article",
        { class: "practice-card" },
        h("p", { class: "practice-step" }, `${position(run, card)} · answered in ${minutesAndSeconds(seconds)} of ${card.minutes}:00`),
        h("h2", { class: "practice-prompt", ...FOCUSABLE }, card.prompt),
        h(
          "div",
          { class: "question-body" },
          h("h3", { class: "practice-sub" }, "Rubric"),
          h("fieldset", { class: "practice-ticks" }, h("legend", {}, "What did your answer cover?"), h("ul", {}, boxes.map(({ item }) => item))),
          list("What sounds weak", card.weakSignals, "weak"),
          followUps(deck, card, hear("Hear the follow-ups", card.followUps.map(({ ask }) => ask))),
          h("details", { class: "practice-more" }, h("summary", {}, "A good answer"), spoken(card), depth(card), sources(card)),
        ),
        h(
          "form",
          {
            class: "filter-bar practice-rate",
            onsubmit: (event) => {
              event.preventDefault();
              done();
            },
          },
          h("fieldset", {}, h("legend", {}, "Rating"), h("div", { class: "practice-chips" }, radios.map(({ label }) => label))),
          h("p", {}, h("button", { type: "submit", class: "practice-button primary" }, last ? "To the report" : "Next question")),
        ),
      ),
    );
    suggest();
    for (const { rating: value } of radios) {
      keys[String(value)] = () => {
        chosen = value;
        suggest();
      };
    }
    moved();
  }

  /** Without the answers there is a report all the same; it cannot say what was missed. */
  function reported(run: MockRun): void {
    const asked = Object.keys(run.results).flatMap((id) => deck.get(id) ?? []);
    const show = () => {
      showReport(run, asked.every(known));
      moved();
    };
    ready(asked, "the report", show, show);
  }

  function showReport(run: MockRun, complete: boolean): void {
    const report = reportOf(run, deck, known);
    const date = localDate(clock, run.at);
    const table = (title: string, groups: Group[]) =>
      h(
        "div",
        { class: "practice-scroll", role: "region", "aria-label": `Report by ${title.toLowerCase()}`, tabindex: 0 },
        h(
          "table",
          {},
          h("thead", {}, h("tr", {}, h("th", { scope: "col" }, title), h("th", { scope: "col" }, "Questions"), h("th", { scope: "col" }, "Key points covered"))),
          h(
            "tbody",
            {},
            groups.map((group) =>
              h("tr", {}, h("th", { scope: "row" }, capital(group.name)), h("td", {}, group.questions), h("td", {}, `${group.covered} of ${group.points} (${percent(share(group))})`)),
            ),
          ),
        ),
      );
    /** A name that leads to its flashcards. */
    const practise = ({ list, id, name }: Group) =>
      link(capital(name), `?${list === "services" ? "service" : "kind"}=${encodeURIComponent(id)}`, () => {
        store.update((progress) => setting(progress, "deck", { ...EVERYTHING, [list]: [id] }, clock.now()));
        context.go("cards");
      });
    const weak = report.weakCards.length;
    /** Those questions alone, and now; the deck that the reader has chosen is gone back to. */
    const practiseWeak = () => {
      store.update((progress) => setting(progress, "deck", { ...progress.settings.deck.value, cards: report.weakCards }, clock.now()));
      context.go("cards");
    };
    const copied = h("button", { type: "button", class: "practice-button", onclick: () => void copyLink() }, "Copy the link to this draw");
    async function copyLink(): Promise<void> {
      const url = new URL(location.href);
      url.searchParams.set("view", "mock");
      writeOptions(url.searchParams, run.options, deck.edition);
      try {
        await navigator.clipboard.writeText(url.href);
        context.announce("The link is copied.");
        copied.textContent = "Copied";
      } catch {
        copied.replaceWith(h("input", { type: "text", class: "practice-link", readonly: true, value: url.href, "aria-label": "Link to this draw" }));
      }
    }
    screen(
      h(
        "div",
        { class: "practice-report" },
        h("h2", FOCUSABLE, `Report of ${date}`),
        h(
          "p",
          {},
          `${report.questions.length} of ${count(run.questions.length, "question")}, ${report.covered} of ${count(report.points, "key point")} covered (${percent(share(report))}), ${minutesAndSeconds(report.seconds)} minutes spoken.`,
          run.feeds && " Your ratings count as reviews of the flashcards.",
        ),
        h(
          "p",
          { class: "practice-actions practice-screen" },
          button("Print", () => print()),
          button("Save as Markdown", () => save(`mock-interview-${date}.md`, "text/markdown", markdown(run, deck, known, date, RATING_NAMES))),
          copied,
          button("New interview", () => {
            context.address((parameters) => writeOptions(parameters, null, ""));
            setUp();
            moved();
          }),
        ),
        !complete && lost("Which key points were not covered", () => reported(run)),
        h("h3", {}, "Weak areas"),
        weak > 0 && h("p", { class: "practice-actions practice-screen" }, button(weak === 1 ? "Practice the weak question now" : `Practice the ${weak} weak questions now`, practiseWeak, { class: "practice-button primary" })),
        report.weak.length
          ? h("ul", {}, report.weak.map((group) => h("li", {}, practise(group), `: ${percent(share(group))} of the key points`)))
          : h("p", {}, "None: every service and kind is at 60 % or more."),
        h("h3", {}, "By service"),
        table("Service", report.services),
        h("h3", {}, "By kind"),
        table("Kind", report.kinds),
        h("h3", {}, "Questions"),
        h(
          "ol",
          { class: "practice-asked" },
          report.questions.map(({ id, card, result, missed }) =>
            h(
              "li",
              {},
              card ? h("a", { href: card.url }, card.prompt) : id,
              h("p", { class: "practice-quiet" }, `${result.covered.length} of ${count(result.points, "key point")}, ${minutesAndSeconds(result.seconds)}${card ? ` of ${card.minutes}:00` : ""}, rated ${RATING_NAMES[result.rating]}`),
              missed.length > 0 && [h("p", {}, "Not covered:"), h("ul", {}, missed.map((point) => h("li", {}, trusted(point))))],
            ),
          ),
        ),
      ),
    );
  }

  setUp();

  return {
    element,
    key(key) {
      const action = keys[key];
      action?.();
      return !!action;
    },
    refresh() {
      // An interview belongs to its tab; what others did shows at the next set-up.
    },
    dispose() {
      clearInterval(ticking);
      silence();
    },
  };
}
