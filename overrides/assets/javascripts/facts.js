/** The table of all facts: filters that live in the URL. Without this script the whole table shows. */
(() => {
  "use strict";

  const DAY = 24 * 60 * 60 * 1000;
  const SELECTS = ["service", "kind", "known"];
  const NAMES = ["text", ...SELECTS, "age"];

  const form = document.querySelector(".fact-tools");
  const table = document.querySelector("[data-facts]");
  const output = form.querySelector("output");
  const total = output.value; // from the page: "950 facts"
  const rows = [...table.querySelectorAll("tbody tr")];
  let texts; // what the rows say, read when somebody is about to type

  function read() {
    texts ??= rows.map((row) => row.textContent.toLowerCase());
  }

  function apply() {
    const chosen = Object.fromEntries(new FormData(form));
    const words = chosen.text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length) read();
    let shown = 0;
    rows.forEach((row, at) => {
      const days = (Date.now() - Date.parse(row.dataset.checked)) / DAY;
      const hit =
        SELECTS.every((name) => !chosen[name] || row.dataset[name] === chosen[name]) &&
        days >= Number(chosen.age) &&
        words.every((word) => texts[at].includes(word));
      row.hidden = !hit;
      shown += hit;
    });
    table.hidden = !shown;
    document.querySelector(".facts-none").hidden = shown > 0;
    output.value = shown === rows.length ? total : `${shown} of ${total}`;
  }

  function writeUrl() {
    const url = new URL(location.href);
    for (const name of NAMES) {
      const value = form.elements[name].value.trim();
      if (value && value !== "0") url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    history.replaceState(history.state, "", url);
  }

  const parameters = new URL(location.href).searchParams;
  for (const name of NAMES) if (parameters.has(name)) form.elements[name].value = parameters.get(name);
  form.elements.text.addEventListener("focus", read, { once: true });
  form.addEventListener("input", apply);
  // The address once a field is left: browsers take it only so often while somebody types.
  form.addEventListener("change", writeUrl);
  form.addEventListener("reset", () =>
    setTimeout(() => {
      apply();
      writeUrl();
    }),
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
  form.hidden = false;
})();
