/**
 * From card to card: ways to the question before and the next one at the end of each open card, and keys for them.
 *
 * They lead through the questions that show on the page, or through the set that was chosen on the page of all questions.
 * Loaded with the first card that is used; `guide.cards` says that other cards show, or that the reader came to one.
 */
(() => {
  "use strict";

  const KEYS = { k: "prev", j: "next" };
  const SET = "guide.set";

  /** The set of questions that was chosen on the page of all of them, if the reader came to this card through a link. */
  function setAround(card) {
    if (!card.hasAttribute("data-arrived")) return null;
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
    const shown = [...document.querySelectorAll("details.question")].filter((other) => !other.hidden);
    const at = shown.indexOf(card);
    const step = (other) => other && [`#${other.dataset.question}`, other.previousElementSibling.textContent.replace(/\s*¶$/, "")];
    return { prev: step(shown[at - 1]), next: step(shown[at + 1]), place: at + 1, total: shown.length };
  }

  /** At the end of an open card: the ways to the question before and to the next one. */
  function addSteps(card) {
    card.querySelector(".question-steps")?.remove();
    const around = setAround(card) ?? pageAround(card);
    if (around.total < 2 && !around.list) return;
    const steps = document.createElement("div"); // no landmark: a page has as many as open cards
    steps.className = "question-steps";
    const link = (href, textContent, more) => Object.assign(document.createElement("a"), { href, textContent, ...more });
    for (const [key, rel] of Object.entries(KEYS)) {
      if (!around[rel]) continue;
      const step = link(...around[rel], { rel });
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

  const refresh = () => document.querySelectorAll("details.question[open]").forEach(addSteps);

  addEventListener("guide.cards", refresh);
  addEventListener("toggle", ({ target }) => target.matches("details.question[open]") && addSteps(target), true);
  document.addEventListener("keydown", onKey); // not at the window, where shortcuts.js lets no key come that is off
  addEventListener("click", ({ target }) => {
    // Whoever goes on through the page has left the set.
    if (target.closest('.question-steps [href^="#"]')) sessionStorage.removeItem(SET);
  }, true);
  refresh();
})();
