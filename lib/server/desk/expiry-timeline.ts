/**
 * What the account's options would settle to were their underlyings to close at their marks now: both
 * sides of a settlement with their net, because one side alone looks like a debt that is not there.
 */
import type { Position } from "@/lib/engine/account/account-state";
import { daysBetween, newYorkOf } from "@/lib/engine/calendar/new-york";
import { formatDollars, formatQuantity } from "@/lib/engine/decimal";
import { instrumentName } from "@/lib/engine/explain/instrument-name";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import { type MarketView, markMicros } from "@/lib/engine/market/quote";
import { type Micros, micros, type Nanos, nanos, notional } from "@/lib/engine/money";
import type { ExpiriesView, SettlementLegView, SettlementView } from "@/lib/wire/raxx/expiries";
import { readAccount } from "../accounts/read-account";
import type { Caller, Deps } from "../deps";
import { feedLabel } from "./quote-view";

interface Held {
  readonly series: OptionSeries;
  readonly qtyNanos: Nanos;
}

/** Loads the timeline of the caller. */
export async function loadExpiries(deps: Deps, caller: Caller): Promise<ExpiriesView> {
  const { state, market } = await readAccount(deps, caller);
  return {
    label: feedLabel(deps.marketClock.market, caller.feed),
    settlements: settlementsOf([...state.positions.values()], market),
  };
}

/** By day and underlying, nearest first; what has no mark, or delivers something unusual, is left out. */
export function settlementsOf(
  positions: readonly Position[],
  market: MarketView,
): readonly SettlementView[] {
  const groups = new Map<string, Held[]>();
  for (const { instrument, qtyNanos } of positions) {
    if (instrument.kind !== "option" || instrument.deliverable !== undefined) continue;
    const key = `${instrument.expiryDate} ${instrument.underlying}`;
    groups.set(key, [...(groups.get(key) ?? []), { series: instrument, qtyNanos }]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, held]) => settlementOf(held, market) ?? []);
}

function settlementOf(held: readonly Held[], market: MarketView): SettlementView | null {
  const [first] = held;
  if (first === undefined) return null;
  const { expiryDate, underlying } = first.series;
  const mark = markMicros(market, underlying);
  if (mark === null) return null;
  const legs = held.map((one) => ({ one, ...effectOf(one, mark) }));
  const net = legs.reduce(
    (sum, { shares, cash }) => ({ shares: sum.shares + shares, cash: sum.cash + cash }),
    { shares: 0n, cash: 0n },
  );
  return {
    date: expiryDate,
    daysToExpiry: daysBetween(newYorkOf(market.nowMs).date, expiryDate),
    underlying,
    mark: formatDollars(mark),
    legs: legs.map(({ one, outcome, shares, cash }) => ({
      symbol: one.series.symbol,
      name: instrumentName(one.series),
      qty: formatQuantity(one.qtyNanos),
      outcome,
      shares: formatQuantity(nanos(shares)),
      cash: formatDollars(micros(cash)),
    })),
    netShares: formatQuantity(nanos(net.shares)),
    netCash: formatDollars(micros(net.cash)),
  };
}

interface Effect {
  readonly outcome: SettlementLegView["outcome"];
  readonly shares: bigint;
  readonly cash: bigint;
}

/** A cent in the money is exercised (OCC rule 805, engine.md §8); European series pay the difference. */
const CENT = 10_000n;

function effectOf({ series, qtyNanos }: Held, mark: Micros): Effect {
  const { right, strikeMicros, multiplier, style } = series;
  const isCall = right === "call";
  const intrinsic = isCall ? mark - strikeMicros : strikeMicros - mark;
  if (intrinsic < CENT) return { outcome: "expires", shares: 0n, cash: 0n };
  const outcome = qtyNanos > 0n ? "exercised" : "assigned";
  if (style === "european") {
    return { outcome, shares: 0n, cash: notional(micros(intrinsic), qtyNanos, multiplier) };
  }
  const shares = (isCall ? qtyNanos : -qtyNanos) * BigInt(multiplier);
  const paid = notional(strikeMicros, qtyNanos, multiplier);
  return { outcome, shares, cash: isCall ? -paid : paid };
}
