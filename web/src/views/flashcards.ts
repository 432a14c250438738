/** Prompt, answer, rating. */
import { beyondToday, goBeyond } from "../beyond.ts";
import { changedSince, seenNow, shortened, wordDiff } from "../changes.ts";
import { topicKeys } from "../deck.ts";
import { allowance, leading, limitOf, portion } from "../limits.ts";
import { canonical } from "../merge.ts";
import { capital, percent } from "../mock.ts";
import { EVERYTHING, LEVELS, NEVER_REVIEWED, RATING_NAMES, RATINGS, type Card, type DeckChoice, type Plan, type Question, type Rating, type Seen } from "../model.ts";
import { paceOf } from "../pace.ts";
import { queueFor, type Entry, type Queue } from "../queue.ts";
import { preview, retrievability } from "../scheduler.ts";
import { review, setting, suspend, undo } from "../session.ts";
import { shortcut, shortcutsOn } from "../shortcuts.ts";
import { localDate, longSpan, shortSpan } from "../time.ts";
import { chipsOf, depth, followUps, list, sources, spoken } from "./answer.ts";
import { loading, lost } from "./coming.ts";
import type { Context, View } from "./context.ts";
import { anew, button, chips, count, focusOn, FOCUSABLE, h, link, put, reveal, revealBetween, type Child } from "./dom.ts";

type Step = { kind: "review"; id: string; review: string; seen: Seen | null; rating: Rating } | { kind: "suspend"; id: string };

/** So many answers are loaded ahead: which card comes next depends on the rating. */
const AHEAD = 3;

