/**
 * Fills a ticket with an example to edit, never a recommendation (experience.md §4.9): the nearest
 * expiry 28–45 days out, the short leg near 0.22 delta, at a price the market would fill now.
 */

import { newYorkOf } from "@/lib/engine/calendar/new-york";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import { type MarketView, markMicros } from "@/lib/engine/market/quote";
import { absMicros, micros, units } from "@/lib/engine/money";
import type { ExampleView } from "@/lib/wire/raxx/preview";
import type { TicketLeg, TicketOrder } from "@/lib/wire/raxx/ticket";
import { readAccount } from "../accounts/read-account";
import type { Caller, Deps } from "../deps";
import { loadExpiries, loadSeries } from "../desk/load-chain";
import { optionNumbers } from "../desk/option-numbers";
import { awaitQuotes } from "../market/watch";
import { pricedTicket } from "./priced-ticket";

const DAYS_MIN = 28;
const DAYS_MAX = 45;
const SHORT_DELTA = 0.22;
const WIDTH = micros(5_000_000n);
/** A worker that has just started prices the first chain in seconds; a wait is better than "try again". */
const QUOTES_MS_MAX = 6_000;
/** Tried in this order: the tightest markets first. */
const SPREAD_UNDERLYINGS = ["SPY", "QQQ", "IWM"];
/** A hundred shares of these fit well inside a newcomer's balance. */
const SHARE_UNDERLYINGS = ["F", "BAC", "T", "PFE", "SOFI", "INTC"];
/** At most this share of equity goes into one example. */
const EQUITY_SHARE = 4n;

type ExampleId = ExampleView["id"];

/** An example ticket, or null when the market has nothing suitable right now. */
export async function exampleOrder(
  deps: Deps,
  caller: Caller,
  id: ExampleId,
): Promise<TicketOrder | null> {
  if (id === "covered_call" || id === "cash_secured_put") return sharesExample(deps, caller, id);
  for (const underlying of SPREAD_UNDERLYINGS) {
    const board = await loadBoard(deps, caller, underlying);
    const legs = board === null ? null : spreadLegs(board, id);
    if (board !== null && legs !== null) return pricedTicket(deps, legs, board.market);
  }
  return null;
}

/** The series of one expiry with the market they are quoted in. */
interface Board {
  readonly underlying: string;
  readonly series: readonly OptionSeries[];
  readonly market: MarketView;
}

async function loadBoard(deps: Deps, caller: Caller, underlying: string): Promise<Board | null> {
  const nowMs = deps.marketClock.nowMs(caller.feed);
  const expiries = await loadExpiries(deps, underlying, newYorkOf(nowMs).date);
  const inRange = expiries.filter(({ daysToExpiry: days }) => days >= DAYS_MIN && days <= DAYS_MAX);
  const expiry = inRange.find((item) => item.isMonthly) ?? inRange[0];
  if (expiry === undefined) return null;
  await awaitQuotes(deps, caller.feed, [underlying], QUOTES_MS_MAX);
  const mark = markMicros(await deps.market.view(caller.feed, [underlying]), underlying);
  if (mark === null) return null;
  // Within 12% of the money: where a 0.22 delta five weeks out can be.
  const near = (await loadSeries(deps, underlying, expiry.date)).filter(
    ({ strikeMicros }) => absMicros(micros(strikeMicros - mark)) * 100n <= mark * 12n,
  );
  const symbols = near.map((series) => series.symbol);
  await awaitQuotes(deps, caller.feed, symbols, QUOTES_MS_MAX);
  const market = await deps.market.view(caller.feed, [underlying, ...symbols]);
  return { underlying, series: near, market };
}

function spreadLegs(board: Board, id: ExampleId): readonly TicketLeg[] | null {
  const puts = vertical(board, "put");
  if (id === "put_credit_spread") return puts;
  const calls = vertical(board, "call");
  return puts === null || calls === null ? null : [...puts, ...calls];
}

/** The sold series nearest the wanted delta, and the one WIDTH further out. */
function vertical(board: Board, right: "call" | "put"): readonly TicketLeg[] | null {
  const short = nearestDelta(board, right);
  if (short === null) return null;
  const away = right === "put" ? -WIDTH : WIDTH;
  const long = board.series.find(
    (series) => series.right === right && series.strikeMicros === short.strikeMicros + away,
  );
  if (long === undefined) return null;
  return [
    { symbol: short.symbol, side: "sell", ratio: 1 },
    { symbol: long.symbol, side: "buy", ratio: 1 },
  ];
}

function nearestDelta(board: Board, right: "call" | "put"): OptionSeries | null {
  const underlying = markMicros(board.market, board.underlying);
  const scored = board.series.flatMap((series) => {
    if (series.right !== right) return [];
    const mark = markMicros(board.market, series.symbol);
    const numbers = optionNumbers(series, { mark, underlying, nowMs: board.market.nowMs });
    const miss = numbers === null ? null : Math.abs(Math.abs(numbers.greeks.delta) - SHORT_DELTA);
    return miss === null ? [] : [{ series, miss }];
  });
  scored.sort((a, b) => a.miss - b.miss);
  return scored[0]?.series ?? null;
}

/** Covered call: a call on shares held, or the shares and the call as one order. Cash-secured put: the put. */
async function sharesExample(
  deps: Deps,
  caller: Caller,
  id: ExampleId,
): Promise<TicketOrder | null> {
  const { state, balances } = await readAccount(deps, caller);
  const budget = balances.equityMicros / EQUITY_SHARE;
  for (const underlying of SHARE_UNDERLYINGS) {
    const board = await loadBoard(deps, caller, underlying);
    const mark = board === null ? null : markMicros(board.market, underlying);
    if (board === null || mark === null || mark * 100n > budget) continue;
    const short = nearestDelta(board, id === "covered_call" ? "call" : "put");
    if (short === null) continue;
    const holdsShares = (state.positions.get(underlying)?.qtyNanos ?? 0n) >= units(100);
    const needsShares = id === "covered_call" && !holdsShares;
    const shares: TicketLeg[] = needsShares
      ? [{ symbol: underlying, side: "buy", ratio: short.multiplier }]
      : [];
    const legs: TicketLeg[] = [...shares, { symbol: short.symbol, side: "sell", ratio: 1 }];
    return pricedTicket(deps, legs, board.market);
  }
  return null;
}
