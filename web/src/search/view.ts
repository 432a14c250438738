/**
 * The dialog: a combobox with a list of hits. The markup comes from overrides/partials/search.html; opener.js opens and closes it.
 * Source: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
import { MORE, passage, pieces, type Group, type Hit, type Results } from "./hits.ts";
import type { Kind } from "./index.ts";

/** What the dialog asks for. */
export interface Source {
  /** Begin to load what every query needs. */
  prepare(): void;
  results(typed: string, more?: Kind): Promise<Results>;
  /** The texts of documents. */
  texts(documents: readonly number[]): Promise<string[]>;
  /** The full address of a path below the site's root. */
  address(path: string): string;
}

export class View {
  private readonly dialog: HTMLDialogElement;
  private readonly source: Source;
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly status: HTMLElement;
  private readonly words: DOMStringMap;
  /** Counts the queries, so that a late answer to an earlier one is not shown. */
  private asked = 0;
  private active = -1;

  constructor(dialog: HTMLDialogElement, source: Source) {
    this.dialog = dialog;
    this.source = source;
    this.input = dialog.querySelector("input")!;
    this.list = dialog.querySelector("[role=listbox]")!;
    this.status = dialog.querySelector("[role=status]")!;
    this.words = this.status.dataset;
    this.input.addEventListener("input", () => void this.ask());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => this.choose(event));
    // A press on the list must not take the focus from the field.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    dialog.addEventListener("close", () => this.forget());
    // Opened again with what was looked for last, ready to be typed over.
    new MutationObserver(() => dialog.open && this.input.select()).observe(dialog, { attributeFilter: ["open"] });
    source.prepare();
    if (this.input.value) void this.ask();
    else this.status.textContent = this.words["empty"]!;
  }

  /** A query in the address is gone with the dialog. */
  private forget(): void {
    const url = new URL(location.href);
    if (!url.searchParams.has("q")) return;
    url.searchParams.delete("q");
    history.replaceState(history.state, "", url);
  }

  /** `data-answered` says which query the dialog shows whole. */
  private async ask(more?: Kind, place = -1): Promise<void> {
    const number = ++this.asked;
    const typed = this.input.value;
    const late = setTimeout(() => number === this.asked && (this.status.textContent = this.words["busy"]!), 400);
    try {
      const results = await this.source.results(typed, more);
      clearTimeout(late);
      if (number !== this.asked) return;
      this.show(results, typed);
      this.activate(place);
      await this.quote(results, number);
      if (number === this.asked) this.dialog.dataset["answered"] = typed;
    } catch {
      if (number !== this.asked) return;
      this.show({ completions: [], corrected: "", groups: [], marked: new Set() }, "");
      this.status.textContent = this.words["failed"]!;
    } finally {
      clearTimeout(late);
    }
  }

  private show(results: Results, typed: string): void {
    const groups: HTMLElement[] = [];
    if (results.completions.length) {
      const group = this.template("completion");
      for (const name of results.completions) {
        const option = this.option("text", group);
        option.className = "search-completion";
        option.textContent = name;
        option.dataset["completion"] = name;
      }
      groups.push(group);
    }
    for (const found of results.groups) groups.push(this.hits(found, results.marked));
    this.list.replaceChildren(...groups);
    this.options.forEach((option, index) => (option.id = `search-hit-${index}`));
    this.activate(-1);
    this.input.setAttribute("aria-expanded", String(groups.length > 0));
    this.list.hidden = !groups.length;
    this.status.textContent = this.summary(results, typed);
  }

  private summary(results: Results, typed: string): string {
    if (!typed.trim()) return this.words["empty"]!;
    if (!results.groups.length) return this.words["none"]!;
    const counts = results.groups.map(({ kind, total }) => `${total} ${this.words[total === 1 ? kind : `${kind}s`]}`).join(", ");
    return results.corrected ? `${this.words["corrected"]} “${results.corrected}”: ${counts}` : counts;
  }

  private hits(found: Group, marked: ReadonlySet<string>): HTMLElement {
    const group = this.template(found.kind);
    for (const hit of found.hits) this.hit(hit, marked, group);
    if (found.hits.length < found.total && found.hits.length < MORE) {
      const option = this.option("text", group);
      option.className = "search-more";
      option.textContent = group.dataset["more"]!;
      option.dataset["more"] = found.kind;
    }
    return group;
  }

  private hit(hit: Hit, marked: ReadonlySet<string>, group: HTMLElement): void {
    const option = this.option("hit", group) as HTMLAnchorElement;
    option.href = this.source.address(hit.address);
    option.querySelector(".search-title")!.append(...marks(hit.title, marked));
    option.querySelector(".search-context")!.textContent = hit.context;
    option.dataset["document"] = String(hit.document);
  }

  /** The passages come after the titles: nobody waits for them. */
  private async quote(results: Results, number: number): Promise<void> {
    const documents = results.groups.flatMap(({ hits }) => hits.map(({ document }) => document));
    const texts = await this.source.texts(documents);
    if (number !== this.asked) return;
    documents.forEach((document, at) => {
      const place = this.list.querySelector(`[data-document="${document}"] .search-passage`)!;
      place.replaceChildren(...marks(passage(texts[at]!, results.marked), results.marked));
    });
  }

  private template(name: string): HTMLElement {
    const template = this.dialog.querySelector<HTMLTemplateElement>(`template[data-of="${name}"]`)!;
    return template.content.firstElementChild!.cloneNode(true) as HTMLElement;
  }

  private option(name: "hit" | "text", group: HTMLElement): HTMLElement {
    const option = this.template(`${name}-option`);
    group.append(option);
    return option;
  }

  private get options(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  private activate(index: number): void {
    const options = this.options;
    options[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const option = options[index];
    for (const other of options) if (other !== option) other.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private key(event: KeyboardEvent): void {
    const count = this.options.length;
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" && count) this.activate((this.active + 1) % count);
    else if (event.key === "ArrowUp" && count) this.activate(this.active <= 0 ? count - 1 : this.active - 1);
    else if (event.key === "Enter") (this.options[this.active] ?? this.list.querySelector<HTMLElement>("a[role=option]"))?.click();
    else if (event.key === "Escape") this.dialog.close(); // some browsers would only empty the field
    else return;
    event.preventDefault();
  }

  private choose(event: MouseEvent): void {
    const option = (event.target as Element).closest<HTMLElement>("[role=option]");
    if (!option) return;
    const { completion, more } = option.dataset;
    if (completion !== undefined) {
      this.input.value = completion;
      void this.ask();
    } else if (more !== undefined) {
      void this.ask(more as Kind, this.options.indexOf(option));
    } else if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      this.dialog.close();
    }
  }
}

function marks(text: string, marked: ReadonlySet<string>): Node[] {
  return pieces(text, marked).map((piece) => {
    if (!piece.marked) return document.createTextNode(piece.text);
    const mark = document.createElement("mark");
    mark.textContent = piece.text;
    return mark;
  });
}
