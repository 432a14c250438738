/** A table that is too wide scrolls in its box: as long as it does, the keyboard reaches the box, and it has a name. */
(() => {
  const watcher = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const box = target.closest(".md-typeset__scrollwrap"); // the theme's
      if (!box) continue;
      if (target !== box) watcher.observe(box);
      const above = [...document.querySelectorAll("article :is(h1, h2, h3, h4)")].filter((heading) => heading.compareDocumentPosition(box) & 4);
      const wide = { tabindex: 0, role: "region", "aria-label": `Table: ${above.at(-1)?.firstChild.textContent}` };
      for (const name in wide) {
        if (box.scrollWidth > box.clientWidth) box.setAttribute(name, wide[name]);
        else box.removeAttribute(name);
      }
    }
  });

  // The theme has made the boxes by then.
  document.addEventListener("DOMContentLoaded", () => {
    for (const table of document.querySelectorAll(".md-typeset table:not([class])")) watcher.observe(table);
  });
})();
