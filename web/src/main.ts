/** Find the app's place on the page, load the index of questions, start. */
import { Answers } from "./answers.ts";
import { startApp } from "./app.ts";
import { loader } from "./load.ts";
import type { GuideCards } from "./model.ts";
import { button, h } from "./views/dom.ts";

const VERSION = 2;
const AGAIN = "Load the page again; your progress is untouched.";

function start(place: HTMLElement): void {
  const source = new URL(place.dataset["cards"] ?? "", document.baseURI);
  const missing = () => fail(place, `The questions could not be loaded. ${AGAIN}`);

  function begin(): void {
    const guide = (window as { guideCards?: GuideCards }).guideCards;
    if (!guide) return missing();
    if (guide.version !== VERSION) return fail(place, `The questions are those of another version of the guide than this page. ${AGAIN}`);
    startApp(place, guide, new Answers(guide.parts, loader(source, "guideAnswers")), {
      clock: { now: () => Date.now(), offset: (at) => new Date(at).getTimezoneOffset() },
      random: Math.random,
      storage: () => localStorage,
    });
  }

  // A classic script also works from disk.
  document.head.append(h("script", { src: source.href, onload: begin, onerror: missing }));
}

/** The list of question sets stays; what stands above it says what happened. */
function fail(place: HTMLElement, text: string): void {
  place.prepend(h("div", { class: "practice-note warning", role: "alert" }, h("p", {}, text), h("p", {}, button("Load the page again", () => location.reload()))));
}

const place = document.getElementById("practice");
if (place) start(place);
