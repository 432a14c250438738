/** What stands where an answer is to be, until it comes, and when it does not. */
import { button, FOCUSABLE, h, type Child } from "./dom.ts";

export function loading(what: string): HTMLElement {
  return h("p", { class: "practice-coming", role: "status", ...FOCUSABLE }, `Loading ${what} …`);
}

/** After a new version of the site the parts have other names; a script that fails does not say why. */
export function lost(what: string, again: () => void, ...more: Child[]): HTMLElement {
  return h(
    "div",
    { class: "practice-note warning", role: "alert" },
    h(
      "p",
      {},
      `${what} could not be loaded. Without a connection only answers that were loaded before can be shown. `,
      "With one, the guide may have a new version since you opened this page: then load the page again. Your progress is untouched.",
    ),
    h(
      "p",
      { class: "practice-actions" },
      button("Try again", again, { class: "practice-button primary" }),
      button("Load the page again", () => location.reload()),
      more,
    ),
  );
}
