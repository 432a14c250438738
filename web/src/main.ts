/** Find the app's place on the page, load the index of questions, start. The page may come and go without being loaded anew. */
import { Answers } from "./answers.ts";
import { startApp } from "./app.ts";
import { loader } from "./load.ts";
import type { GuideCards } from "./model.ts";
import { button, h } from "./views/dom.ts";

interface Page {
  guideCards?: GuideCards;
  /** Set by the first run of this script; the theme runs it again whenever the practice page is shown. */
  guidePractice?: () => void;
  document$?: { subscribe(listener: () => void): void };
}

const page = window as unknown as Page;
const VERSION = 2;
const AGAIN = "Load the page again; your progress is untouched.";

let root: HTMLElement | null = null;
let stop: (() => void) | null = null;

function mount(): void {
  const place = document.getElementById("practice");
  if (place === root) return;
  stop?.();
  stop = null;
  root = place;
  if (!place) return;
  const source = new URL(place.dataset["cards"] ?? "", document.baseURI);
  load(source.href, () => {
    if (root !== place || !place.isConnected) return;
    const guide = page.guideCards;
    if (!guide) fail(place, `The questions could not be loaded. ${AGAIN}`);
    else if (guide.version !== VERSION) fail(place, `The questions are those of another version of the guide than this page. ${AGAIN}`);
    else {
      answers ??= new Answers(guide.parts, loader(source, "guideAnswers"));
      stop = startApp(place, guide, answers, {
        clock: { now: () => Date.now(), offset: (at) => new Date(at).getTimezoneOffset() },
        random: Math.random,
        storage: () => localStorage,
      });
    }
  }, () => fail(place, `The questions could not be loaded. ${AGAIN}`));
}

/** Append the index as a classic script, which also works from disk; once for each address. */
let loaded = "";
/** The answers that belong to it: what was loaded stays as long as the document does. */
let answers: Answers | undefined;
function load(source: string, done: () => void, failed: () => void): void {
  if (loaded === source && page.guideCards) return done();
  document.head.append(
    h("script", {
      src: source,
      onload: () => {
        loaded = source;
        answers = undefined;
        done();
      },
      onerror: failed,
    }),
  );
}

/** The list of question sets stays; what stands above it says what happened. */
function fail(place: HTMLElement, text: string): void {
  place.prepend(h("div", { class: "practice-note warning", role: "alert" }, h("p", {}, text), h("p", {}, button("Load the page again", () => location.reload()))));
}

if (page.guidePractice) page.guidePractice();
else {
  page.guidePractice = mount;
  if (page.document$) page.document$.subscribe(mount);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mount);
  else mount();
}
