/** The glossary: only the terms whose name, other names or definition hold the typed words. Without this script all terms show. */
(() => {
  "use strict";

  const form = document.querySelector(".glossary-tools");

  /** The headings of letters, each with its terms: heading, entry, and what they say. Read when somebody is about to type. */
  function read() {
    return [...document.querySelectorAll(".glossary-letter")].map((heading) => {
      const terms = [];
      for (let next = heading.nextElementSibling; next && next.tagName !== "H2"; next = next.nextElementSibling) {
        if (!next.matches(".term-entry")) continue;
        // What it says and is called, without the names of other terms.
        const said = [next.previousElementSibling, ...next.querySelectorAll("[itemprop=description], [itemprop=alternateName]")];
        terms.push({ parts: [next.previousElementSibling, next], text: said.map((part) => part.textContent).join(" ").toLowerCase() });
      }
      return { heading, terms };
    });
  }

  const { text: field } = form.elements;
  const output = form.querySelector("output");
  const total = output.value; // from the page: "665 terms"
  let letters;

  function show() {
    letters ??= read();
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { heading, terms } of letters) {
      const before = shown;
      for (const { parts, text } of terms) {
        const hit = words.every((word) => text.includes(word));
        for (const part of parts) part.hidden = !hit;
        shown += hit;
      }
      heading.hidden = shown === before;
    }
    output.value = words.length ? `${shown} of ${total}` : total;
  }

  function writeUrl() {
    const url = new URL(location.href);
    const text = field.value.trim();
    if (text) url.searchParams.set("text", text);
    else url.searchParams.delete("text");
    history.replaceState(history.state, "", url);
  }

  field.addEventListener("focus", () => (letters ??= read()), { once: true });
  form.addEventListener("input", show);
  // The address once the field is left: browsers take it only so often while somebody types.
  form.addEventListener("change", writeUrl);
  form.addEventListener("reset", () =>
    setTimeout(() => {
      show();
      writeUrl();
    }),
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  // A link to a term shows it, whatever the filter.
  addEventListener("hashchange", () => {
    if (document.getElementById(decodeURIComponent(location.hash.slice(1)))?.hidden) form.reset();
  });
  field.value = new URL(location.href).searchParams.get("text") ?? "";
  if (field.value) show();
  form.hidden = false;
})();
