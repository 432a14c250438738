/**
 * English words that most questions have, whatever they ask about: beside any other word they say nothing of what is looked for.
 * Only words of grammar stand here. One that belongs to a name of the content counts there all the same (query.ts).
 */
export const FILLERS: ReadonlySet<string> = new Set(
  (
    "a an the this that these those and or but if of to in on at by for from with as it its i you your we our they their " +
    "is are was were be been am do does did can could should would will has have had s t " +
    "how what why when where which who"
  ).split(" "),
);
