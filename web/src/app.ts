/** The views in their frame: navigation, notices, keys, and other tabs. */
import type { Answers } from "./answers.ts";
import { Deck } from "./deck.ts";
import { STORAGE_KEY, type GuideCards } from "./model.ts";
import type { Random } from "./random.ts";
import { shortcutsOn } from "./shortcuts.ts";
import { Store, type Backend } from "./storage.ts";
import type { Clock } from "./time.ts";
import type { Context, View } from "./views/context.ts";
import { dataView } from "./views/data.ts";
import { focusOn, h, put } from "./views/dom.ts";
import { flashcards } from "./views/flashcards.ts";
import { mock } from "./views/mock.ts";
import { noticesOf } from "./views/notices.ts";
import { progressView } from "./views/progress.ts";

const VIEWS: { id: string; name: string; make(context: Context): View }[] = [
  { id: "cards", name: "Flashcards", make: flashcards },
  { id: "mock", name: "Mock interview", make: mock },
  { id: "progress", name: "Progress", make: progressView },
  { id: "data", name: "Settings", make: dataView },
];

export interface World {
  clock: Clock;
  random: Random;
  storage: () => Backend;
}

/** Put the app into its place. */
export function startApp(root: HTMLElement, guide: GuideCards, answers: Answers, world: World): void {
  const deck = new Deck(guide);
  const store = new Store(world.storage, () => world.clock.now(), (progress) => deck.adopt(progress));

  const live = h("p", { class: "practice-hidden", "aria-live": "polite" });
  const place = h("div", { class: "practice-view" });
  let view: View | null = null;
  let shown = "";

  const context: Context = {
    store,
    deck,
    answers,
    ...world,
    announce(text) {
      // The same words twice would not be spoken twice.
      live.textContent = live.textContent === text ? `${text} ` : text;
    },
    notices() {
      store.tellArchived(deck.archived(store.progress));
      const held = notices.element.contains(document.activeElement);
      notices.render();
      // The control that was used may have gone with its notice.
      if (held && !notices.element.contains(document.activeElement)) focusOn(place.querySelector("h2"));
    },
    parameters: () => new URL(location.href).searchParams,
    go: (id) => go(id, true),
    address(change) {
      const url = new URL(location.href);
      change(url.searchParams);
      try {
        history.replaceState(history.state, "", url);
      } catch {
        // A page from disk may not be allowed to change its address; nothing depends on it.
      }
    },
  };

  const notices = noticesOf(context);
  const buttons = VIEWS.map(({ id, name }) => h("button", { type: "button", onclick: () => go(id, true) }, name));

  function go(id: string, byReader: boolean): void {
    const wanted = VIEWS.find((item) => item.id === id) ?? VIEWS[0]!;
    view?.dispose?.();
    shown = wanted.id;
    if (byReader) {
      context.address((parameters) => {
        for (const name of [...parameters.keys()]) if (name !== "h") parameters.delete(name);
        if (shown !== VIEWS[0]!.id) parameters.set("view", shown);
      });
    }
    view = wanted.make(context);
    put(place, view.element);
    buttons.forEach((item, index) => {
      if (VIEWS[index]!.id === shown) item.setAttribute("aria-current", "page");
      else item.removeAttribute("aria-current");
    });
    context.notices();
    if (byReader) focusOn(place.querySelector("h2"));
  }

  function onKey(event: KeyboardEvent): void {
    if (!shortcutsOn() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const target = event.target as Element;
    if (target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable], dialog, .md-search")) return;
    // Space on a control is the control's own.
    if (event.key === " " && target.closest("button, a, summary, input, label")) return;
    if (view?.key?.(event.key.toLowerCase())) {
      event.preventDefault();
      // The theme has shortcuts of its own.
      event.stopPropagation();
    }
  }

  function onStorage(event: StorageEvent): void {
    if (event.key !== STORAGE_KEY && event.key !== null) return;
    const changed = store.receive();
    context.notices();
    if (changed) view?.refresh();
  }

  put(root, h("div", { class: "practice" }, h("nav", { class: "practice-nav", "aria-label": "Practice" }, buttons), notices.element, place, live));
  addEventListener("keydown", onKey, true);
  addEventListener("storage", onStorage);
  go(context.parameters().get("view") ?? "", false);
}
