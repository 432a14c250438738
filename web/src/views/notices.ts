/** What the reader must know about how progress is kept. */
import { countReviews, shouldRemind } from "../transfer.ts";
import type { Context } from "./context.ts";
import { exportNow } from "./data.ts";
import { button, count, h, renew, save, type Child } from "./dom.ts";

function trouble(context: Context): Child {
  const { store } = context;
  const { trouble } = store;
  if (!trouble) {
    const aside = store.damagedKeys().length;
    return aside > 0 && h("p", { class: "practice-note warning" }, `${count(aside, "damaged document is", "damaged documents are")} set aside. You can save or delete ${aside === 1 ? "it" : "them"} under Settings.`);
  }
  const keep = button("Export now", () => exportNow(context));
  const alert = (text: string, ...more: Child[]) => h("div", { class: "practice-note warning", role: "alert" }, h("p", {}, text), more);
  switch (trouble.kind) {
    case "unavailable":
      return alert("This browser does not let the page store anything (private mode, or storage is blocked). You can practise, but progress is lost when you close the page, unless you export it.", h("p", {}, keep));
    case "full":
      return alert("The browser has no room left to store your progress. What you do now is kept only until you close the page: export it, then make room.", h("p", {}, keep));
    case "newer":
      return alert(`Your progress was written by a newer version of this guide (document version ${trouble.version}). It is left as it is, and what you do here is not stored.`);
    case "damaged":
      return alert(
        `The stored progress was damaged. All of it was set aside and nothing was deleted; what could be read is in use. ${count(trouble.faults.length, "entry is", "entries are")} missing: ${trouble.faults.slice(0, 3).join("; ")}${trouble.faults.length > 3 ? "; …" : "."}`,
        h("p", {}, button("Save the damaged document as a file", () => save(`${trouble.key}.txt`, "text/plain", store.textUnder(trouble.key)), { name: trouble.key })),
      );
    case "stuck":
      return alert("The stored progress is damaged, and there is no room to set it aside. So it stays as it is, and what you do now is not stored. Save it as a file and delete it under Settings.", h("p", {}, keep));
  }
}

/** On a page opened from disk, Firefox keeps storage apart for each file. */
function fromDisk(): Child {
  if (location.protocol !== "file:" || !/\bFirefox\//.test(navigator.userAgent)) return null;
  return h("p", { class: "practice-note" }, "You opened this page from disk. Firefox stores progress for exactly this file: other pages of the guide do not see it, and a copy in another folder starts empty. Export your progress before you move or update the guide.");
}

function reminder(context: Context): Child {
  const { store, clock } = context;
  if (!shouldRemind(store.progress, clock.now())) return null;
  const later = () => {
    store.update((progress) => ({ ...progress, reminded: { value: true, at: clock.now() } }));
    context.notices();
  };
  return h(
    "div",
    { class: "practice-note" },
    h("p", {}, `${count(countReviews(store.progress) - store.progress.exported.value, "review")} are only in this browser. A file keeps them safe.`),
    h("p", { class: "practice-actions" }, button("Export", () => exportNow(context)), button("Not now", later)),
  );
}

/** A place for all of them; of those that stay, none is made anew. */
export function noticesOf(context: Context): { element: HTMLElement; render(): void } {
  const notices = [trouble, fromDisk, reminder].map((make) => ({ make, place: h("div") }));
  return {
    element: h("div", {}, notices.map(({ place }) => place)),
    render() {
      for (const { make, place } of notices) renew(place, make(context));
    },
  };
}
