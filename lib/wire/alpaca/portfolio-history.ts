/** GET /v2/account/portfolio/history (alpaca-wire.md §1.5): lists of equal length, in numbers. */
import { z } from "zod";
import type { IsoDate } from "@/lib/engine/calendar/new-york";
import type { Micros } from "@/lib/engine/money";

export const TIMEFRAMES = ["1Min", "5Min", "15Min", "1H", "1D"] as const;
export type HistoryTimeframe = (typeof TIMEFRAMES)[number];

const Amounts = z.array(z.number().nullable());

export const PortfolioHistory = z
  .strictObject({
    timestamp: z.array(z.int()).describe("Epoch seconds at which each step begins"),
    equity: Amounts,
    profit_loss: Amounts,
    profit_loss_pct: Amounts.describe("A fraction: 0.01 is 1 %"),
    base_value: z.number().nullable(),
    base_value_asof: z.iso.date().optional(),
    timeframe: z.enum(TIMEFRAMES),
    cashflow: z.record(z.string(), z.array(z.number())),
  })
  .meta({ id: "PortfolioHistory" });

/** One step: what the account was worth at its end, and what its profit is measured from. */
export interface HistoryPoint {
  readonly atMs: number;
  /** Null when no value of that time is known. */
  readonly equityMicros: Micros | null;
  readonly baseMicros: Micros | null;
}

export interface HistoryFacts {
  readonly points: readonly HistoryPoint[];
  readonly baseMicros: Micros | null;
  readonly baseDate: IsoDate | null;
  readonly timeframe: HistoryTimeframe;
  /** By type, one amount a point. */
  readonly cashflow: ReadonlyMap<string, readonly Micros[]>;
}

const MICROS = 1_000_000;

/** Writes a history. */
export function portfolioHistory(facts: HistoryFacts): z.infer<typeof PortfolioHistory> {
  const { points, baseMicros, baseDate } = facts;
  const profits = points.map(({ equityMicros: equity, baseMicros: base }) =>
    equity === null || base === null ? null : ((equity - base) as Micros),
  );
  return {
    timestamp: points.map(({ atMs }) => Math.floor(atMs / 1_000)),
    equity: points.map(({ equityMicros }) => dollars(equityMicros)),
    profit_loss: profits.map(dollars),
    profit_loss_pct: points.map((point, index) =>
      fraction(profits[index] ?? null, point.baseMicros),
    ),
    base_value: dollars(baseMicros),
    ...(baseDate === null ? {} : { base_value_asof: baseDate }),
    timeframe: facts.timeframe,
    cashflow: Object.fromEntries(
      [...facts.cashflow].map(([type, amounts]) => [
        type,
        amounts.map((amount) => dollars(amount) ?? 0),
      ]),
    ),
  };
}

/** A number on the wire, exact to the micro up to nine billion dollars. */
function dollars(amount: Micros | null): number | null {
  return amount === null ? null : Number(amount) / MICROS;
}

function fraction(part: Micros | null, whole: Micros | null): number | null {
  if (part === null || whole === null) return null;
  // An account that began with nothing has no rate of return.
  return whole === 0n ? 0 : Number(part) / Number(whole);
}
