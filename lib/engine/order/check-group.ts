/**
 * Refusals of bracket, oco and oto orders: which exits they need, and where the exits may stand.
 *
 * Source: alpaca-wire.md §1.6 (conditional classes), read 2026-11-21.
 */
import { type MarketView, touchOf } from "../market/quote";
import { type Micros, micros } from "../money";
import { gridMicros } from "./check-prices";
import type { GroupDraft, OrderDraft } from "./draft";
import { type OrderLeg, opens } from "./order";
import type { Rejection } from "./rejection";
import type { OrderSide } from "./side";
import { limitOf, stopOf } from "./terms";

/** The stop-loss stays at least a step away from what the entry trades at. */
const BASE_DISTANCE = 10_000n;

/** Whether the group has the exits of its kind, and they stand on the right sides of each other. */
export function findExitsRejection(draft: OrderDraft): Rejection | null {
  const { group } = draft;
  if (group === undefined) return null;
  const needs = missingExit(draft, group);
  if (needs !== null) return { code: "group_exits", kind: group.kind, needs };
  const profitMicros =
    group.kind === "oco" ? limitOf(draft.terms) : (group.takeProfit?.limitMicros ?? null);
  const stopMicros = group.stopLoss?.stopMicros;
  return findCrossedExits(exitSide(draft), profitMicros, stopMicros ?? null);
}

/** Whether a take-profit and a stop-loss stand on the right sides of each other. */
export function findCrossedExits(
  side: OrderSide,
  profitMicros: Micros | null,
  stopMicros: Micros | null,
): Rejection | null {
  if (profitMicros === null || stopMicros === null) return null;
  const apart = side === "sell" ? profitMicros > stopMicros : profitMicros < stopMicros;
  return apart ? null : { code: "take_profit_beyond_stop", side, profitMicros, stopMicros };
}

/** The side both exits trade on. */
function exitSide({ legs, group }: OrderDraft): OrderSide {
  const buys = legs[0]?.side === "buy";
  return buys === (group?.kind === "oco") ? "buy" : "sell";
}

type Needs = Extract<Rejection, { code: "group_exits" }>["needs"];

function missingExit({ terms }: OrderDraft, { kind, takeProfit, stopLoss }: GroupDraft) {
  const [profits, stops] = [takeProfit !== undefined, stopLoss !== undefined];
  const needs: { readonly [K in GroupDraft["kind"]]: Needs | null } = {
    bracket: !profits ? "take_profit" : !stops ? "stop_loss" : null,
    // The order of an oco is its take-profit.
    oco: terms.type !== "limit" ? "limit_type" : !stops ? "stop_loss" : null,
    oto: profits === stops ? "one_exit" : null,
  };
  return needs[kind];
}

/** Whether the entry opens and its exits close, and the stop-loss is on the losing side of the entry. */
export function findGroupRejection(
  draft: OrderDraft,
  legs: readonly OrderLeg[],
  market: MarketView,
): Rejection | null {
  const { group } = draft;
  const [leg] = legs;
  if (group === undefined || leg === undefined) return null;
  const { symbol } = leg.instrument;
  if (group.kind === "oco") {
    return opens(leg) ? { code: "exit_without_position", symbol } : null;
  }
  if (!opens(leg)) return { code: "group_entry_closes", kind: group.kind, symbol };
  const stopMicros = group.stopLoss?.stopMicros;
  const baseMicros = basePrice(draft, leg, market);
  if (stopMicros === undefined || baseMicros === null) return null;
  return stopRejection(leg, stopMicros, baseMicros);
}

/** What the entry is expected to trade at: its own price, or the quote. */
function basePrice({ terms }: OrderDraft, leg: OrderLeg, market: MarketView): Micros | null {
  const own = limitOf(terms) ?? stopOf(terms);
  if (own !== null) return own;
  const quote = market.quoteOf(leg.instrument.symbol);
  if (quote === null) return null;
  const { priceMicros } = touchOf(quote, leg.side);
  return priceMicros > 0n ? priceMicros : null;
}

function stopRejection(
  { side }: OrderLeg,
  stopMicros: Micros,
  baseMicros: Micros,
): Rejection | null {
  const sells = side === "buy"; // the exit of a purchase sells
  const far = sells
    ? stopMicros <= baseMicros - BASE_DISTANCE
    : stopMicros >= baseMicros + BASE_DISTANCE;
  if (far) return null;
  const edge = micros(sells ? baseMicros - BASE_DISTANCE : baseMicros + BASE_DISTANCE);
  const grid = gridMicros(false, edge);
  const down = edge - (edge % grid);
  const nearest = sells || down === edge ? down : down + grid;
  return {
    code: "stop_loss_beyond_base",
    side: sells ? "sell" : "buy",
    stopMicros,
    baseMicros,
    nearestMicros: micros(nearest),
  };
}
