/** What the filters of the long lists share: how typed words are found, and a form that lives in the address. Such a page loads it before its own script. */
window.textFilter = (() => {
  "use strict";

  /** Typed in capitals, also in the plural, a short name is meant: SLO is not in "slow". */
  const NAME = /^(\p{Lu}[\p{Lu}\p{N}]{1,4})s?$/u;

  /** An expression for a name, in lower case, that stands as a word in a text, also in the plural: "az" is in "lazy". */
  function asWord(name) {
    const plain = name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    return new RegExp(`(?:^|[^\\p{L}\\p{N}])${plain}s?(?![\\p{L}\\p{N}])`, "u");
  }

  /** The typed words, each in lower case and with its test of a text in lower case. */
  function words(typed) {
    return typed.split(/\s+/).filter(Boolean).map((word) => {
      const name = NAME.exec(word)?.[1].toLowerCase();
      const expression = name && asWord(name);
      const part = word.toLowerCase();
      return { word: name ?? part, in: (text) => (expression ? expression.test(text) : text.includes(part)) };
    });
  }

  /** Show what the form's fields `names` choose, now and with each change, and keep them in the address. */
  function mount(form, names, show) {
    function writeUrl() {
      const url = new URL(location.href);
      for (const name of names) {
        const { value, options } = form.elements[name];
        url.searchParams.delete(name);
        if (value.trim() && value !== options?.[0].value) url.searchParams.set(name, value.trim());
      }
      history.replaceState(history.state, "", url);
    }

    const parameters = new URL(location.href).searchParams;
    for (const name of names) if (parameters.has(name)) form.elements[name].value = parameters.get(name);
    form.addEventListener("input", show);
    // The address once a field is left: browsers take it only so often while somebody types.
    form.addEventListener("change", writeUrl);
    form.addEventListener("reset", () =>
      // The fields are cleared after this event.
      setTimeout(() => {
        show();
        writeUrl();
      }),
    );
    form.addEventListener("submit", (event) => event.preventDefault());
    show();
    form.hidden = false;
  }

  return { asWord, words, mount };
})();
