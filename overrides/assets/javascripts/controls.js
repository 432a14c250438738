/**
 * The theme's menus open by labels of hidden check boxes, which neither the keyboard nor a screen reader can press.
 * Here each label becomes a button, and the menu of a narrow window keeps the focus while it is open. Without this
 * script the menus open by pointer all the same.
 */
(() => {
  "use strict";

  const drawer = document.getElementById("__drawer");
  const wide = matchMedia("(min-width: 76.25em)");
  const behind = () => document.querySelectorAll(".md-header, .md-tabs, .md-content, .md-top, .md-footer");
  let opener = null;

  /** A button in the place of `label`, called `name` where its text does not say it. */
  function press(label, name) {
    const toggle = document.getElementById(label.htmlFor);
    const button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.setAttribute("for", label.htmlFor); // what the theme's style sheet asks for
    if (name) button.setAttribute("aria-label", name);
    button.append(...label.childNodes);
    const say = () => button.setAttribute("aria-expanded", toggle.checked);
    button.addEventListener("click", () => toggle.click());
    toggle.addEventListener("change", say);
    say();
    label.replaceWith(button);
    return button;
  }

  function mountNavigation() {
    for (const nav of document.querySelectorAll(".md-sidebar--primary .md-nav .md-nav")) {
      const title = nav.querySelector(":scope > .md-nav__title");
      const name = title?.textContent.trim();
      if (nav.hasAttribute("aria-labelledby")) {
        nav.setAttribute("aria-label", name);
        nav.removeAttribute("aria-labelledby");
        nav.removeAttribute("aria-expanded"); // a button's state, not a landmark's
      }
      const item = nav.parentElement;
      for (const label of item.querySelectorAll(":scope > label, :scope > .md-nav__container > label")) {
        // At a wide window a section of the tabs is always open, and its label opens nothing.
        if (label.hasAttribute("tabindex") || label.htmlFor === "__toc") press(label, label.textContent.trim() ? "" : `Pages below ${name}`);
      }
      if (title instanceof HTMLLabelElement) press(title, `Back from ${name}`);
    }
  }

  function keepFocus() {
    const open = drawer.checked && !wide.matches;
    for (const element of behind()) element.inert = open;
    const inside = document.querySelectorAll(".md-sidebar--primary :is(a, button)");
    if (open) [...inside].find((element) => element.checkVisibility({ visibilityProperty: true }))?.focus();
    else if (opener && document.activeElement === document.body) opener.focus();
  }

  // The theme puts the button of each block of code into a landmark, a moment after the page is there.
  new MutationObserver(() => {
    for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) nav.setAttribute("role", "none");
  }).observe(document.body, { childList: true, subtree: true });

  const menu = document.querySelector(".md-header label[for=__drawer]");
  if (menu) opener = press(menu, "Navigation");
  drawer.addEventListener("change", keepFocus);
  wide.addEventListener("change", () => drawer.checked && drawer.click());
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !drawer.checked) return;
    drawer.click();
    opener.focus();
  });

  document.addEventListener("DOMContentLoaded", mountNavigation);
})();
