/**
 * Closes what must be closed for a margin call that was not met, by the rule `greatest_relief_first`:
 * of all underlyings the one whose positions hold the most margin goes first, and only as many equal
 * parts of it as the shortfall takes. Options and stock on it go together, so that no leg is sold from
 * under another; what opens positions, and what stands in the way, is canceled before.
 */
import type { AccountState } from "../account/account-state";
import { evolveAll } from "../account/evolve";
import { valueNowMicros } from "../account/position-figures";
import { greatestCommonDivisor } from "../divisor";
import type { AccountEvent } from "../event/event";
import type { EventBase } from "../event/event-base";
import type { LiquidationChoice } from "../event/margin-events";
import { underlyingOf } from "../instrument/instrument";
import type { MarketView } from "../market/quote";
import { type Micros, micros } from "../money";
import { opens } from "../order/order";
import { placeOrders } from "../order/place-orders";
import type { Rejection } from "../order/rejection";
import { err, ok, type Result } from "../result";
import { closingDrafts, idsNeeded, type Part } from "./closing-drafts";
import type { MarginCall } from "./margin-state";
import type { Standing } from "./standing";

interface Liquidation {
  readonly call: MarginCall;
  readonly ids: readonly string[];
  readonly shortfallMicros: Micros;
  readonly standing: Standing;
}

/** Cancels, then closes: the events in their order. None when nothing that is held would help. */
export function liquidate(
  state: AccountState,
  { call, ids, shortfallMicros, standing }: Liquidation,
  { market, base }: { readonly market: MarketView; readonly base: EventBase },
): Result<readonly AccountEvent[], Rejection> {
  const choices = choicesOf(state, standing, market);
  const [worst] = choices;
  if (worst === undefined || worst.freedMicros <= 0n) return ok([]);
  const parts = partsOf(state, worst, shortfallMicros);
  const needed = idsNeeded(parts.positions);
  if (ids.length < needed) return err({ code: "not_enough_ids", needed });
  const canceled = cancelations(state, worst.underlying, base);
  const drafts = closingDrafts(parts, ids);
  const events: AccountEvent[] = [
    ...canceled,
    {
      type: "margin_liquidated",
      callId: call.id,
      rule: "greatest_relief_first",
      ...{ shortfallMicros, choices },
      parts: { closed: parts.closed, of: parts.of },
      orderIds: drafts.map(({ id }) => id),
      ...base,
    },
  ];
  const placed = placeOrders(evolveAll(state, events), drafts, { market, base });
  return placed.ok ? ok([...events, ...placed.value]) : placed;
}

/** What must be kept for each underlying beyond what its positions are worth as debts: what closing frees. */
function choicesOf(
  state: AccountState,
  { maintenance }: Standing,
  market: MarketView,
): readonly LiquidationChoice[] {
  const freed = new Map<string, bigint>();
  for (const { underlying, amountMicros, lentMicros } of maintenance) {
    freed.set(underlying, (freed.get(underlying) ?? 0n) + amountMicros - lentMicros);
  }
  for (const position of state.positions.values()) {
    if (position.instrument.kind === "equity") continue;
    const { underlying } = position.instrument;
    freed.set(underlying, (freed.get(underlying) ?? 0n) + valueNowMicros(position, market));
  }
  return [...freed]
    .map(([underlying, amount]) => ({ underlying, freedMicros: micros(amount) }))
    .sort((a, b) => {
      if (a.freedMicros !== b.freedMicros) return a.freedMicros > b.freedMicros ? -1 : 1;
      return a.underlying < b.underlying ? -1 : 1;
    });
}

/** As many equal parts as the shortfall takes; a part is the position divided by its common ratio. */
function partsOf(
  state: AccountState,
  { underlying, freedMicros }: LiquidationChoice,
  shortfallMicros: Micros,
): Part {
  const positions = [...state.positions.values()].filter(
    ({ instrument }) => underlyingOf(instrument) === underlying,
  );
  const sizes = positions.map(({ qtyNanos }) => Number(qtyNanos / 1_000_000_000n));
  const isWhole = positions.every(({ qtyNanos }) => qtyNanos % 1_000_000_000n === 0n);
  const of = isWhole ? sizes.reduce(greatestCommonDivisor, 0) : 1;
  const wanted = (shortfallMicros * BigInt(of) + freedMicros - 1n) / freedMicros;
  return { positions, closed: Math.min(of, Number(wanted)), of };
}

/** What would open positions goes, and what has spoken for those that are closed. */
function cancelations(
  state: AccountState,
  underlying: string,
  base: EventBase,
): readonly AccountEvent[] {
  return [...state.orders.values()]
    .filter(({ legs }) =>
      legs.some((leg) => opens(leg) || underlyingOf(leg.instrument) === underlying),
    )
    .map(({ id: orderId }) => ({
      type: "order_canceled",
      orderId,
      reason: "margin_call",
      ...base,
    }));
}
