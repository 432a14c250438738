/**
 * Search in the header. A small script (opener.js) loads this when a reader first opens the dialog, and nothing of the index
 * is loaded before.
 */
import { Index, type Kind } from "./index.ts";
import { results, type Results } from "./hits.ts";
import { loader } from "../load.ts";
import { View } from "./view.ts";

function start(dialog: HTMLDialogElement, script: string): void {
  const site = new URL("../../", script);
  const folders = dialog.dataset["urls"] !== "files";
  const index = new Index(loader(new URL("assets/generated/search/", site), "guideSearch"));

  /** After a new version of the site the parts have other names. */
  async function again<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (!(await index.renew())) throw error;
      return ask();
    }
  }

  new View(dialog, {
    prepare: () => void index.sizes().catch(() => {}),
    results: (typed: string, more?: Kind): Promise<Results> => again(() => results(index, typed, folders, more)),
    texts: (documents) => again(() => index.texts(documents)),
    address: (path) => new URL(path, site).href,
  });
}

start(document.querySelector<HTMLDialogElement>("dialog.search")!, (document.currentScript as HTMLScriptElement).src);
