/**
 * What the forms of an English word have in common, so that "queues" finds "queue" and "idempotency" finds "idempotent".
 * Only the browser does this: the index holds words as they are written. Another language goes without.
 */
const VOWEL = /[aeiouy]/;

const ENDINGS: [RegExp, string][] = [
  [/(?:enc|anc)(?:y|e|i)$|[ea]nt(?:ly)?$/, "n"],
  [/(?:ization|isation|izing|ising|ized|ised|ize|ise|izer)$/, "iz"],
  [/(?:ations?|ating|ated|ates?|ators?|ative)$/, "at"],
  [/(?:ly|ment|ness|able|ible)$/, ""],
  [/(?<=[st])(?:ions?|ing|ed|or|ive)$/, ""],
  [/(?:ing|ed|er)$/, ""],
];

export function stem(word: string): string {
  // Nobody types "maximum".
  if (word === "maximum" || word === "minimum") return word.slice(0, 3);
  if (word.length < 4 || /\d/.test(word)) return word;
  let root = word;
  if (root.endsWith("ies") && root.length > 4) root = `${root.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|z)es$/.test(root)) root = root.slice(0, -2);
  else if (/[^su]s$/.test(root)) root = root.slice(0, -1);
  for (let pass = 0; pass < 2; pass++) {
    for (const [ending, instead] of ENDINGS) {
      const shorter = root.replace(ending, instead);
      if (shorter === root || shorter.length < 3 || !VOWEL.test(shorter)) continue;
      root = shorter.replace(/([bdfgmnprt])\1$/, "$1");
      break;
    }
  }
  root = root.replace(/e$/, "");
  return root.replace(/[yi]$/, "");
}
