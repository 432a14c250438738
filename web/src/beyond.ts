/** New questions beyond today's limit, on the reader's word. Not part of the progress: tomorrow it means nothing. */
import { dayOf, type Clock } from "./time.ts";

const KEY = "guide.practice.beyond";
/** What this page was told, as it is stored: the day of practice and the number. It holds also where nothing can be stored. */
let told = "";

function stored(): string {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

/** How many more new questions than the limit says there may be today. */
export function beyondToday(clock: Clock): number {
  const today = dayOf(clock, clock.now());
  const numbers = [told, stored()].map((text) => text.split(" ").map(Number)).flatMap(([day, more]) => (day === today && more ? [more] : []));
  return Math.max(0, ...numbers);
}

export function goBeyond(clock: Clock, more: number): void {
  told = `${dayOf(clock, clock.now())} ${more}`;
  try {
    localStorage.setItem(KEY, told);
  } catch {
    // It holds until this page is left.
  }
}
