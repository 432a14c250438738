/**
 * Holds the page that is shown against axe, every card open; a function for a browser to run once axe is there.
 *
 * A kind of element (what the style sheets can tell apart: tags and classes up to the root, and the colors they come to)
 * has one contrast wherever it stands. So contrast is measured for the first element of each kind that `known` has not;
 * that is most of the time that axe takes. `known` undefined: for all elements.
 *
 * {tags, off, palettes, known: {palette: [kind, …]}} → {faults: ["rule: what in which element", …], known}
 */
async ({ tags, off, palettes, known }) => {
  for (const item of document.querySelectorAll("details")) item.open = true;
  const { body } = document;
  const VISUAL = ["color-contrast", "link-in-text-block"];
  const rules = Object.fromEntries([...off, ...(known ? VISUAL : [])].map((id) => [id, { enabled: false }]));
  const faults = [];

  async function audit(context, options, note) {
    const { violations } = await axe.run(context, { resultTypes: ["violations"], preload: false, rules, ...options });
    for (const { id, nodes } of violations) {
      for (const { html, any, all, none } of nodes) {
        const [cause] = [...any, ...all, ...none];
        faults.push(`${id}${note}: ${cause?.message ?? ""} ${html.replace(/\s+/g, " ").slice(0, 160)}`);
      }
    }
  }

  function hash(text) {
    let value = 0;
    for (let at = 0; at < text.length; at++) value = (Math.imul(value, 31) + text.charCodeAt(at)) | 0;
    return value;
  }

  /** One element with text of each kind that is not in `seen`, which gets them. */
  function kinds(seen) {
    const paths = new Map();
    const path = (element) => {
      if (!element) return "";
      if (!paths.has(element)) paths.set(element, `${path(element.parentElement)}>${element.localName}.${element.className}`);
      return paths.get(element);
    };
    const found = [];
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || element.closest("svg, script, style, template, noscript")) continue;
      const { color, backgroundColor, opacity, fontSize, fontWeight } = getComputedStyle(element);
      const kind = hash([path(element), color, backgroundColor, opacity, fontSize, fontWeight].join("|"));
      if (seen.has(kind) || !element.checkVisibility()) continue;
      seen.add(kind);
      found.push(element);
    }
    return found;
  }

  const still = new CSSStyleSheet(); // a color on its way to another is none of either palette
  still.replaceSync(`
    *, ::before, ::after { animation: none !important; transition: none !important; }
    .md-sidebar__scrollwrap { height: auto !important; max-height: none !important; overflow: visible !important; }
  `); // and what a list that scrolls cuts off just now is no smaller for it
  document.adoptedStyleSheets.push(still);
  const before = body.getAttribute("data-md-color-scheme");
  for (const palette of palettes) {
    body.setAttribute("data-md-color-scheme", palette);
    const note = ` (${palette})`;
    if (!known) {
      await audit(document, { runOnly: tags }, note);
      continue;
    }
    const seen = new Set(known[palette]);
    const found = kinds(seen);
    known[palette] = [...seen];
    if (found.length) await audit({ include: found }, { runOnly: { type: "rule", values: VISUAL } }, note);
  }
  body.setAttribute("data-md-color-scheme", before);
  if (known) {
    // The words of a program are most of the elements of many pages, and differ in color alone.
    for (const code of document.querySelectorAll("pre code")) code.textContent = code.textContent;
    await audit(document, { runOnly: tags }, "");
  }
  return { faults, known };
}
