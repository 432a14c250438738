/** Names that were typed with other spaces than they are written with: "coldstart", "elastic cache". */
import type { Entry, Index } from "./index.ts";

const SHORTEST = 3;
/** One word that stands in more documents was meant as it was typed; so were two whose joined form stands in fewer. */
const RARE = 60;
const USED = 10;

/** The words of a query as names have them; with `open` the last one may go on. */
export async function respaced(index: Index, found: readonly string[], open: boolean): Promise<string[]> {
  const said: string[] = [];
  for (let place = 0; place < found.length; place++) {
    const [word, next] = [found[place]!, found[place + 1]];
    const joined = next && (await inOne(index, word, next));
    if (joined) place++;
    said.push(...(joined ? [joined] : await inSeveral(index, word, open && place === found.length - 1)));
  }
  return said;
}

/** The first word of a name that two words are; a letter that would stand double where they meet may stand once. */
async function inOne(index: Index, first: string, second: string): Promise<string | undefined> {
  if (Math.min(first.length, second.length) < SHORTEST) return undefined;
  if ((await namesFrom(index, first)).some((name) => same(name.split(" ")[1] ?? "", second))) return undefined;
  const entries = await index.beginning(first);
  for (const joined of [first + second, ...(first.endsWith(second[0]!) ? [first + second.slice(1)] : [])]) {
    if (documentsOf(entries, joined) >= USED && (await namesFrom(index, joined)).length) return joined;
  }
  return undefined;
}

/** The first words of a name that one word is. What only code calls so has no other name, and may be one: `apigateway`. */
async function inSeveral(index: Index, word: string, open: boolean): Promise<string[]> {
  if (word.length < 2 * SHORTEST) return [word];
  for (const { documents, also } of (await index.names(word, true)).values()) if (documents.length > 1 || also.length) return [word];
  const entries = await index.beginning(word);
  if (documentsOf(entries, word) > RARE) return [word];
  for (let length = SHORTEST; length <= word.length - 2; length++) {
    const [first, rest] = [word.slice(0, length), word.slice(length)];
    for (const name of await namesFrom(index, first)) {
      const others = name.split(" ").slice(1);
      for (let count = 1; count <= others.length; count++) {
        if (same(others.slice(0, count).join(""), rest)) return [first, ...others.slice(0, count)];
      }
      if (open && !entries.length && others[0]?.startsWith(rest)) return [first, rest];
    }
  }
  return [word];
}

/** The names that are this word or have it first. */
async function namesFrom(index: Index, word: string): Promise<string[]> {
  return [...(await index.names(word, true)).keys()];
}

/** Whether two words are the same but for a plural. A stem would be too little: an autoscaler is no Auto Scaling. */
function same(known: string, word: string): boolean {
  return known === word || known === `${word}s` || `${known}s` === word;
}

function documentsOf(entries: readonly Entry[], word: string): number {
  return entries.find((entry) => entry.word === word)?.documents ?? 0;
}
