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
    const words = textFilter.words(field.value);
    if (!words.length && !letters) return; // all terms show
    letters ??= read();
    let shown = 0;
    for (const { heading, terms } of letters) {
      const before = shown;
      for (const { parts, text } of terms) {
        const hit = words.every((word) => word.in(text));
        for (const part of parts) part.hidden = !hit;
        shown += hit;
      }
      heading.hidden = shown === before;
    }
    output.value = words.length ? `${shown} of ${total}` : total;
  }

  field.addEventListener("focus", () => (letters ??= read()), { once: true });
  // A link to a term shows it, whatever the filter.
  addEventListener("hashchange", () => {
    if (document.getElementById(decodeURIComponent(location.hash.slice(1)))?.hidden) form.reset();
  });
  textFilter.mount(form, ["text"], show);
})();
