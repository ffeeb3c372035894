/** The hours of a run: mostly seconds pass, and now and then the clock leaps to the next event of the day. */
import { addDays, type IsoDate, instantOf, newYorkOf } from "../../calendar/new-york";
import { tradingDay } from "../../calendar/trading-calendar";
import type { Random } from "./random";

export type Moment =
  | "pre_market"
  | "open"
  | "morning"
  | "afternoon"
  | "half_hour_left"
  | "close"
  | "after_close"
  | "evening"
  | "overnight"
  | "closed_day";

interface Appointment {
  readonly moment: Moment;
  readonly atMs: number;
}

const MINUTE_MS = 60_000;
/** Of moves within a session, one in so many leaps. */
const LEAP_EVERY = 130;
const STEP_MS_MAX = 4_000;

export class SimClock {
  #ahead: Appointment[];
  #date: IsoDate;

  constructor(date: IsoDate) {
    this.#date = date;
    this.#ahead = appointmentsOf(date);
  }

  /** Where the clock goes from an instant, and what it meets there. */
  advance(
    nowMs: number,
    random: Random,
  ): { readonly atMs: number; readonly moment: Moment | null } {
    const next = this.#next();
    const step = nowMs + random.between(1, STEP_MS_MAX);
    if (step < next.atMs && !random.oneIn(LEAP_EVERY)) return { atMs: step, moment: null };
    this.#ahead.shift();
    return { atMs: Math.max(step, next.atMs), moment: next.moment };
  }

  #next(): Appointment {
    for (;;) {
      const [next] = this.#ahead;
      if (next !== undefined) return next;
      this.#date = addDays(this.#date, 1);
      this.#ahead = appointmentsOf(this.#date);
    }
  }
}

/** Half days move everything that hangs on the close. */
function appointmentsOf(date: IsoDate): Appointment[] {
  const day = tradingDay(date);
  if (day === null) return [{ moment: "closed_day", atMs: instantOf(date, 11 * 60) }];
  const { openMs, closeMs } = day;
  return [
    { moment: "pre_market", atMs: day.preOpenMs },
    { moment: "open", atMs: openMs },
    { moment: "morning", atMs: openMs + 61 * MINUTE_MS },
    { moment: "afternoon", atMs: closeMs - 75 * MINUTE_MS },
    { moment: "half_hour_left", atMs: closeMs - 29 * MINUTE_MS },
    { moment: "close", atMs: closeMs },
    { moment: "after_close", atMs: closeMs + 20 * MINUTE_MS },
    { moment: "evening", atMs: instantOf(date, 17 * 60 + 31) },
    { moment: "overnight", atMs: instantOf(date, 20 * 60 + 5) },
  ];
}

/** The New York date of an instant. */
export function dateOf(atMs: number): IsoDate {
  return newYorkOf(atMs).date;
}
