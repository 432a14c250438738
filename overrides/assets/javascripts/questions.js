/**
 * Question cards: expand and collapse all, filters that live in the URL, links that open their card, and
 * printing with every answer open. What was open on a page is open again after the way back to it and after a reload.
 * Without this script the cards still open and close by themselves.
 */
(() => {
  "use strict";

  const FILTERS = ["level", "kind", "topic"];
  const STEPS = new URL("../javascripts/steps.js", document.currentScript.src).href;
  const steps = document.createElement("script");
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
      card.hidden = promptOf(card).hidden = !matches(card, chosen);
    }
    for (const group of document.querySelectorAll(".question-group")) {
      group.hidden = true;
      for (let next = group.nextElementSibling; next && next.tagName !== "H2"; next = next.nextElementSibling) {
        if (next.matches("details.question:not([hidden])")) group.hidden = false;
      }
    }
    const shown = all.filter((card) => !card.hidden).length;
    form.querySelector("output").value = shown === all.length ? `${all.length} questions` : `${shown} of ${all.length} questions`;
    dispatchEvent(new Event("guide.cards"));
  }

  function writeUrl(form) {
    const url = new URL(location);
    const chosen = chosenIn(form);
    for (const name of FILTERS) {
      url.searchParams.delete(name);
      if (chosen[name].length) url.searchParams.set(name, chosen[name].join(","));
    }
    history.replaceState(history.state, "", url);
  }

  function readUrl(form) {
    const parameters = new URL(location).searchParams;
    for (const name of FILTERS) {
      const wanted = parameters.get(name)?.split(",");
      if (!wanted) continue; // somebody may have chosen already
      for (const box of form.querySelectorAll(`input[name="${name}"]`)) box.checked = wanted.includes(box.value);
    }
  }

  function mountTools(form) {
    function update() {
      apply(form);
      writeUrl(form);
    }
    form.addEventListener("change", update);
    form.addEventListener("reset", () => setTimeout(update)); // the boxes are cleared after this event
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("click", (event) => {
      const action = event.target.dataset?.action;
      if (!action) return;
      const shown = cards().filter((card) => !card.hidden);
      if (action === "random") show(shown[Math.floor(Math.random() * shown.length)]);
      else for (const card of shown) card.open = action === "expand";
    });
    readUrl(form);
    apply(form);
    form.hidden = false;
  }

  const OPEN = `guide.open ${location.pathname}`;
  /** What folds on this page; the practice app has its own memory. */
  const folds = () => [...document.querySelectorAll("details:not(.practice *)")];

  /** Not every browser keeps a page that one leaves, and the address names what one read last and not what is open. */
  function reopen() {
    if (!/back|reload/.test(performance.getEntriesByType("navigation")[0]?.type)) return;
    try {
      const kept = sessionStorage.getItem(OPEN);
      folds().forEach((fold, at) => (fold.open = kept[at] > 0));
      return true;
    } catch {
      // nothing could be stored
    }
  }

  /** Open the card that the URL's fragment names (by its id or a former one), also when a filter hides it. `again`: the reader was here. */
  function openTarget(hash, again) {
    const target = document.getElementById(decodeURIComponent(hash.slice(1)));
    const card = target?.closest("details.question") || target?.nextElementSibling;
    if (!card?.matches("details.question") || (again && !card.open)) return;
    document.querySelector("[data-arrived]")?.removeAttribute("data-arrived");
    card.dataset.arrived = "";
    show(card, again);
  }

  /** Open a card and take the reader there, or leave the page where it is; the keyboard goes on from its prompt. */
  function show(card, stay) {
    if (!card) return;
    const prompt = promptOf(card);
    card.hidden = prompt.hidden = false;
    card.open = true;
    dispatchEvent(new Event("guide.cards"));
    prompt.tabIndex = -1;
    prompt.focus({ preventScroll: true });
    if (!stay) prompt.scrollIntoView();
  }

  // The ways from card to card are loaded with the first card that is used.
  for (const event of ["toggle", "focusin"]) {
    addEventListener(event, ({ target }) => {
      if (!steps.src && target.closest?.("details.question, .question-prompt")) document.head.append(Object.assign(steps, { src: STEPS }));
    }, true);
  }

  const printed = [];
  addEventListener("beforeprint", () => {
    printed.push(...document.querySelectorAll("details.question:not([open]), details.reply:not([open])"));
    for (const fold of printed) fold.open = true;
  });
  addEventListener("afterprint", () => {
    while (printed.length) printed.pop().open = false;
  });
  addEventListener("pagehide", () => {
    try {
      sessionStorage.setItem(OPEN, folds().map((fold) => +fold.open).join(""));
    } catch {
      // then the way back leads to the card in the address
    }
  });
  addEventListener("hashchange", (event) => openTarget(new URL(event.newURL).hash));
  // Within a page not every such link changes the address by an event.
  addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.hash && link.pathname === location.pathname) setTimeout(openTarget, 0, link.hash);
  }, true);

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".question-tools").forEach(mountTools);
    openTarget(location.hash, reopen());
  });
})();
