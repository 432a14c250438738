/** A table that is too wide scrolls in its box: as long as it does, the keyboard reaches the box, and it has a name. */
(() => {
  const watcher = new ResizeObserver((entries) => {
    const boxes = new Map();
    for (const { target } of entries) {
      const box = target.closest(".md-typeset__scrollwrap"); // the theme's
      if (!box) continue;
      if (target !== box) watcher.observe(box);
      boxes.set(box, box.scrollWidth > box.clientWidth); // all are measured before one is changed
    }
    for (const [box, isWide] of boxes) {
      if (isWide === box.hasAttribute("tabindex")) continue;
      const above = [...document.querySelectorAll("article :is(h1, h2, h3, h4)")].filter((heading) => heading.compareDocumentPosition(box) & 4);
      const wide = { tabindex: 0, role: "region", "aria-label": `Table: ${above.at(-1)?.firstChild.textContent}` };
      for (const name in wide) {
        if (isWide) box.setAttribute(name, wide[name]);
        else box.removeAttribute(name);
      }
    }
  });

  // The theme has made the boxes by then.
  document.addEventListener("DOMContentLoaded", () => {
    for (const table of document.querySelectorAll(".md-typeset table:not([class])")) watcher.observe(table);
  });
})();
