/**
 * Question cards: expand and collapse all, filters that live in the URL, links that open their card, ways from card to card,
 * and printing with every card open. Without this script the cards still open and close by themselves.
 */
(() => {
  "use strict";

  const FILTERS = ["level", "kind", "topic"];
  const KEYS = { k: "prev", j: "next" };
  const SET = "guide.set";
  const cards = () => [...document.querySelectorAll("details.question")];
  const promptOf = (card) => card.previousElementSibling;

  /** Whether a card meets the chosen values: any of a filter's values, and every filter. */
  function matches(card, chosen) {
    const values = {
      level: [card.dataset.level],
      kind: [card.dataset.kind],
      topic: card.dataset.topics.split(" "),
    };
    return FILTERS.every((name) => !chosen[name].length || chosen[name].some((value) => values[name].includes(value)));
  }

  function chosenIn(form) {
    const data = new FormData(form);
    return Object.fromEntries(FILTERS.map((name) => [name, data.getAll(name)]));
  }

  function apply(form) {
    const chosen = chosenIn(form);
    const all = cards();
    for (const card of all) {
      const shown = matches(card, chosen);
      card.hidden = !shown;
      promptOf(card).hidden = !shown;
    }
    for (const group of document.querySelectorAll(".question-group")) {
      let next = group.nextElementSibling;
      let any = false;
      for (; next && next.tagName !== "H2"; next = next.nextElementSibling) {
        any ||= next.matches("details.question:not([hidden])");
      }
      group.hidden = !any;
    }
    const shown = all.filter((card) => !card.hidden).length;
    form.querySelector("output").value = shown === all.length ? `${all.length} questions` : `${shown} of ${all.length} questions`;
    for (const card of all) if (card.open) addSteps(card);
  }

  function writeUrl(form) {
    const url = new URL(location.href);
    const chosen = chosenIn(form);
    for (const name of FILTERS) {
      url.searchParams.delete(name);
      if (chosen[name].length) url.searchParams.set(name, chosen[name].join(","));
    }
    history.replaceState(history.state, "", url);
  }

  function readUrl(form) {
    const parameters = new URL(location.href).searchParams;
    for (const name of FILTERS) {
      const wanted = (parameters.get(name) || "").split(",");
      for (const box of form.querySelectorAll(`input[name="${name}"]`)) box.checked = wanted.includes(box.value);
    }
  }

  function mountTools(form) {
    if (form.dataset.mounted) return;
    form.dataset.mounted = "yes";
    form.addEventListener("change", () => {
      apply(form);
      writeUrl(form);
    });
    form.addEventListener("reset", () => {
      // The boxes are cleared after this event.
      setTimeout(() => {
        apply(form);
        writeUrl(form);
      });
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("click", (event) => {
      const action = event.target.dataset && event.target.dataset.action;
      if (!action) return;
      const shown = cards().filter((card) => !card.hidden);
      if (action === "random") show(shown[Math.floor(Math.random() * shown.length)]);
      else for (const card of shown) card.open = action === "expand";
    });
    readUrl(form);
    apply(form);
    form.hidden = false;
  }

  /** Open the card that the URL's fragment names (by its id or a former one), also when a filter hides it. */
  function openTarget(hash = location.hash) {
    const id = decodeURIComponent(hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    const card = target.closest("details.question") || target.nextElementSibling;
    if (!card || !card.matches("details.question")) return;
    arrived = card;
    show(card);
  }

  /** Open a card and take the reader there; the keyboard goes on from its prompt. */
  function show(card) {
    if (!card) return;
    const prompt = promptOf(card);
    card.hidden = false;
    prompt.hidden = false;
    card.open = true;
    addSteps(card);
    prompt.tabIndex = -1;
    prompt.focus({ preventScroll: true });
    prompt.scrollIntoView();
  }

  /** The set of questions that was chosen on the page of all of them, if the reader came to this card through a link. */
  function setAround(card) {
    if (card !== arrived) return null;
    const { origin, pathname, protocol, host } = location;
    const own = `${origin === "null" ? `${protocol}//${host}` : origin}${pathname}#${card.dataset.question}`;
    try {
      const { items, start, total, list } = JSON.parse(sessionStorage.getItem(SET));
      const at = items.findIndex(([url]) => url === own);
      return at < 0 ? null : { prev: items[at - 1], next: items[at + 1], place: start + at + 1, total, list };
    } catch {
      return null; // none was chosen, or it could not be stored
    }
  }

  /** The questions before and after a card among those of its page that show. */
  function pageAround(card) {
    const shown = cards().filter((other) => !other.hidden);
    const at = shown.indexOf(card);
    const step = (other) => other && [`#${other.dataset.question}`, promptOf(other).textContent.replace(/\s*¶$/, "")];
    return { prev: step(shown[at - 1]), next: step(shown[at + 1]), place: at + 1, total: shown.length };
  }

  /** At the end of an open card: the ways to the question before and to the next one. */
  function addSteps(card) {
    card.querySelector(".question-steps")?.remove();
    const around = setAround(card) ?? pageAround(card);
    if (around.total < 2 && !around.list) return;
    const steps = document.createElement("div"); // no landmark: a page has as many as open cards
    steps.className = "question-steps";
    const link = (href, textContent, rel = "") => Object.assign(document.createElement("a"), { href, textContent, rel });
    for (const [key, rel] of Object.entries(KEYS)) {
      if (!around[rel]) continue;
      const step = link(...around[rel], rel);
      step.setAttribute("aria-keyshortcuts", key);
      steps.append(step);
    }
    const place = document.createElement("p");
    place.append(`${around.place} of ${around.total}${around.list ? " in your selection · " : " on this page"}`);
    if (around.list) place.append(link(around.list, "Back to the list"));
    steps.append(place);
    card.lastElementChild.append(steps);
  }

  /** J and K lead on from the card that has the focus; elsewhere these letters are free. */
  function onKey({ key, target, ctrlKey, metaKey, altKey }) {
    const rel = KEYS[key];
    if (!rel || ctrlKey || metaKey || altKey || target.closest("input, select, textarea")) return;
    const card = target.closest("details.question") ?? target.closest(".question-prompt")?.nextElementSibling;
    if (!card) return;
    if (!card.querySelector(".question-steps")) addSteps(card);
    card.querySelector(`.question-steps [rel=${rel}]`)?.click();
  }

  /** The card that a link led to. */
  let arrived;

  /** The fragment of the link that was followed last, until its page is there. */
  let asked = "";

  function mount() {
    document.querySelectorAll(".question-tools").forEach(mountTools);
    openTarget(asked || location.hash);
    asked = "";
  }

  const closedBeforePrint = new Set();
  addEventListener("beforeprint", () => {
    for (const card of cards()) {
      if (!card.open) closedBeforePrint.add(card);
      card.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const card of closedBeforePrint) card.open = false;
    closedBeforePrint.clear();
  });
  addEventListener("hashchange", (event) => openTarget(new URL(event.newURL).hash));
  // Before a page is there the theme may write another heading, the one in view, into the address.
  addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    asked = link.hash;
    // Within a page no event tells of it where the fragment stays the same, or where the theme writes the address.
    if (link.hash && link.pathname === location.pathname) setTimeout(openTarget, 0, link.hash);
    // Whoever goes on through the page has left the set.
    if (link.matches('.question-steps [href^="#"]')) sessionStorage.removeItem(SET);
  }, true);
  addEventListener("keydown", onKey);
  addEventListener("toggle", ({ target }) => target.matches("details.question[open]") && addSteps(target), true);

  // The theme replaces the page's content without loading it anew and says so through document$.
  if (typeof document$ !== "undefined") document$.subscribe(mount);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mount);
  else mount();
})();
