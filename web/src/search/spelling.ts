/** What a word may have been meant to be. */

/** Steps from one word to the other (a letter more, less, other, or two that changed places), or more than `most`. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const now = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let steps = Math.min(last[column]! + 1, now[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        steps = Math.min(steps, before[column - 2]! + 1);
      }
      now.push(steps);
      least = Math.min(least, steps);
    }
    if (least > most) return most + 1;
    before = last;
    last = now;
  }
  return last[b.length]!;
}

/** The nearest words: one slip, or two in a long word. With `open` the word may go on. At most three. */
export function nearest(word: string, known: readonly string[], open = false): string[] {
  const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  let least = most;
  let found: string[] = [];
  for (const other of known) {
    const whole = distance(word, other, least);
    const steps = open && other.length > word.length ? Math.min(whole, distance(word, other.slice(0, word.length), least)) : whole;
    if (steps > least) continue;
    if (steps < least) found = [];
    least = steps;
    found.push(other);
  }
  const alike = (other: string) => (other[0] === word[0] ? 0 : 1) + Math.abs(other.length - word.length) / 10;
  return most ? found.sort((a, b) => alike(a) - alike(b) || (a < b ? -1 : 1)).slice(0, 3) : [];
}
