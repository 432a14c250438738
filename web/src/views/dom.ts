/** Elements without a framework. Text is always text; `trusted` is the one door for the site's own rendered HTML. */

export type Child = Node | string | number | false | null | undefined | Child[];
type Value = string | number | boolean | null | undefined | ((event: Event) => void);

/** An element. `on…` are listeners, true is an attribute without a value, and false, null and undefined leave it out. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, Value> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for drawings. */
export function s<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Record<string, Value> = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill<E extends Element>(element: E, attributes: Record<string, Value>, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

function append(parent: Element, children: Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(parent, child);
    else if (child instanceof Node) parent.append(child);
    else if (child !== false && child !== null && child !== undefined) parent.append(String(child));
  }
}

export function put(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

/** HTML that the site's build rendered from its own content. */
export function trusted(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

export function button(label: Child, action: () => void, attributes: Record<string, Value> = {}): HTMLButtonElement {
  return h("button", { type: "button", class: "practice-button", onclick: action, ...attributes }, label);
}

/** A link to another place of the app: followed without a new load of the page, for a browser may keep nothing. */
export function link(label: Child, address: string, follow: () => void): HTMLAnchorElement {
  const onclick = (event: Event) => {
    const { ctrlKey, metaKey, shiftKey } = event as MouseEvent;
    if (ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    follow();
  };
  return h("a", { href: address, onclick }, label);
}

/** A heading or region that takes the focus from code, but not from the tab key. */
export const FOCUSABLE = { tabindex: -1 };

export function focusOn(element: Element | null): void {
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}

/** Fill a place, a plain `div`, unless it looks so already: what stays keeps the focus, and is not read out again. */
export function renew(place: HTMLDivElement, child: Child): void {
  const fresh = h("div", {}, child);
  if (!place.isEqualNode(fresh)) place.replaceChildren(...fresh.childNodes);
}

/** What tells a control from others when a view is made anew. */
function nameOf(control: Element): string {
  const value = control instanceof HTMLInputElement ? control.value : "";
  return [control.tagName, control.id, control.getAttribute("name"), value, control.getAttribute("aria-label") ?? control.textContent].join("|");
}

/**
 * Make what is in an element anew: what is open stays open, and the control that has the focus keeps it. Where it is
 * gone, the first heading or summary gets the focus, so that the keyboard goes on from there.
 */
export function anew(element: Element, make: () => void): void {
  const active = document.activeElement;
  const held = active && element.contains(active) ? nameOf(active) : null;
  const summaries = (state: string) => [...element.querySelectorAll(`details${state} > summary`)];
  const open = new Set(summaries("[open]").map(nameOf));
  make();
  for (const summary of summaries("")) if (open.has(nameOf(summary))) summary.parentElement!.setAttribute("open", "");
  if (held === null || element.contains(document.activeElement)) return;
  const controls = [...element.querySelectorAll("a, button, input, select, summary, [tabindex]")];
  focusOn(controls.find((control) => nameOf(control) === held) ?? element.querySelector("h2, summary"));
}

/** Where the sight of an element begins: below the site's header, as its style says. */
const head = (element: Element) => parseFloat(getComputedStyle(element).scrollMarginTop) || 60;

function scrollTo(element: Element): void {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}

/** Bring the top of an element into sight, when it is not. */
export function reveal(element: Element): void {
  const { top } = element.getBoundingClientRect();
  if (top < head(element) || top >= innerHeight * 0.6) scrollTo(element);
}

/** So much of a text is its beginning, in pixels: about four lines. */
const BEGINNING = 110;

/**
 * Bring the beginning of an element into sight, when it is not: below the header, and above `bar`, which sticks to the
 * window's foot. What `lead`s to it stays in sight with it, where there is room for both.
 */
export function revealBetween(lead: Element, element: Element, bar: Element): void {
  const foot = innerHeight - bar.getBoundingClientRect().height;
  const { top } = element.getBoundingClientRect();
  if (top >= head(element) && top + BEGINNING <= foot) return;
  const between = top - lead.getBoundingClientRect().top;
  scrollTo(head(lead) + between + BEGINNING <= foot ? lead : element);
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Boxes as chips: any number of them may be chosen. */
export function chips(
  legend: string,
  choices: { value: string; label: string }[],
  chosen: readonly string[],
  change: (values: string[]) => void,
): HTMLElement {
  const boxes = choices.map(({ value, label }) => {
    const box = h("input", { type: "checkbox", name: legend, value, checked: chosen.includes(value) });
    return { box, label: h("label", {}, box, h("span", {}, label)) };
  });
  return h(
    "fieldset",
    { onchange: () => change(boxes.filter(({ box }) => box.checked).map(({ box }) => box.value)) },
    h("legend", {}, legend),
    h("div", { class: "practice-chips" }, boxes.map(({ label }) => label)),
  );
}

/** Let the reader save a text as a file. */
export function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
