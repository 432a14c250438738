/** The buttons of the header that change the palette. What holds before is in overrides/partials/palette.html. */
(() => {
  "use strict";

  const buttons = [...document.querySelectorAll(".palette button")];
  const metas = [...document.querySelectorAll("meta[name=theme-color]")];
  /** A browser that keeps nothing for the page throws. */
  const kept = (act) => {
    try {
      return act();
    } catch {}
  };
  const colors = Object.fromEntries(metas.map(({ media, content }) => [media, content]));

  /** The browser's own frame takes the color of the palette in use, whatever the system wishes. */
  function colorFrame() {
    const shown = buttons.find(({ dataset }) => dataset.from === document.body.dataset.mdColorScheme);
    if (shown) for (const meta of metas) meta.content = colors[shown.dataset.media];
  }

  buttons.forEach((button, index) => {
    const next = buttons[(index + 1) % buttons.length];
    button.addEventListener("click", () => {
      document.body.dataset.mdColorScheme = next.dataset.from;
      kept(() => __md_set("__palette", { index: buttons.indexOf(next), color: { scheme: next.dataset.from } }));
      colorFrame();
      next.focus();
    });
  });
  if (buttons.length && kept(() => __md_get("__palette"))) colorFrame();
})();
