/** The table of all facts: filters that live in the URL. Without this script the whole table shows. */
(() => {
  "use strict";

  const DAY = 24 * 60 * 60 * 1000;
  const SELECTS = ["service", "kind", "known"];

  const form = document.querySelector(".fact-tools");
  const table = document.querySelector("table[data-facts]");
  const output = form.querySelector("output");
  const total = output.value; // from the page: "950 facts"
  const rows = [...table.querySelectorAll("tbody tr")];
  let texts; // what the rows say, read when somebody is about to type

  function read() {
    texts ??= rows.map((row) => row.textContent.toLowerCase());
  }

  function apply() {
    const chosen = Object.fromEntries(new FormData(form));
    const words = textFilter.words(chosen.text);
    if (words.length) read();
    let shown = 0;
    rows.forEach((row, at) => {
      const days = (Date.now() - Date.parse(row.dataset.checked)) / DAY;
      const hit =
        SELECTS.every((name) => !chosen[name] || row.dataset[name] === chosen[name]) &&
        days >= Number(chosen.age) &&
        words.every((word) => word.in(texts[at]));
      row.hidden = !hit;
      shown += hit;
    });
    table.hidden = !shown;
    document.querySelector(".facts-none").hidden = shown > 0;
    output.value = shown === rows.length ? total : `${shown} of ${total}`;
  }

  form.elements.text.addEventListener("focus", read, { once: true });
  textFilter.mount(form, ["text", ...SELECTS, "age"], apply);
})();
