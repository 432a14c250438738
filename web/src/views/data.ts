/** Settings, and progress as a file. */
import { PORTION } from "../limits.ts";
import { capital, percent } from "../mock.ts";
import type { Settings } from "../model.ts";
import { setting, suspend } from "../session.ts";
import { shortcutsOn, switchShortcuts } from "../shortcuts.ts";
import { momentOf, type Replacement } from "../storage.ts";
import { localDate, localTime } from "../time.ts";
import { countMissing, countRated, countReviews, exportText, importMerged, look, type Preview } from "../transfer.ts";
import type { Context, View } from "./context.ts";
import { anew, button, count, focusOn, FOCUSABLE, h, put, save, type Child } from "./dom.ts";

const RETENTIONS = [0.8, 0.85, 0.9, 0.95];
const MOST_PER_DAY = 9999;
const kbd = (key: string) => h("kbd", {}, key);
const REPLACED: Record<Replacement, string> = {
  aside: "Replaced. What was here is set aside, and can be brought back below.",
  empty: "Replaced. There was nothing here.",
  refused: "Not replaced, for what is here cannot be set aside in this browser. Nothing was changed: export it, or merge the file instead.",
};

/** Save everything as a file, and remember that it was saved. */
export function exportNow(context: Context): void {
  const { store, clock } = context;
  const at = clock.now();
  store.update((progress) => ({ ...progress, exported: { value: countReviews(progress), at } }));
  save(`guide-progress-${localDate(clock, at)}.json`, "application/json", exportText(store.progress));
  context.announce("Your progress is saved as a file.");
  context.notices();
}

