/** Words of a question that a number answers. */
const AMOUNT = /^(?:\d.*|max|min|maxim(?:um|al)|minim(?:um|al)|defaults?|limits?|quotas?|prices?)$/;

/** Whether the words ask for a number, or are one: then a fact is the answer, and else an aside. */
export function asksForAmount(words: readonly string[]): boolean {
  return words.some((word) => AMOUNT.test(word));
}