export function flashcards(context: Context): View {
  const { store, deck, answers, clock, random } = context;
  const steps: Step[] = [];
  let current: Entry | null = null;
  /** How often the current card was rated when it came up: another number means another tab rated it. */
  let rated = 0;
  /** The question whose answer shows: no other can be rated. */
  let shown: Question | null = null;
  /** An answer that the reader wants to see, and that is not here yet. */
  let wanted: "" | "loading" | "lost" = "";
  const queued = () => queueFor(deck, store.progress, clock, beyondToday(clock));
  let queue: Queue = queued();
  /** The choice that the form of the deck shows. */
  let offered: DeckChoice = EVERYTHING;
  const choice = () => store.progress.settings.deck.value;

  const counts = h("p", { class: "practice-counts" });
  const pace = h("p", { class: "practice-plan" });
  const stage = h("div", { class: "practice-stage" });
  const deckPlace = h("div");
  const element = h("section", { "aria-label": "Flashcards" }, deckPlace, pace, counts, stage);

  const stored = (card: Card) => store.progress.cards[card.id];

  function next(prefer?: string): void {
    queue = queued();
    const asked = prefer ? deck.get(prefer) : undefined;
    const preferred = asked && (queue.entries.find(({ card }) => card.id === prefer) ?? { card: asked, reason: "due" as const });
    current = preferred ?? queue.entries[0] ?? null;
    rated = (current && stored(current.card)?.reps) ?? 0;
    shown = null;
    wanted = "";
    render();
    void answers.ahead([...(current ? [current] : []), ...queue.entries.slice(0, AHEAD + 1)].map(({ card }) => card));
  }

  function change(make: () => void): void {
    make();
    context.notices();
  }

  function show(): void {
    if (!current || shown || wanted === "loading") return;
    shown = answers.get(current.card) ?? null;
    wanted = shown ? "" : "loading";
    render();
    focusOn(stage.querySelector(".practice-answer, .practice-coming"));
    if (!shown) return void bring(current);
    const [lead, answer, bar] = [".practice-prompt", ".practice-answer", ".practice-ratings"].map((name) => stage.querySelector(name));
    revealBetween(lead!, answer!, bar!);
  }

  async function bring(entry: Entry): Promise<void> {
    const came = await answers.fetch([entry.card]).then(() => true, () => false);
    if (current !== entry || wanted !== "loading") return;
    wanted = came ? "" : "lost";
    if (came) return show();
    render();
    focusOn(stage.querySelector("[role=alert] button"));
  }

  function give(rating: Rating): void {
    if (!shown) return;
    const question = shown;
    change(() =>
      store.update((progress) => {
        const seen = progress.cards[question.id]?.seen.value ?? null;
        const result = review(progress, question, rating, clock.now(), random);
        steps.push({ kind: "review", id: question.id, review: result.review.id, seen, rating });
        return result.progress;
      }),
    );
    const back = longSpan(Date.parse(stored(question)!.due) - clock.now());
    next();
    context.announce(`Rated ${RATING_NAMES[rating]}, comes back in ${back}. ${current ? `${left()} left.` : "Nothing is left for now."}`);
    moved();
  }

  function takeBack(): boolean {
    const step = steps.pop();
    if (!step) return false;
    const at = clock.now();
    change(() =>
      store.update((progress) =>
        step.kind === "review" ? undo(progress, step.id, step.review, step.seen, at) : suspend(progress, step.id, false, at),
      ),
    );
    next(step.id);
    context.announce(step.kind === "review" ? `Took back ${RATING_NAMES[step.rating]}.` : "The question is back in the deck.");
    moved();
    return true;
  }

  function setAside(): void {
    if (!current) return;
    const { id } = current.card;
    change(() => store.update((progress) => suspend(progress, id, true, clock.now())));
    steps.push({ kind: "suspend", id });
    next();
    context.announce("Suspended: it will not be asked until you resume it under Settings.");
    moved();
  }

  /** After a step by the reader: the new prompt has the focus and is in sight. */
  function moved(): void {
    focusOn(stage.querySelector(".practice-prompt"));
    reveal(stage);
  }

  /** The reader wants to learn more today than it brings in. */
  function goOn(): void {
    const { more } = portion(deck, store.progress, queue.waiting);
    goBeyond(clock, allowance(deck, store.progress, clock).over + more);
    next();
    context.announce(`${count(more, "more new question")} for today.`);
    moved();
  }

  function choose(next: DeckChoice): void {
    change(() => store.update((progress) => setting(progress, "deck", next, clock.now())));
  }

  /** Choose by the form: what was picked is left. */
  function set(part: Partial<DeckChoice>): void {
    const wanted: DeckChoice = { ...choice(), cards: [], ...part };
    const possible = new Set(topicsFor(wanted).map(({ value }) => value));
    choose({ ...wanted, topics: wanted.topics.filter((topic) => possible.has(topic)) });
    anew(deckPlace, renderDeck);
    next();
    context.announce(`${count(deck.chosen(choice()).length, "question")} in the deck.`);
  }

  const left = () => queue.entries.length;
  const plan = () => leading(deck, store.progress);
  /** What a limit holds back; what a study plan keeps for other days is none of it. */
  const held = () => queue.dueHeld + (plan() ? 0 : queue.waiting.length);
  const later = () => queue.waiting.length - (held() - queue.dueHeld);

  function render(): void {
    renderCounts();
    put(stage, current ? renderCard(current) : renderDone());
  }

  /** How long it is until the interview, and what a day has to bring for the plan to be through by then. */
  function renderPace(): void {
    const found = picked() ? null : paceOf(deck, store.progress, clock);
    pace.hidden = !found;
    if (!found) return;
    const { days, left, today, aDay, minutes } = found;
    const limit = limitOf(store.progress);
    const until = days ? `${count(days, "day")} until your interview` : "Your interview is today";
    const done = today ? `, ${today} done today` : "";
    put(
      pace,
      !left ? `${until}; you have met every question of the plan.` : days ? `${until}. ${count(aDay, "new question")} a day (${count(minutes, "minute")} aloud${done}) and you are through the plan.` : `${until}.`,
      days > 0 && left > 0 && aDay > limit && !plan() && [` The limit is ${limit}; you can raise it under `, link("Settings", "?view=data", () => context.go("data")), "."],
    );
  }

  function renderCounts(): void {
    renderPace();
    put(
      counts,
      [
        ["Learning", queue.learning],
        ["Due", queue.due],
        ["New", queue.fresh],
      ].map(([name, number]) => h("span", {}, h("strong", {}, number as number), ` ${name}`)),
      held() > 0 && h("span", {}, `${held()} more wait beyond today's limits`),
      later() > 0 && h("span", {}, `${later()} more in the plan`),
      shortcutsOn() && h("span", { class: "practice-keys" }, h("kbd", {}, "space"), " answer ", h("kbd", {}, "1"), "–", h("kbd", {}, "4"), " rate ", h("kbd", {}, "u"), " undo"),
    );
  }

  function undoButton(): Child {
    return steps.length > 0 && button("Undo", () => void takeBack(), shortcut("u"));
  }

  function renderCard({ card, reason }: Entry): Child {
    const changed = changedSince(card, stored(card));
    return h(
      "article",
      { class: "practice-card" },
      chipsOf(deck, card, reason === "new" && h("span", { class: "chip" }, "New"), changed && h("span", { class: "chip stale" }, "Changed since you learned it")),
      h("h2", { class: "practice-prompt", ...FOCUSABLE }, card.prompt),
      shown ? [renderAnswer(shown, changed), renderRatings(card)] : renderHidden(),
      h("div", { class: "practice-actions" }, undoButton(), button("Suspend", setAside), renderWhy({ card, reason })),
    );
  }

  function renderHidden(): Child {
    if (wanted === "loading") return loading("the answer");
    if (wanted === "lost") {
      const other = queue.entries.find(({ card }) => answers.get(card));
      return lost("The answer", show, other && button("Go on with another question", () => {
        next(other.card.id);
        moved();
      }));
    }
    return h("p", { class: "practice-actions" }, button("Show the answer", show, { class: "practice-button primary", ...shortcut("Space") }));
  }

  function renderAnswer(card: Question, changed: boolean): HTMLElement {
    return h(
      "div",
      { class: "practice-answer question-body", "aria-label": "Answer", role: "group", ...FOCUSABLE },
      changed && renderChange(card),
      h("h3", { class: "practice-sub" }, "Answer"),
      spoken(card),
      list("What a good answer covers", card.keyPoints, "rubric"),
      list("What sounds weak", card.weakSignals, "weak"),
      followUps(deck, card),
      depth(card),
      sources(card),
    );
  }

  function renderChange(card: Question): HTMLElement {
    const before = stored(card)?.seen.value;
    const now = seenNow(card);
    const parts = [
      { name: "Answer and key points", pieces: wordDiff(before?.text ?? "", now.text) },
      { name: "In depth", pieces: wordDiff(before?.depth ?? now.depth ?? "", now.depth ?? "") },
    ].filter(({ pieces }) => pieces.some(({ kind }) => kind !== "same"));
    return h(
      "details",
      { class: "practice-more practice-change", open: true },
      h("summary", {}, "What changed since you learned it"),
      parts.map(({ name, pieces }) => [
        h("h4", {}, name),
        h(
          "p",
          { class: "practice-diff" },
          shortened(pieces).map(({ kind, text }) => {
            if (kind === "same") return ` ${text} `;
            const tag = kind === "added" ? "ins" : "del";
            return [" ", h(tag, {}, h("span", { class: "practice-hidden" }, kind === "added" ? "added: " : "removed: "), text), " "];
          }),
        ),
      ]),
      parts.length === 0 &&
        h(
          "p",
          {},
          before?.depth === null
            ? "The part in depth changed. What it said before was not kept, for you learned it with an earlier version of this app."
            : "Nothing of it can be shown as different.",
        ),
    );
  }

  function renderRatings(card: Card): HTMLElement {
    const now = clock.now();
    const schedules = preview(stored(card) ?? NEVER_REVIEWED, now, store.progress.settings.retention.value);
    return h(
      "div",
      { class: "practice-ratings", role: "group", "aria-label": "How well did you know it?" },
      RATINGS.map((rating, index) =>
        button(
          [h("span", { class: "practice-rating" }, RATING_NAMES[rating]), " ", h("span", { class: "practice-next" }, shortSpan(Date.parse(schedules[index]!.due) - now))],
          () => give(rating),
          { class: `practice-button rating-${rating}`, ...shortcut(String(rating)) },
        ),
      ),
    );
  }

  function renderWhy({ card, reason }: Entry): HTMLElement {
    const { retention } = store.progress.settings;
    const progress = stored(card);
    const now = clock.now();
    const lines: string[] = [];
    if (!progress || !progress.reps) {
      lines.push(`You have not rated it yet. ${plan() ? byPlan() : `Up to ${count(limitOf(store.progress), "new question")} a day are brought in.`}`);
    } else {
      const due = Date.parse(progress.due);
      const chance = retrievability(progress, now, retention.value);
      const past = now - Date.parse(progress.last);
      lines.push(`You rated it ${count(progress.reps, "time")}, last ${past < 60_000 ? "just now" : `${longSpan(past)} ago`}, and forgot it ${count(progress.lapses, "time")} after learning it.`);
      if (reason === "learning") lines.push("It is being learned, so it comes back within minutes.");
      else {
        lines.push(`Its stability is ${longSpan(progress.stability * 86_400_000)}: by then the chance that you remember it falls to 90 %. Now it is about ${percent(chance)}.`);
        lines.push(`You want to remember ${percent(retention.value)}, so it was planned for ${localDate(clock, due)}.`);
      }
      if (reason === "picked") lines.push("It comes now because you were weak at it in an interview.");
      if (reason === "changed") lines.push("It comes early because its answer changed since you learned it.");
    }
    return h("details", { class: "practice-why" }, h("summary", {}, "Why is it due?"), lines.map((line) => h("p", {}, line)));
  }

  /** Why a new question comes where the plan says it. */
  function byPlan(): string {
    const asked = plan()!.steps.some(({ id }) => choice().steps.includes(id));
    return `You set no limit of new questions, so the plan says what a day brings in: ${asked ? "the steps that you chose" : "a step, or a portion of a long one"}.`;
  }

  function renderDone(): HTMLElement {
    const { more, step: rest } = portion(deck, store.progress, queue.waiting);
    const chosen = deck.chosen(choice());
    const step = more ? undefined : nextStep();
    const coming = chosen
      .map((card) => store.progress.cards[card.id])
      .filter((card) => card && card.reps && !card.suspended.value)
      .map((card) => Date.parse(card!.due))
      .filter((due) => due > clock.now())
      .sort((a, b) => a - b)[0];
    return h(
      "div",
      { class: "practice-card practice-done" },
      h("h2", { class: "practice-prompt", ...FOCUSABLE }, chosen.length ? "Nothing is left for now" : "No question matches this deck"),
      chosen.length > 0 && coming !== undefined && h("p", {}, `The next question comes back in ${longSpan(coming - clock.now())}.`),
      held() > 0 && h("p", {}, `${count(held(), "question waits", "questions wait")} beyond today's limits; you can raise them under `, link("Settings", "?view=data", () => context.go("data")), "."),
      later() > 0 && h("p", {}, `${count(later(), "new question")} of the plan ${later() === 1 ? "is" : "are"} for other days.`),
      queue.suspended > 0 && h("p", {}, `${count(queue.suspended, "question is", "questions are")} suspended.`),
      h("p", { class: "practice-actions" }, more > 0 && button(`Go on with ${rest || `${count(more, "more new question")} today`}`, goOn, { class: "practice-button primary" }), dueElsewhere(), step && goOnWith(step.title, [step.id]), backButton(), undoButton()),
    );
  }

  /** The first step after those of the deck that has new questions. */
  function nextStep(): Plan["steps"][number] | undefined {
    const { plan, steps: chosen } = choice();
    if (picked()) return undefined;
    const steps = deck.plan(plan)?.steps ?? [];
    const last = steps.map(({ id }) => chosen.includes(id)).lastIndexOf(true);
    return last < 0 ? undefined : steps.slice(last + 1).find(({ cards }) => cards.some((id) => deck.get(id) && !store.progress.cards[id]?.reps));
  }

  /** The steps before stay in the deck, so that their questions come back when they are due. */
  function goOnWith(name: string, steps: string[]): HTMLElement {
    const go = () => {
      set({ steps: [...choice().steps, ...steps] });
      moved();
    };
    return button(`Go on with ${name}`, go, { class: "practice-button primary" });
  }

  /** Who came by a link to one step does not miss what is due of the others. */
  function dueElsewhere(): Child {
    const { plan, steps } = choice();
    if (picked() || !steps.length) return null;
    const whole = setting(store.progress, "deck", { ...choice(), steps: [] }, clock.now());
    const due = new Set(queueFor(deck, whole, clock).entries.flatMap(({ card, reason }) => (reason === "new" ? [] : card.id)));
    const others = deck.plan(plan)?.steps.filter(({ id, cards }) => !steps.includes(id) && cards.some((name) => due.has(name))) ?? [];
    return others.length > 0 && goOnWith(`${count(due.size, "due question")} of other steps`, others.map(({ id }) => id));
  }

  const picked = () => deck.picked(choice()).length > 0;

  /** From picked questions to the deck that they stand in place of. */
  function backButton(): Child {
    const back = () => {
      set({});
      moved();
    };
    return picked() && button("Back to the whole deck", back);
  }

  const served = new Set(deck.cards.map((card) => card.service));

  function topicsFor({ services }: DeckChoice): { value: string; label: string }[] {
    const found = new Map<string, string>();
    // Topics belong to services; all of them at once would be too many to choose from.
    const wanted = services.length || served.size > 1 ? services : [...served];
    if (wanted.length) {
      for (const card of deck.chosen({ ...EVERYTHING, services: wanted })) {
        topicKeys(card).forEach((key, index) => {
          const title = deck.topic(card.service, card.topics[index]!);
          found.set(key, wanted.length > 1 ? `${deck.service(card.service)}: ${title}` : title);
        });
      }
    }
    return [...found].map(([value, label]) => ({ value, label }));
  }

  function renderDeck(): void {
    offered = store.progress.settings.deck.value;
    // What was picked stands before these, and is left by a change of them.
    const choice = { ...offered, cards: [] };
    const { guide } = deck;
    const present = (values: string[]) => [...new Set(values)];
    const topics = topicsFor(choice);
    const services = guide.services.filter(
      ({ id, category }) => served.has(id) && (!choice.categories.length || choice.categories.includes(category) || choice.services.includes(id)),
    );
    const categories = guide.categories.filter(({ id }) => guide.services.some((service) => service.category === id && served.has(service.id)));
    const kinds = present(deck.cards.map((card) => card.kind));
    const size = deck.chosen(choice).length;
    const narrowed = Object.values(choice).some((values: string | string[]) => values.length);
    const plan = deck.plan(choice.plan);
    const planned = h(
      "select",
      { id: "practice-plan", onchange: () => set({ plan: planned.value, steps: [] }) },
      [{ id: "", name: "None" }, ...guide.plans].map(({ id, name }) => h("option", { value: id, selected: id === (plan?.id ?? "") }, name)),
    );
    const steps = plan?.steps.filter((step) => step.cards.length) ?? [];
    const asked = steps.filter(({ id }) => choice.steps.includes(id));
    const within = deck.chosen({ ...EVERYTHING, plan: choice.plan, steps: choice.steps }).length;
    const name = plan && [plan.name, asked.length > 1 ? count(asked.length, "step") : asked[0]?.title].filter(Boolean).join(", ");
    const howMany = plan && size === within ? count(size, "question") : `${narrowed ? `${size} of` : "all"} ${count(within, "question")}`;
    const here = deck.picked(offered).length;
    const open = deckPlace.querySelector("details")?.open ?? false;
    put(
      deckPlace,
      h(
        "details",
        { class: "practice-deck", open },
        h("summary", {}, h("strong", {}, "Deck"), here ? `: weak in an interview, ${count(here, "question")}` : [name ? `: ${name}, ` : " ", howMany]),
        h(
          "form",
          { class: "filter-bar", onsubmit: (event) => event.preventDefault() },
          guide.plans.length > 0 && h("p", {}, h("span", { class: "practice-pair" }, h("label", { for: "practice-plan" }, "Study plan"), planned)),
          steps.length > 1 && chips("Step", steps.map(({ id, title }) => ({ value: id, label: title })), choice.steps, (values) => set({ steps: values })),
          categories.length > 1 && chips("Category", categories.map(({ id, name }) => ({ value: id, label: name })), choice.categories, (values) => set({ categories: values })),
          services.length > 1 && chips("Service", services.map(({ id }) => ({ value: id, label: deck.service(id) })), choice.services, (values) => set({ services: values })),
          chips("Level", LEVELS.map((level) => ({ value: level, label: capital(level) })), choice.levels, (values) => set({ levels: values })),
          chips("Kind", kinds.map((kind) => ({ value: kind, label: capital(kind) })), choice.kinds, (values) => set({ kinds: values })),
          topics.length > 0 && chips("Topic", topics, choice.topics, (values) => set({ topics: values })),
          narrowed && h("p", {}, button("All questions", () => set(EVERYTHING))),
        ),
      ),
      here > 0
        ? h("p", { class: "practice-actions" }, backButton())
        : plan && h("p", { class: "practice-plan" }, h("a", { href: asked.length === 1 ? `${plan.url}#${asked[0]!.id}` : plan.url }, "Read the plan"), interview()),
    );
  }

  /** The date of the interview: nobody has to say it. */
  function interview(): HTMLElement {
    const date = h("input", {
      type: "date",
      id: "practice-interview",
      value: store.progress.settings.interview.value,
      max: "9999-12-31",
      onchange: () => {
        change(() => store.update((progress) => setting(progress, "interview", date.value, clock.now())));
        renderPace();
        context.announce(pace.hidden ? "" : pace.textContent ?? "");
      },
    });
    return h("span", { class: "practice-pair" }, h("label", { for: date.id }, "Interview on"), date);
  }

  /** A link from a page chooses its plan, or its service, category or kind and perhaps a level, once: what the reader chooses then outlives a reload. */
  function follow(): void {
    const asked = (name: string) => context.parameters().get(name) ?? "";
    const known = { services: deck.guide.services, categories: deck.guide.categories, kinds: deck.cards.map(({ kind }) => ({ id: kind })) };
    for (const [list, name] of [["services", "service"], ["categories", "category"], ["kinds", "kind"]] as const) {
      if (!known[list].some(({ id }) => id === asked(name))) continue;
      const chosen = { ...EVERYTHING, [list]: [asked(name)], levels: LEVELS.filter((level) => level === asked("level")) };
      choose(chosen);
      context.address((parameters) => [name, "level"].forEach((key) => parameters.delete(key)));
      return;
    }
    const plan = deck.plan(asked("plan"));
    if (!plan) return;
    const step = asked("step");
    const steps = plan.steps.filter(({ id }) => id === step).map(({ id }) => id);
    choose({ ...EVERYTHING, plan: plan.id, steps });
    context.address((parameters) => ["plan", "step"].forEach((name) => parameters.delete(name)));
  }

  follow();
  renderDeck();
  next();

  return {
    element,
    key(key) {
      if (key === "u") return takeBack();
      if (key === " " && current && !shown) {
        show();
        return true;
      }
      const rating = RATINGS.find((value) => String(value) === key);
      if (!rating || !shown) return false;
      give(rating);
      return true;
    },
    refresh() {
      // What the reader is at stays as it is, as far as it can.
      const date = deckPlace.querySelector<HTMLInputElement>("[type=date]");
      if (canonical(choice()) !== canonical(offered)) anew(deckPlace, renderDeck);
      else if (date && date !== document.activeElement) date.value = store.progress.settings.interview.value;
      if (!current) anew(stage, next);
      else if ((stored(current.card)?.reps ?? 0) > rated) {
        const held = stage.contains(document.activeElement);
        next();
        if (held) focusOn(stage.querySelector(".practice-prompt"));
        context.announce("This question was rated in another tab; here is the next one.");
      } else {
        const { card } = current;
        const reps = stored(card)?.reps ?? 0;
        queue = queued();
        if (reps === rated) return renderCounts();
        // A rating of this question was taken back in another tab: its answer may stay open, what follows from the rating may not.
        rated = reps;
        current = queue.entries.find((entry) => entry.card === card) ?? current;
        anew(stage, render);
      }
    },
  };
}
