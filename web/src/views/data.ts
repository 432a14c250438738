/** Settings, and progress as a file. */
import { percent } from "../mock.ts";
import { setting, suspend } from "../session.ts";
import { localDate } from "../time.ts";
import { countRated, countReviews, exportText, importMerged, look, type Preview } from "../transfer.ts";
import type { Context, View } from "./context.ts";
import { button, count, focusOn, FOCUSABLE, h, put, save } from "./dom.ts";

const RETENTIONS = [0.8, 0.85, 0.9, 0.95];
const MOST_PER_DAY = 9999;

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
  const importing = h("div");
  const element = h("section", { "aria-label": "Settings" });

  function number(id: string, label: string, value: number, change: (value: number) => void): HTMLElement {
    const input = h("input", {
      type: "number",
      id,
      value,
      min: 0,
      max: MOST_PER_DAY,
      step: 1,
      required: true,
      onchange: () => {
        if (input.checkValidity()) change(input.valueAsNumber);
        else input.reportValidity();
      },
    });
    return h("p", {}, h("label", { for: id }, label), input);
  }

  function render(): void {
    const { settings, cards } = store.progress;
    const now = () => clock.now();
    const saved = () => {
      context.notices();
      context.announce("Saved.");
    };
    const retention = h(
      "select",
      {
        id: "retention",
        onchange: () => {
          store.update((progress) => setting(progress, "retention", Number(retention.value), now()));
          saved();
        },
      },
      [...new Set([...RETENTIONS, settings.retention.value])].sort().map((value) => h("option", { value, selected: value === settings.retention.value }, percent(value))),
    );
    const suspended = Object.keys(cards).filter((id) => cards[id]!.suspended.value && deck.get(id)).sort();
    const reviews = countReviews(store.progress);
    const damaged = store.damagedKeys();
    const before = store.replacedBefore();
    const file = h("input", { type: "file", id: "import", accept: ".json,application/json", onchange: () => void take(file.files?.[0]) });
    put(
      element,
      h("h2", FOCUSABLE, "Settings"),
      h(
        "form",
        { class: "practice-form", onsubmit: (event) => event.preventDefault() },
        number("new-per-day", "New questions a day", settings.newPerDay.value, (value) => {
          store.update((progress) => setting(progress, "newPerDay", value, now()));
          saved();
        }),
        number("reviews-per-day", "Reviews a day, at most", settings.reviewsPerDay.value, (value) => {
          store.update((progress) => setting(progress, "reviewsPerDay", value, now()));
          saved();
        }),
        h("p", {}, h("label", { for: "retention" }, "Answers you want to remember"), retention),
        h("p", { class: "practice-quiet" }, "A higher share means shorter intervals and more reviews. It takes effect with each question's next rating."),
      ),
      h("h3", {}, "Export and import"),
      h(
        "p",
        {},
        `Your progress is kept by this browser alone: ${count(reviews, "review")} of ${count(countRated(store.progress), "question")}. `,
        store.progress.exported.at ? `Last exported on ${localDate(clock, store.progress.exported.at)}.` : "It was never exported.",
      ),
      h("p", { class: "practice-actions" }, button("Export as a file", () => {
        exportNow(context);
        render();
      })),
      h("p", { class: "practice-file" }, h("label", { for: "import" }, "Import a file"), file),
      importing,
      before && [
        h("p", {}, `Before the last replacement there were ${count(countReviews(before), "review")}. `),
        h("p", { class: "practice-actions" }, button("Bring them back into this progress", () => {
          store.update((progress) => importMerged(progress, before));
          context.announce("What was replaced is merged back.");
          context.notices();
          render();
        })),
      ],
      suspended.length > 0 && [
        h("h3", {}, "Suspended"),
        h(
          "ul",
          { class: "practice-suspended" },
          suspended.map((id) => h("li", {}, h("a", { href: deck.get(id)!.url }, deck.get(id)!.prompt), " ", button("Resume", () => {
            store.update((progress) => suspend(progress, id, false, now()));
            context.announce("Resumed.");
            context.notices();
            render();
            focusOn(element.querySelector("h2"));
          }, { "aria-label": `Resume: ${deck.get(id)!.prompt}` }))),
        ),
      ],
      damaged.length > 0 && [
        h("h3", {}, "Damaged progress that was set aside"),
        h("p", {}, "Save it before you delete it: somebody may be able to repair it."),
        h(
          "ul",
          {},
          damaged.map((key) => h("li", {}, h("code", {}, key), " ", button("Save as a file", () => save(`${key}.txt`, "text/plain", store.textUnder(key)), { "aria-label": `Save as a file: ${key}` }), " ", button("Delete", () => {
            store.discard(key);
            context.notices();
            render();
            focusOn(element.querySelector("h2"));
          }, { "aria-label": `Delete: ${key}` }))),
        ),
      ],
    );
  }

  async function take(file: File | undefined): Promise<void> {
    if (!file) return;
    const result = look(await file.text(), store.progress);
    if (result.kind === "refused") {
      put(importing, h("p", { class: "practice-note", role: "alert" }, `${file.name} was not imported: ${result.why}. Nothing was changed.`));
      return;
    }
    showPreview(file.name, result.preview);
  }

  function showPreview(name: string, preview: Preview): void {
    const { incoming, faults } = preview;
    const close = (said: string) => {
      put(importing);
      context.announce(said);
      context.notices();
      render();
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
          const done = store.replace(incoming);
          close(done ? "Replaced. What was here is set aside, and can be brought back below." : "Not replaced: there is no room to set aside what is here. Export it first.");
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
