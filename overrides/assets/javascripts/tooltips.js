/**
 * Shows the title of a link or button in a text as a tooltip: under the pointer after a moment, at once when the keyboard
 * reaches it. It stays while the pointer is on it, and Escape takes it away (WCAG 2.2, 1.4.13). A finger cannot point: its
 * first tap on a term shows what that means, the second follows the link, and a tap elsewhere takes it away. Listens at the
 * document and not at each of the hundreds of links of a page. Without this script the browser shows titles its own way.
 */
(() => {
  "use strict";

  const MARGIN = 8;
  const bubble = document.createElement("div");
  bubble.className = "tooltip";
  bubble.id = "tooltip";
  let shown = null; // the element whose title it is
  let title = null; // that title, which the browser must not show as well
  let timer = 0;
  let touched = false; // the last press was a finger's

  /** On the glossary the definition of a term stands on the page, and links to it do not repeat it. */
  function definition(element) {
    const term = element.classList.contains("term") && decodeURIComponent(element.hash.slice(1));
    return term ? document.querySelector(`[data-term-entry="${CSS.escape(term)}"] [itemprop="description"] p`)?.textContent : "";
  }

  const said = (element) => element.getAttribute("title") || definition(element);

  function titled(target) {
    const element = target instanceof Element ? target.closest(".md-content :is([title], a.term)") : null;
    return element && (element === shown || said(element)) ? element : null;
  }

  function place() {
    const [box] = shown.getClientRects();
    if (!box) return hide();
    const left = Math.min(box.left, document.documentElement.clientWidth - bubble.offsetWidth - MARGIN);
    const below = box.bottom + MARGIN / 2;
    const above = box.top - bubble.offsetHeight - MARGIN / 2;
    bubble.style.left = `${Math.max(MARGIN, left)}px`;
    bubble.style.top = `${below + bubble.offsetHeight > innerHeight && above >= 0 ? above : below}px`;
  }

  function show(element) {
    clearTimeout(timer);
    if (element === shown) return;
    hide();
    // Somebody who touches by ear hears that no page came but this.
    bubble.role = touched ? "alert" : "tooltip";
    bubble.textContent = said(element);
    if (touched) bubble.insertAdjacentHTML("beforeend", "<br><small>Tap again for the glossary</small>");
    shown = element;
    title = element.getAttribute("title");
    element.removeAttribute("title");
    element.setAttribute("aria-describedby", bubble.id);
    document.body.append(bubble);
    place();
    addEventListener("scroll", place, { passive: true });
  }

  function hide() {
    clearTimeout(timer);
    if (!shown) return;
    if (title !== null) shown.setAttribute("title", title);
    shown.removeAttribute("aria-describedby");
    shown = null;
    bubble.remove();
    removeEventListener("scroll", place);
  }

  function later(act, milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(act, milliseconds);
  }

  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return;
    touched = false;
    const element = titled(target);
    if (target === bubble) clearTimeout(timer);
    else if (element) later(() => show(element), 250);
    else if (shown !== document.activeElement) later(hide, 150);
  });
  document.addEventListener("focusin", ({ target }) => {
    const element = titled(target);
    if (element?.matches(":focus-visible")) show(element);
  });
  document.addEventListener("focusout", hide);
  // A finger that scrolls ends otherwise. Where nothing can be clicked, some browsers tell of no click.
  addEventListener("pointerup", ({ target, pointerType }) => {
    touched = pointerType === "touch";
    if (touched && titled(target) !== shown) hide();
  });
  document.addEventListener("click", (event) => {
    const element = touched && titled(event.target);
    if (!element || element === shown || !element.matches(".term")) return hide();
    event.preventDefault();
    show(element);
  });
  addEventListener("popstate", hide);
  addEventListener("keydown", ({ key }) => {
    touched = false;
    if (key === "Escape") hide();
  });
})();