export function dataView(context: Context): View {
  const { store, deck, clock } = context;
  const now = () => clock.now();
  /** Each shows what its setting is, unless the reader is about to change it. */
  const fields: (() => void)[] = [];

  function change<K extends keyof Settings>(name: K, value: Settings[K]["value"]): void {
    store.update((progress) => setting(progress, name, value, now()));
    context.notices();
    context.announce("Saved.");
  }

  /** Where there is an `unset`, the field may be empty, which shows it and leaves the number to the app. */
  function number(id: string, label: string, name: "newPerDay" | "reviewsPerDay", unset = ""): HTMLElement {
    const present = () => String(store.progress.settings[name].value ?? "");
    const show = () => {
      if (document.activeElement !== input && input.checkValidity()) input.value = present();
    };
    const input = h("input", {
      type: "number",
      id,
      value: present(),
      placeholder: unset,
      "aria-describedby": unset && `${id}-unset`,
      min: 0,
      max: MOST_PER_DAY,
      step: 1,
      required: !unset,
      onchange: () => {
        if (!input.checkValidity()) input.reportValidity();
        else if (input.value) change(name, input.valueAsNumber);
        else change("newPerDay", null);
      },
      onblur: show,
    });
    fields.push(show);
    return h("p", {}, h("label", { for: id }, label), input);
  }

  function retention(): HTMLElement {
    const show = () => {
      const { value } = store.progress.settings.retention;
      if (document.activeElement !== select) put(select, [...new Set([...RETENTIONS, value])].sort().map((one) => h("option", { value: one, selected: one === value }, percent(one))));
    };
    const select = h("select", { id: "retention", onchange: () => change("retention", Number(select.value)), onblur: show });
    fields.push(show);
    return h("p", {}, h("label", { for: "retention" }, "Answers you want to remember"), select);
  }

  function shortcuts(): Child {
    const show = () => put(select, ["On", "Off"].map((value) => h("option", { selected: shortcutsOn() === (value === "On") }, value)));
    const change = () => {
      if (switchShortcuts(select.value === "On")) return context.announce("Saved.");
      context.announce("This browser does not keep it.");
      select.value = "On";
    };
    const select = h("select", { id: "shortcuts", onchange: change });
    show();
    return [
      h("p", {}, h("label", { for: "shortcuts" }, "Single-key shortcuts"), select),
      h(
        "p",
        { class: "practice-quiet" },
        // One child: the form's paragraphs are rows.
        h("span", {}, "Keys that work wherever you are. Here ", kbd("space"), " shows the answer, ", kbd("1"), "–", kbd("4"), " rate, ", kbd("u"), " takes back, ", kbd("p"), " stops the clock of an interview. On every page ", kbd("/"), " ", kbd("s"), " ", kbd("f"), " open the search, ", kbd("n"), " ", kbd("."), " lead to the next page, ", kbd("p"), " ", kbd(","), " to the one before."),
      ),
    ];
  }

  const file = h("input", {
    type: "file",
    id: "import",
    accept: ".json,application/json",
    onchange: () => {
      const chosen = file.files?.[0];
      // Or choosing the same file, mended, would be no change.
      file.value = "";
      if (chosen) void take({ name: chosen.name, text: chosen.text() });
    },
  });
  const kept = h("p");
  const importing = h("div");
  const lists = h("div");
  const element = h(
    "section",
    { "aria-label": "Settings" },
    h("h2", FOCUSABLE, "Settings"),
    h(
      "form",
      { class: "practice-form", onsubmit: (event) => event.preventDefault() },
      number("new-per-day", "New questions a day", "newPerDay", String(PORTION)),
      h("p", { class: "practice-quiet", id: "new-per-day-unset" }, `While it is empty, a study plan brings in a step at a time, however many questions that has, and without a plan ${PORTION} come a day. A number that you set holds in plans too.`),
      number("reviews-per-day", "Reviews a day, at most", "reviewsPerDay"),
      retention(),
      h("p", { class: "practice-quiet" }, "A higher share means shorter intervals and more reviews. It takes effect with each question's next rating."),
      shortcuts(),
    ),
    h("h3", {}, "Export and import"),
    kept,
    h("p", { class: "practice-actions" }, button("Export as a file", () => {
      exportNow(context);
      render();
    })),
    h("p", { class: "practice-file" }, h("label", { for: "import" }, "Import a file"), file),
    importing,
    lists,
  );

  /** What changes with the document; what the reader writes into stays where it is. */
  function render(): void {
    const { progress } = store;
    for (const show of fields) show();
    put(
      kept,
      `Your progress is kept by this browser alone: ${count(countReviews(progress), "review")} of ${count(countRated(progress), "question")}. `,
      progress.exported.at ? `Last exported on ${localDate(clock, progress.exported.at)}.` : "It was never exported.",
    );
    anew(element, () => put(lists, replaced(), suspended(), damaged()));
  }

  /** After a step by the reader in a list. */
  function done(said: string): void {
    context.announce(said);
    context.notices();
    render();
  }

  function saveAndDelete(key: string, name: string, as: { end: string; type: string }): Child {
    return [
      button("Save as a file", () => save(key + as.end, as.type, store.textUnder(key)), { name: key, "aria-label": `Save as a file: ${name}` }),
      " ",
      button("Delete", () => {
        store.discard(key);
        done("Deleted.");
      }, { name: key, "aria-label": `Delete: ${name}` }),
    ];
  }

  function replaced(): Child {
    const keys = store.replacedKeys();
    const line = (key: string) => {
      const before = store.replacedUnder(key);
      const at = momentOf(key);
      const name = at ? `replaced on ${localTime(clock, at)}` : "replaced earlier";
      const missing = before && countMissing(before, store.progress);
      const reviews = before && `${count(countReviews(before), "review")}, ${missing ? `${missing} of them not here` : "none of them missing here"}.`;
      const back = () => {
        if (before) store.update((progress) => importMerged(progress, before));
        done("What was replaced is merged back.");
      };
      return h("li", {}, `${capital(name)}: ${reviews ?? "it cannot be read."} `, before && [button("Bring back", back, { name: key, "aria-label": `Bring back: ${name}` }), " "], saveAndDelete(key, name, { end: ".json", type: "application/json" }));
    };
    return keys.length > 0 && [
      h("h3", {}, "Progress that was replaced"),
      h("p", {}, "It was set aside, and can be brought back into this progress. Save it before you delete it."),
      h("ul", { class: "practice-lines" }, keys.map(line)),
    ];
  }

  function suspended(): Child {
    const { cards } = store.progress;
    const ids = Object.keys(cards).filter((id) => cards[id]!.suspended.value && deck.get(id)).sort();
    const resume = (id: string) => () => {
      store.update((progress) => suspend(progress, id, false, now()));
      done("Resumed.");
    };
    return ids.length > 0 && [
      h("h3", {}, "Suspended"),
      h(
        "ul",
        { class: "practice-lines" },
        ids.map((id) => {
          const { url, prompt } = deck.get(id)!;
          return h("li", {}, h("a", { href: url }, prompt), " ", button("Resume", resume(id), { "aria-label": `Resume: ${prompt}` }));
        }),
      ),
    ];
  }

  function damaged(): Child {
    const keys = store.damagedKeys();
    return keys.length > 0 && [
      h("h3", {}, "Damaged progress that was set aside"),
      h("p", {}, "Save it before you delete it: somebody may be able to repair it."),
      h("ul", { class: "practice-lines" }, keys.map((key) => h("li", {}, h("code", {}, key), " ", saveAndDelete(key, key, { end: ".txt", type: "text/plain" })))),
    ];
  }

  async function take({ name, text }: { name: string; text: Promise<string> }): Promise<void> {
    const unread = { kind: "refused", why: "it could not be read" } as const;
    const result = await text.then((said) => look(said, store.progress), () => unread);
    if (result.kind === "preview") return showPreview(name, result.preview);
    put(importing, h("p", { class: "practice-note", role: "alert" }, `${name} was not imported: ${result.why}. Nothing was changed.`));
  }

  function showPreview(name: string, preview: Preview): void {
    const { incoming, faults } = preview;
    const close = (said: string) => {
      done(said);
      put(importing, h("p", { class: "practice-note" }, said));
      focusOn(element.querySelector("h2"));
    };
    const asking = h(
      "div",
      { class: "practice-note", role: "group", "aria-label": `Preview of ${name}`, ...FOCUSABLE },
      h("p", {}, h("strong", {}, name), ` holds ${count(preview.reviews, "review")} of ${count(preview.cards, "question")} and ${count(preview.mocks, "mock interview")}`, preview.to > 0 && `, from ${localDate(clock, preview.from)} to ${localDate(clock, preview.to)}`, "."),
      h("p", {}, `${count(preview.adds, "review")} of it ${preview.adds === 1 ? "is" : "are"} not here. ${count(preview.drops, "review")} here ${preview.drops === 1 ? "is" : "are"} not in the file.`),
      faults.length > 0 && h("details", {}, h("summary", {}, `${count(faults.length, "entry is", "entries are")} damaged and would be left out`), h("ul", {}, faults.slice(0, 50).map((fault) => h("li", {}, fault)))),
      h(
        "p",
        { class: "practice-actions" },
        button("Merge: keep both", () => {
          store.update((progress) => importMerged(progress, incoming));
          close(`Merged: ${count(preview.adds, "review")} added.`);
        }, { class: "practice-button primary" }),
        button(`Replace: drop ${count(preview.drops, "review")} here`, () => {
          close(REPLACED[store.replace(incoming)]);
        }),
        button("Cancel", () => close("Nothing was imported.")),
      ),
    );
    put(importing, asking);
    focusOn(asking);
  }

  render();
  return { element, refresh: render };
}
