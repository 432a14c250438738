/** Find the app's place on the page, load the questions, start. The page may come and go without being loaded anew. */
import { startApp } from "./app.ts";
import type { GuideCards } from "./model.ts";
import { h } from "./views/dom.ts";

interface Page {
  guideCards?: GuideCards;
  /** Set by the first run of this script; the theme runs it again whenever the practice page is shown. */
  guidePractice?: () => void;
  document$?: { subscribe(listener: () => void): void };
}

const page = window as unknown as Page;
const VERSION = 1;

let root: HTMLElement | null = null;
let stop: (() => void) | null = null;

function mount(): void {
  const place = document.getElementById("practice");
  if (place === root) return;
  stop?.();
  stop = null;
  root = place;
  if (!place) return;
  const source = new URL(place.dataset["cards"] ?? "", document.baseURI).href;
  load(source, () => {
    if (root !== place || !place.isConnected) return;
    const guide = page.guideCards;
    if (!guide || guide.version !== VERSION) fail(place);
    else {
      stop = startApp(place, guide, {
        clock: { now: () => Date.now(), offset: (at) => new Date(at).getTimezoneOffset() },
        random: Math.random,
        storage: () => localStorage,
      });
    }
  }, () => fail(place));
}

/** Append the file of questions as a classic script, which also works from disk; once for each address. */
let loaded = "";
function load(source: string, done: () => void, failed: () => void): void {
  if (loaded === source && page.guideCards) return done();
  document.head.append(
    h("script", {
      src: source,
      onload: () => {
        loaded = source;
        done();
      },
      onerror: failed,
    }),
  );
}

/** The list of question sets stays; a line above it says what happened. */
function fail(place: HTMLElement): void {
  place.prepend(h("p", { class: "practice-note warning", role: "alert" }, "The questions could not be loaded. Load the page again; your progress is untouched."));
}

if (page.guidePractice) page.guidePractice();
else {
  page.guidePractice = mount;
  if (page.document$) page.document$.subscribe(mount);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mount);
  else mount();
}
