/** A mock interview as it goes, and what comes of it. */
import type { Deck } from "./deck.ts";
import type { Card, MockOptions, MockResult, MockRun, Progress, Question, Rating } from "./model.ts";
import { plain } from "./changes.ts";
import { mergeRuns } from "./merge.ts";
import { newId, type Random } from "./random.ts";
import { review } from "./session.ts";
import { DAY, minutesAndSeconds } from "./time.ts";

export function startRun(options: MockOptions, questions: Card[], feeds: boolean, at: number, random: Random): MockRun {
  return { id: newId(at, random), at, options, questions: questions.map((card) => card.id), results: {}, ended: false, feeds };
}

/** With an interview as it is known here, and what other tabs noted of it. */
export function withRun(progress: Progress, run: MockRun): Progress {
  const stored = progress.mocks[run.id];
  return { ...progress, mocks: { ...progress.mocks, [run.id]: stored ? mergeRuns(stored, run) : run } };
}

/** The question that comes next; null when the interview is over. */
export function nextQuestion(run: MockRun, deck: Deck): Card | null {
  if (run.ended) return null;
  for (const id of run.questions) {
    const card = deck.get(id);
    if (card && !run.results[id]) return card;
  }
  return null;
}

/** The rating that the covered share of the key points suggests. */
export function suggestedRating(covered: number, points: number): Rating {
  const share = points ? covered / points : 1;
  return share < 0.4 ? 1 : share < 0.7 ? 2 : share < 1 ? 3 : 4;
}

/** A question done: its result is noted, and its rating counts as a review where the reader wants that. */
export function answer(progress: Progress, run: MockRun, question: Question, result: MockResult, random: Random): { progress: Progress; run: MockRun } {
  const reviewed = run.feeds ? review(progress, question, result.rating, result.at, random, "mock").progress : progress;
  const noted = withRun(reviewed, { ...run, results: { ...run.results, [question.id]: result } });
  return { progress: noted, run: noted.mocks[run.id]! };
}

const latestFirst = (a: MockRun, b: MockRun) => b.at - a.at;

/** The interview to go on with: the last one begun within a day that is neither ended nor finished. */
export function unfinished(progress: Progress, deck: Deck, now: number): MockRun | null {
  const open = Object.values(progress.mocks).filter((run) => now - run.at < DAY && nextQuestion(run, deck));
  return open.sort(latestFirst)[0] ?? null;
}

/** Every other one that has results, the last one first: also one that was left and is too old to go on with. */
export function earlier(progress: Progress, deck: Deck, now: number): MockRun[] {
  const open = unfinished(progress, deck, now);
  return Object.values(progress.mocks)
    .filter((run) => run !== open && Object.keys(run.results).length > 0)
    .sort(latestFirst);
}

export interface Group {
  /** Which list of a deck's choice it would stand in, and under which id. */
  list: "services" | "kinds";
  id: string;
  name: string;
  questions: number;
  covered: number;
  points: number;
}

export interface Report {
  questions: { id: string; card: Card | undefined; result: MockResult; missed: string[] }[];
  services: Group[];
  kinds: Group[];
  covered: number;
  points: number;
  seconds: number;
  /** Services and kinds where less than six of ten key points were covered, the weakest first. */
  weak: Group[];
  /** The ids of the questions of which that is true, in the order they were asked. */
  weakCards: string[];
}

export const share = (group: { covered: number; points: number }) => (group.points ? group.covered / group.points : 1);
const isWeak = (part: { covered: number; points: number }) => share(part) < 0.6;
export const percent = (value: number) => `${Math.round(value * 100)} %`;

/** The answer to a card, where it is at hand. */
export type Known = (card: Card) => Question | undefined;

/** What was missed is said of the answers that are known. */
export function reportOf(run: MockRun, deck: Deck, known: Known): Report {
  const services = new Map<string, Group>();
  const kinds = new Map<string, Group>();
  const report: Report = { questions: [], services: [], kinds: [], covered: 0, points: 0, seconds: 0, weak: [], weakCards: [] };
  const count = (groups: Map<string, Group>, list: Group["list"], id: string, name: string, result: MockResult) => {
    const group = groups.get(id) ?? { list, id, name, questions: 0, covered: 0, points: 0 };
    groups.set(id, { ...group, questions: group.questions + 1, covered: group.covered + result.covered.length, points: group.points + result.points });
  };
  for (const id of run.questions) {
    const result = run.results[id];
    if (!result) continue;
    const card = deck.get(id);
    // The key points may have changed since; then only the counts say something.
    const points = (card && known(card))?.keyPoints ?? [];
    const missed = points.length !== result.points ? [] : points.filter((_, index) => !result.covered.includes(index));
    report.questions.push({ id, card, result, missed });
    report.covered += result.covered.length;
    report.points += result.points;
    report.seconds += result.seconds;
    if (card) {
      count(services, "services", card.service, deck.service(card.service), result);
      count(kinds, "kinds", card.kind, card.kind, result);
      if (isWeak({ covered: result.covered.length, points: result.points })) report.weakCards.push(id);
    }
  }
  const weakest = (a: Group, b: Group) => share(a) - share(b) || (a.name < b.name ? -1 : 1);
  report.services = [...services.values()].sort(weakest);
  report.kinds = [...kinds.values()].sort(weakest);
  report.weak = [...report.services, ...report.kinds].filter(isWeak).sort(weakest);
  return report;
}

/** The report as Markdown, to be kept or sent. */
export function markdown(run: MockRun, deck: Deck, known: Known, date: string, ratingNames: Record<Rating, string>): string {
  const report = reportOf(run, deck, known);
  const table = (title: string, groups: Group[]) => [
    `| ${title} | Questions | Key points covered |`,
    "| --- | ---: | ---: |",
    ...groups.map((group) => `| ${capital(group.name)} | ${group.questions} | ${group.covered} of ${group.points} (${percent(share(group))}) |`),
    "",
  ];
  const lines = [
    `# Mock interview of ${date}`,
    "",
    `${report.questions.length} of ${run.questions.length} questions, ${report.covered} of ${report.points} key points (${percent(share(report))}), ` +
      `${minutesAndSeconds(report.seconds)} minutes spoken. Seed: \`${run.options.seed}\`.`,
    "",
    ...table("Service", report.services),
    ...table("Kind", report.kinds),
  ];
  if (report.weak.length) {
    lines.push("## Weak areas", "", ...report.weak.map((group) => `- ${capital(group.name)}: ${percent(share(group))}`), "");
  }
  lines.push("## Questions", "");
  report.questions.forEach(({ id, card, result, missed }, index) => {
    lines.push(
      `### ${index + 1}. ${card ? card.prompt : id}`,
      "",
      `${result.covered.length} of ${result.points} key points, ${minutesAndSeconds(result.seconds)}` +
        `${card ? ` of ${card.minutes}:00` : ""}, rated ${ratingNames[result.rating]}.`,
      "",
    );
    if (missed.length) lines.push("Not covered:", "", ...missed.map((point) => `- ${plain(point)}`), "");
  });
  return `${lines.join("\n").trimEnd()}\n`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
