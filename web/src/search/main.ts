/**
 * Search in the header. Nothing of the index is loaded before a reader opens it. The header stays when the theme shows
 * another page, so this runs once.
 */
import { Index, type Kind } from "./index.ts";
import { results, type Results } from "./hits.ts";
import { load } from "./load.ts";
import { View } from "./view.ts";

/** The keys that open it, as in the theme's own search. */
const KEYS = new Set(["/", "s", "f"]);

function start(opener: HTMLElement, dialog: HTMLDialogElement): void {
  const site = new URL(`${dialog.dataset["site"]}/`, location.href);
  const folders = dialog.dataset["urls"] !== "files";
  const index = new Index(load(new URL("assets/generated/search/", site)));

  /** After a new version of the site the parts have other names. */
  async function again<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (!(await index.renew())) throw error;
      return ask();
    }
  }

  const view = new View(dialog, {
    prepare: () => void index.sizes().catch(() => {}),
    results: (typed: string, more?: Kind): Promise<Results> => again(() => results(index, typed, folders, more)),
    texts: (documents) => again(() => index.texts(documents)),
    address: (path) => new URL(path, site).href,
  });

  opener.setAttribute("role", "button");
  opener.setAttribute("aria-haspopup", "dialog");
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    event.stopPropagation(); // else the theme would show the page that the link leads to without a script
    view.open();
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    view.open();
  });
  addEventListener("keydown", (event) => {
    if (!KEYS.has(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if ((event.target as Element).closest?.("input, select, textarea, [contenteditable], dialog")) return;
    event.preventDefault();
    view.open();
  });
  const asked = new URL(location.href).searchParams.get("q");
  if (asked !== null) view.open(asked);
}

const opener = document.querySelector<HTMLElement>(".search-open");
const dialog = document.querySelector<HTMLDialogElement>("dialog.search");
if (opener && dialog) start(opener, dialog);
