/** The table of all facts: filters that live in the URL. Without this script the whole table shows. */
(() => {
  "use strict";

  const DAY = 24 * 60 * 60 * 1000;
  const NAMES = ["service", "kind", "known", "age"];

  function apply(form) {
    const chosen = Object.fromEntries(new FormData(form));
    const rows = [...document.querySelectorAll("[data-facts] tbody tr")];
    for (const row of rows) {
      const same = ["service", "kind", "known"].every((name) => !chosen[name] || row.dataset[name] === chosen[name]);
      const days = (Date.now() - Date.parse(row.dataset.checked)) / DAY;
      row.hidden = !same || days < Number(chosen.age);
    }
    const shown = rows.filter((row) => !row.hidden).length;
    form.querySelector("output").value = shown === rows.length ? `${rows.length} facts` : `${shown} of ${rows.length} facts`;
  }

  function writeUrl(form) {
    const url = new URL(location.href);
    for (const name of NAMES) {
      const value = form.elements[name].value;
      if (value && value !== "0") url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    history.replaceState(history.state, "", url);
  }

  function mount() {
    const form = document.querySelector(".fact-tools");
    const parameters = new URL(location.href).searchParams;
    for (const name of NAMES) if (parameters.has(name)) form.elements[name].value = parameters.get(name);
    const update = () => {
      apply(form);
      writeUrl(form);
    };
    form.addEventListener("change", update);
    form.addEventListener("reset", () => setTimeout(update));
    form.addEventListener("submit", (event) => event.preventDefault());
    apply(form);
    form.hidden = false;
  }

  mount();
})();
