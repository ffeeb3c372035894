/**
 * An account's equity over time: days from its snapshots, steps within days from its ledger, its
 * activities and the bars of what it held. The running day ends with what the account is worth now.
 */
import type { AccountState } from "@/lib/engine/account/account-state";
import { addDays, type IsoDate, instantOf, newYorkOf } from "@/lib/engine/calendar/new-york";
import { multiplierOf } from "@/lib/engine/instrument/instrument";
import { parseOccSymbol } from "@/lib/engine/instrument/occ-symbol";
import type { Micros } from "@/lib/engine/money";
import type { HistoryFacts, HistoryPoint } from "@/lib/wire/alpaca/portfolio-history";
import { type DayClose, listSnapshots } from "../accounts/list-snapshots";
import { type AccountReading, readAccount } from "../accounts/read-account";
import type { Caller, Deps } from "../deps";
import { cashflowOf } from "./cashflow";
import { equitySeries } from "./equity-series";
import { type HistorySpan, historySteps, type Step } from "./history-steps";
import { loadChanges } from "./load-changes";
import { loadPrices } from "./load-prices";

export interface HistoryQuestion extends Omit<HistorySpan, "nowMs"> {
  /** Whether profit within a day is measured from the close before it, or all from one base. */
  readonly pnlReset: "per_day" | "no_reset";
  /** Empty for none, null for all. */
  readonly cashflowTypes: readonly string[] | null;
}

/** How far back the last close before a span may lie: a long weekend with a storm. */
const CLOSE_DAYS = 14;
const CONTRACT_SHARES = 100;

/** Answers the history of the running epoch; nothing is told of before it opened. */
export async function portfolioHistoryOf(
  deps: Deps,
  caller: Caller,
  question: HistoryQuestion,
): Promise<HistoryFacts> {
  const reading = await readAccount(deps, caller);
  const { state, market } = reading;
  const opened = newYorkOf(state.openedAtMs).date;
  const from = question.from < opened ? opened : question.from;
  const span = { ...question, from, nowMs: market.nowMs };
  const steps = historySteps(span).filter(({ endMs }) => endMs >= state.openedAtMs);
  const closes = await listSnapshots(deps, caller, {
    ...{ epoch: state.epoch, from: addDays(from, -CLOSE_DAYS), until: addDays(question.until, 1) },
  });
  const equities = await equitiesOf(deps, caller, { reading, span, steps, closes });
  const bases = new Bases(state, closes);
  const first = bases.before(from);
  const isReset = question.timeframe !== "1D" && question.pnlReset === "per_day";
  const points = steps.map(({ date, startMs }, index): HistoryPoint => {
    const base = isReset ? bases.before(date) : first;
    return { atMs: startMs, equityMicros: equities[index] ?? null, baseMicros: base.equityMicros };
  });
  const types = question.cashflowTypes;
  return {
    points,
    baseMicros: first.equityMicros,
    baseDate: first.date,
    timeframe: question.timeframe,
    cashflow: await cashflowOf(deps, caller, steps, types),
  };
}

interface Asked {
  readonly reading: AccountReading;
  readonly span: HistorySpan;
  readonly steps: readonly Step[];
  readonly closes: readonly DayClose[];
}

/** One value a step; the step that reaches into now is worth what the account is. */
async function equitiesOf(
  deps: Deps,
  caller: Caller,
  asked: Asked,
): Promise<readonly (Micros | null)[]> {
  const { reading, span, steps, closes } = asked;
  const { balances, market } = reading;
  const byDate = new Map(closes.map(({ date, equityMicros }) => [date, equityMicros]));
  const past =
    span.timeframe === "1D"
      ? steps.map(({ date }) => byDate.get(date) ?? null)
      : await intraday(deps, caller, asked);
  return past.map((equity, index) => {
    const isLast = index === steps.length - 1;
    const reachesNow = (steps[index]?.endMs ?? 0) >= market.nowMs || equity === null;
    const isToday = steps[index]?.date === newYorkOf(market.nowMs).date;
    return isLast && isToday && reachesNow ? balances.equityMicros : equity;
  });
}

async function intraday(
  deps: Deps,
  caller: Caller,
  { reading, span, steps }: Asked,
): Promise<readonly (Micros | null)[]> {
  const { state, market } = reading;
  const { timeframe } = span;
  if (timeframe === "1D") return [];
  const fromMs = instantOf(addDays(span.from, -CLOSE_DAYS), 0);
  const { epoch, version } = state;
  const changes = await loadChanges(deps, caller, { epoch, version, fromMs });
  const held = [...state.positions.keys(), ...changes.flatMap(({ symbol }) => symbol ?? [])];
  const symbols = [...new Set(held)];
  const world = { feed: caller.feed, nowMs: market.nowMs };
  const prices =
    symbols.length === 0
      ? new Map()
      : await loadPrices(deps, world, symbols, {
          fromMs: instantOf(addDays(span.from, -LEAD_DAYS), 0),
          timeframe,
        });
  const past = {
    cashMicros: state.cashMicros,
    quantities: new Map([...state.positions].map(([symbol, { qtyNanos }]) => [symbol, qtyNanos])),
    ...{ changes, prices, multiplierOf: (symbol: string) => sharesOf(state, symbol) },
  };
  return equitySeries(
    past,
    steps.map(({ endMs }) => endMs),
  );
}

/** Days of bars before the first step, so that it has prices of the evening before. */
const LEAD_DAYS = 4;

function sharesOf({ positions }: AccountState, symbol: string): number {
  const position = positions.get(symbol);
  if (position !== undefined) return multiplierOf(position.instrument);
  return parseOccSymbol(symbol) === null ? 1 : CONTRACT_SHARES;
}

/** What profit is measured from: the last close before a day, or what the epoch opened with. */
class Bases {
  constructor(
    private readonly state: AccountState,
    private readonly closes: readonly DayClose[],
  ) {}

  before(date: IsoDate): { readonly equityMicros: Micros | null; readonly date: IsoDate | null } {
    const close = this.closes.findLast((one) => one.date < date);
    if (close !== undefined) return { equityMicros: close.equityMicros, date: close.date };
    const opened = newYorkOf(this.state.openedAtMs).date;
    // Older than the closes that were looked at: the balance of then would be no base of today.
    if (opened < addDays(date, -CLOSE_DAYS)) return { equityMicros: null, date: null };
    return { equityMicros: this.state.startingCashMicros, date: opened };
  }
}
