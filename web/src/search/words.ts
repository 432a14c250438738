/** The words of a text as the index has them: macros/exports/search_words.py does the same. */

export interface Word {
  word: string;
  /** Where it stands in the text. */
  start: number;
  end: number;
}

/** A comma between groups of digits is no end: 10,240 is one number. */
const WORD = /[\p{L}\p{N}]+(?:(?<=[0-9]),(?=[0-9]{3}(?![0-9]))[\p{L}\p{N}]+)*/gu;

/** Letters and digits in lower case, without accents. Positions are those of the text as it was given. */
export function wordsIn(text: string): Word[] {
  if (/^[\x00-\x7f]*$/.test(text)) return [...text.matchAll(WORD)].map((match) => at(match[0], match.index!, match.index! + match[0].length));
  // A sign may become several or none: remember where each one came from.
  let plain = "";
  const from: number[] = [];
  const until: number[] = [];
  let place = 0;
  for (const sign of text) {
    const simple = sign.normalize("NFKD").replace(/\p{M}/gu, "");
    for (let index = 0; index < simple.length; index++) {
      from.push(place);
      until.push(place + sign.length);
    }
    plain += simple;
    place += sign.length;
  }
  return [...plain.matchAll(WORD)].map((match) => at(match[0], from[match.index!]!, until[match.index! + match[0].length - 1]!));
}

export const words = (text: string): string[] => wordsIn(text).map(({ word }) => word);

function at(word: string, start: number, end: number): Word {
  return { word: word.replaceAll(",", "").toLowerCase(), start, end };
}
