/** Randomness as a parameter. */

/** A number from 0 up to, not including, 1. */
export type Random = () => number;

/** The same numbers for the same seed, on every machine (xmur3 for the seed, mulberry32 for the sequence). */
export function seeded(seed: string): Random {
  let hash = 1779033703 ^ seed.length;
  for (let index = 0; index < seed.length; index++) {
    hash = Math.imul(hash ^ seed.charCodeAt(index), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
  let state = Math.imul(hash ^ (hash >>> 13), 3266489909) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}

/** Letters and digits that are not mistaken for one another when read out. */
const LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";

export function word(length: number, random: Random): string {
  let result = "";
  while (result.length < length) result += LETTERS[Math.floor(random() * LETTERS.length)];
  return result;
}

/** An id that no other tab or device makes: the moment and five random letters. */
export function newId(at: number, random: Random): string {
  return `${at.toString(36)}-${word(5, random)}`;
}
