/**
 * The jobs of a market day and when each is due, by the clock of its feed. A clock that jumps over
 * the evening makes them due at once, in this order. Sources: engine.md §6 and §8, decisions 30 (the
 * snapshot at 16:20, 13:20 on half days; expiry from 17:30), read 2026-11-21.
 */
import type { IsoDate } from "@/lib/engine/calendar/new-york";
import type { TradingDay } from "@/lib/engine/calendar/trading-calendar";
import { exerciseCutOffMs } from "@/lib/engine/lifecycle/cut-off";

const MINUTE_MS = 60_000;

interface DayKindTerms {
  dueAtMs(day: TradingDay): number;
  /** From then on there is nothing left to do. */
  overAtMs?(day: TradingDay): number;
}

/** What cannot be carried is closed in the last half hour, and looked at again as its underlying moves. */
function closing(minutesBefore: number): DayKindTerms {
  return {
    dueAtMs: ({ closeMs }) => closeMs - minutesBefore * MINUTE_MS,
    overAtMs: ({ closeMs }) => closeMs + 15 * MINUTE_MS,
  };
}

function afterClose(minutes: number): DayKindTerms {
  return { dueAtMs: ({ closeMs }) => closeMs + minutes * MINUTE_MS };
}

function afterCutOff(minutes: number): DayKindTerms {
  return { dueAtMs: ({ date }) => exerciseCutOffMs(date) + minutes * MINUTE_MS };
}

/** In the order of a day. */
const DAY_KINDS = {
  apply_actions: { dueAtMs: ({ preOpenMs }) => preOpenMs },
  close_expiring: closing(30),
  close_expiring_again: closing(15),
  close_expiring_last: closing(5),
  expire_orders: afterClose(16),
  take_snapshot: afterClose(20),
  accrue_interest: afterClose(25),
  settle_expiry: afterCutOff(0),
  draw_assignments: afterCutOff(15),
} as const satisfies { readonly [kind: string]: DayKindTerms };
export type DayKind = keyof typeof DAY_KINDS;

/** A job of one day by its name. */
export interface DayJob {
  readonly kind: DayKind;
  readonly date: IsoDate;
  readonly dueAtMs: number;
}

/** What of a trading day is due at a market time, in the order of the day. */
export function dueOn(day: TradingDay, nowMs: number): readonly DayJob[] {
  const jobs = Object.entries(DAY_KINDS).flatMap(([kind, terms]: [string, DayKindTerms]) => {
    const dueAtMs = terms.dueAtMs(day);
    const isOver = terms.overAtMs !== undefined && nowMs >= terms.overAtMs(day);
    return dueAtMs > nowMs || isOver ? [] : [{ kind: kind as DayKind, date: day.date, dueAtMs }];
  });
  return jobs.sort((a, b) => a.dueAtMs - b.dueAtMs);
}
