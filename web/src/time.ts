/** Time as a parameter: nothing else in the app reads a clock. */

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** The last moment that a document may hold. Far enough from the last one of a `Date` that no interval leads beyond that. */
export const LAST_MOMENT = Date.UTC(9999, 11, 31);

/** The moment of something that happens now, after what has one already: that may come from a clock that was ahead. */
export function momentAfter(last: number, now: number): number {
  return Math.min(LAST_MOMENT, Math.max(now, last + 1));
}

/** The hour at which a new day of practice begins: who studies past midnight is still in the same day. */
const DAY_BEGINS = 4 * 60 * MINUTE;

export interface Clock {
  now(): number;
  /** Minutes to add to local time for UTC at that moment, as `Date.getTimezoneOffset` says. */
  offset(at: number): number;
}

/** Measures time, without what passes while it is paused. It runs from the start. */
export class Stopwatch {
  private before = 0;
  private since: number | null;

  constructor(private readonly now: () => number) {
    this.since = now();
  }

  get paused(): boolean {
    return this.since === null;
  }

  /** Milliseconds so far. */
  spent(): number {
    return this.before + (this.since === null ? 0 : this.now() - this.since);
  }

  /** Pause it, or let it go on. */
  toggle(): void {
    this.before = this.spent();
    this.since = this.paused ? this.now() : null;
  }
}

/** The number of the local day of practice that a moment belongs to. */
export function dayOf(clock: Clock, at: number): number {
  return Math.floor((at - clock.offset(at) * MINUTE - DAY_BEGINS) / DAY);
}

/** A local date as 2026-11-23. */
export function localDate(clock: Clock, at: number): string {
  return new Date(at - clock.offset(at) * MINUTE).toISOString().slice(0, 10);
}

/** A local date and time as 2026-11-23 09:30:00. */
export function localTime(clock: Clock, at: number): string {
  return new Date(at - clock.offset(at) * MINUTE).toISOString().slice(0, 19).replace("T", " ");
}

/** The date of a day of practice. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

const UNITS: [number, string, string][] = [
  [365.25 * DAY, "y", "year"],
  [30.44 * DAY, "mo", "month"],
  [DAY, "d", "day"],
  [60 * MINUTE, "h", "hour"],
  [MINUTE, "min", "minute"],
];

function inUnits(span: number): [number, string, string] {
  for (const [size, short, long] of UNITS) {
    const count = span / size;
    if (count >= 0.95) {
      const shown = size > DAY && count < 9.95 ? Math.round(count * 10) / 10 : Math.round(count);
      return [shown, short, long];
    }
  }
  return [1, "min", "minute"];
}

/** A span for a button: `10 min`, `3 d`, `2.5 mo`. */
export function shortSpan(span: number): string {
  const [count, short] = inUnits(span);
  return `${count} ${short}`;
}

/** A span in words: `10 minutes`, `3 days`. */
export function longSpan(span: number): string {
  const [count, , long] = inUnits(span);
  return `${count} ${long}${count === 1 ? "" : "s"}`;
}

/** `75` as `1:15`. */
export function minutesAndSeconds(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
