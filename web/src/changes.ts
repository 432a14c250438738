/** Whether an answer is another one than the reader learned, and what is different. */
import type { Card, CardProgress, Question, Seen } from "./model.ts";

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: " " };

/** The words of a piece of HTML. */
export function plain(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/\s+/g, " ")
    .trim();
}

const BLOCK_END = /<\/(?:p|li|h\d|pre|td|th|tr|div|dt|dd|blockquote|summary)>|<br\s*\/?>/gi;

/** The words of a longer piece, one line a block. */
export function plainLines(html: string): string {
  return html.replace(/\s+/g, " ").split(BLOCK_END).map(plain).filter(Boolean).join("\n");
}

/** What is kept of an answer: the spoken text and each key point on a line of its own, and the part in depth. */
export function seenNow(question: Question): Seen {
  const text = [question.text, ...question.keyPoints.map((point) => `• ${plain(point)}`)].join("\n");
  return { hash: question.hash, text, depth: plainLines(question.depth) };
}

export function changedSince(card: Card, progress: CardProgress | undefined): boolean {
  const seen = progress?.seen.value;
  return !!seen && progress.reps > 0 && seen.hash !== card.hash;
}

export interface Piece {
  kind: "same" | "added" | "removed";
  text: string;
}

const inLines = (words: string[]) => words.join(" ").replace(/ ?\n ?/g, "\n");

/** How many cells the table of the comparison may have; beyond it the texts are shown one after the other. */
const MOST_CELLS = 4_000_000;

/** The difference between two texts, word by word. */
export function wordDiff(before: string, after: string): Piece[] {
  const old = before.match(/\n|[^\s]+/g) ?? [];
  const young = after.match(/\n|[^\s]+/g) ?? [];
  let start = 0;
  while (start < old.length && start < young.length && old[start] === young[start]) start++;
  let end = 0;
  while (end < old.length - start && end < young.length - start && old[old.length - 1 - end] === young[young.length - 1 - end]) end++;
  const a = old.slice(start, old.length - end);
  const b = young.slice(start, young.length - end);
  const pieces: Piece[] = [];
  const add = (kind: Piece["kind"], words: string[]) => {
    if (!words.length) return;
    const text = inLines(words);
    const last = pieces[pieces.length - 1];
    if (last?.kind === kind) last.text += (last.text.endsWith("\n") || text.startsWith("\n") ? "" : " ") + text;
    else pieces.push({ kind, text });
  };
  add("same", old.slice(0, start));
  if ((a.length + 1) * (b.length + 1) > MOST_CELLS) {
    add("removed", a);
    add("added", b);
  } else {
    for (const [kind, word] of longestCommon(a, b)) add(kind, [word]);
  }
  add("same", old.slice(old.length - end));
  return pieces;
}

/** The same difference with long unchanged parts cut down to some words around what changed. */
export function shortened(pieces: readonly Piece[], around = 12): Piece[] {
  return pieces.map((piece, index) => {
    const words = piece.text.match(/\n|[^\s]+/g) ?? [];
    const before = index === 0 ? 0 : around;
    const after = index === pieces.length - 1 ? 0 : around;
    if (piece.kind !== "same" || words.length <= before + after + around) return piece;
    const kept = [...words.slice(0, before), "…", ...(after ? words.slice(-after) : [])];
    return { kind: "same", text: inLines(kept) };
  });
}

function longestCommon(a: string[], b: string[]): [Piece["kind"], string][] {
  const width = b.length + 1;
  const length = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * width + j] =
        a[i] === b[j] ? length[(i + 1) * width + j + 1]! + 1 : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!);
    }
  }
  const result: [Piece["kind"], string][] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      result.push(["same", a[i]!]);
      i++;
      j++;
    } else if (i < a.length && (j === b.length || length[(i + 1) * width + j]! >= length[i * width + j + 1]!)) {
      result.push(["removed", a[i++]!]);
    } else {
      result.push(["added", b[j++]!]);
    }
  }
  return result;
}
