/** A table that is too wide scrolls in a box of its own; as long as it does, the keyboard can reach the box, which has a name. */
(() => {
  "use strict";

  function mark(box) {
    if (box.scrollWidth <= box.clientWidth) {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
      return;
    }
    const above = [...document.querySelectorAll(".md-content :is(h1, h2, h3, h4)")].filter(
      (heading) => heading.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", `Table: ${above.at(-1)?.textContent.replace(/\s*¶$/, "").trim()}`);
  }

  // The theme puts the box around a table once the page shows; the box changes with the window.
  const watcher = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const box = target.closest(".md-typeset__scrollwrap");
      if (!box) continue;
      if (target !== box) watcher.observe(box);
      mark(box);
    }
  });

  function mount() {
    watcher.disconnect();
    for (const table of document.querySelectorAll(".md-typeset table:not([class])")) watcher.observe(table);
  }

  if (typeof document$ !== "undefined") document$.subscribe(mount);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mount);
  else mount();
})();
