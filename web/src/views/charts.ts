/** Charts, each with its table. */
import { h, s, type Child } from "./dom.ts";

const STEP = 10;
const HEIGHT = 100;

/** One bar for each label. */
export function bars(title: string, unit: string, labels: string[], values: number[]): HTMLElement {
  const most = Math.max(...values);
  const total = values.reduce((sum, value) => sum + value, 0);
  const said = total ? `${total} ${unit}, at most ${most} a day (${labels[values.indexOf(most)]})` : `no ${unit}`;
  return h(
    "figure",
    { class: "practice-chart" },
    h("figcaption", {}, title, h("span", {}, `: ${said}`)),
    s(
      "svg",
      { viewBox: `0 0 ${values.length * STEP} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": `${title}: ${said}` },
      values.map((value, index) => {
        const height = most ? (value / most) * HEIGHT : 0;
        return value > 0 && s("rect", { class: "bar", x: index * STEP + 1, y: HEIGHT - height, width: STEP - 2, height });
      }),
    ),
    h("div", { class: "practice-axis", "aria-hidden": "true" }, [0, labels.length >> 1, labels.length - 1].map((index) => h("span", {}, labels[index]!))),
    asTable(title, ["Day", unit], labels.map((label, index) => [label, values[index]!])),
  );
}

export function asTable(title: string, head: string[], rows: Child[][]): HTMLElement {
  return h("details", { class: "practice-more" }, h("summary", {}, `${title} as a table`), table(title, head, rows));
}

export function table(title: string, head: string[], rows: Child[][]): HTMLElement {
  const drawn = (cell: Child) => cell instanceof Element && "practice-share";
  return h(
    "div",
    { class: "practice-scroll", role: "region", "aria-label": title, tabindex: 0 },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, head.map((name, index) => h("th", { scope: "col", class: drawn(rows[0]?.[index]) }, name.charAt(0).toUpperCase() + name.slice(1))))),
      h("tbody", {}, rows.map(([first, ...rest]) => h("tr", {}, h("th", { scope: "row" }, first), rest.map((cell) => h("td", { class: drawn(cell) }, cell))))),
    ),
  );
}

/** Parts of a whole as one bar: the table beside it says the numbers. */
export function stack(parts: { name: string; value: number }[], whole: number): Node {
  let x = 0;
  return s(
    "svg",
    { class: "practice-stack", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
    s("rect", { class: "rest", x: 0, y: 0, width: 100, height: 8 }),
    parts.map(({ name, value }) => {
      const width = whole ? (value / whole) * 100 : 0;
      const part = s("rect", { class: name, x, y: 0, width, height: 8 });
      x += width;
      return part;
    }),
  );
}
