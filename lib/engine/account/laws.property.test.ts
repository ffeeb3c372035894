/** Laws that hold after every step of any trading: money, positions, replay, orders, fills, reserves. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { invariant, present } from "../assert";
import type { OrderFilled } from "../event/event";
import { isReproducible } from "../explain/recompute-fill";
import { applyTrade } from "../ledger/apply-trade";
import { balancesOf } from "../margin/balances";
import { touchOf } from "../market/quote";
import { isTerminal } from "../order/order";
import { playMoves, someMoves } from "../testing/arbitraries";
import { marketOf } from "../testing/market";
import type { Step, Trader } from "../testing/trader";
import type { Position } from "./account-state";
import { orderAfter, postingsOf } from "./evolve";
import { replay } from "./replay";
import { decodeState, encodeState } from "./state-codec";

type Law = (trader: Trader) => void;

const NO_QUOTES = marketOf();

function fillsOf(trader: Trader): (Step & { readonly event: OrderFilled })[] {
  return trader.steps.flatMap((step) =>
    step.event.type === "order_filled" ? [{ ...step, event: step.event }] : [],
  );
}

function orderOf({ before, event }: Step & { readonly event: OrderFilled }) {
  return present(before.orders.get(event.orderId), "a fill is of a working order");
}

const LAWS: { readonly [claim: string]: Law } = {
  "postings of every event sum to zero, and cash is the sum of its legs"(trader) {
    let cash = 0n;
    for (const { before, event, after } of trader.steps) {
      let sum = 0n;
      for (const { account, amountMicros } of postingsOf(before, event)) {
        sum += amountMicros;
        if (account === "cash") cash += amountMicros;
      }
      invariant(sum === 0n, "the legs balance");
      invariant(after.cashMicros === cash, "cash is the sum of its legs");
    }
  },

  "what was paid in is cash, cost of positions and profit, to the micro"({ state }) {
    let total: bigint = state.cashMicros - state.realizedMicros;
    for (const { costMicros } of state.positions.values()) total += costMicros;
    invariant(total === state.startingCashMicros, "nothing is made or lost");
  },

  "a position is the replay of its fills"(trader) {
    const positions = new Map<string, Position>();
    for (const leg of fillsOf(trader).flatMap(({ event }) => event.legs)) {
      const { symbol } = leg.instrument;
      positions.set(symbol, applyTrade(positions.get(symbol) ?? null, leg).position);
    }
    const open = [...positions].filter(([, { qtyNanos }]) => qtyNanos !== 0n);
    expect(new Map(open)).toEqual(trader.state.positions);
  },

  "lots make up every position, and what has not settled is of this day's trades"({ steps }) {
    for (const { after } of steps) {
      invariant(after.lots.size === after.positions.size, "a position has lots, nothing else has");
      for (const [symbol, { qtyNanos }] of after.positions) {
        const lots = present(after.lots.get(symbol), "a position has lots");
        const total = lots.reduce((sum, lot) => sum + lot.qtyNanos, 0n);
        invariant(total === qtyNanos, "lots sum to the position");
        invariant(
          lots.every((lot) => lot.qtyNanos > 0n === qtyNanos > 0n),
          "and are on its side",
        );
      }
      invariant(after.lifecycle.unsettled.length <= 2, "money settles in a day");
    }
  },

  "replay gives the bytes of the incremental state"(trader) {
    const events = trader.steps.map((step) => step.event);
    const text = encodeState(trader.state);
    expect(encodeState(replay(trader.name, events))).toBe(text);
    expect(encodeState(decodeState(text))).toBe(text);
  },

  "no order changes after it ended"(trader) {
    const ended = new Set<string>();
    for (const { before, event } of trader.steps) {
      const order = orderAfter(before, event);
      if (order === null) continue;
      invariant(!ended.has(order.id), "an ended order stays ended");
      if (isTerminal(order.status)) ended.add(order.id);
    }
    for (const id of trader.state.orders.keys()) invariant(!ended.has(id), "and does not work");
  },

  "a fill never breaks its limit"(trader) {
    for (const fill of fillsOf(trader)) {
      const { terms, orderClass, legs } = orderOf(fill);
      if (!("limitMicros" in terms)) continue;
      const pays = orderClass === "mleg" || legs[0]?.side === "buy";
      const better = terms.limitMicros - fill.event.priceMicros;
      invariant(pays ? better >= 0n : better <= 0n, "a fill is within its limit");
    }
  },

  "a fill never exceeds its order, and its legs are in ratio"(trader) {
    for (const fill of fillsOf(trader)) {
      const order = orderOf(fill);
      const { qtyNanos, legs } = fill.event;
      invariant(
        qtyNanos > 0n && order.filledNanos + qtyNanos <= order.qtyNanos,
        "within its order",
      );
      const ratios = order.legs.map((leg) => qtyNanos * BigInt(leg.ratio));
      expect(legs.map((leg) => leg.qtyNanos)).toEqual(ratios);
    }
  },

  "one showing of a size is taken once, however many orders want it"(trader) {
    const taken = new Map<string, bigint>();
    for (const leg of fillsOf(trader).flatMap(({ event }) => event.legs)) {
      const { side, setAtMs, sizeNanos } = touchOf(leg.quote, leg.side);
      const key = `${leg.instrument.symbol} ${side} ${setAtMs}`;
      const total = (taken.get(key) ?? 0n) + leg.qtyNanos;
      invariant(total <= sizeNanos, "no more than displayed");
      taken.set(key, total);
    }
  },

  "every fill recomputes from its own record"(trader) {
    for (const { event } of fillsOf(trader))
      invariant(isReproducible(event), "the same fill again");
  },

  "a cash account never goes below its reserves, nor stands naked"(trader) {
    for (const { after } of trader.steps) {
      if (after.kind === "margin") continue;
      // A cash account holds back strikes and widths, so no quote is needed to say how much.
      const { requirement, reservedMicros } = balancesOf(after, NO_QUOTES);
      const held = requirement.reduce((sum, line) => sum + line.amountMicros, 0n);
      invariant(after.cashMicros - held - reservedMicros >= 0n, "cash covers what is held");
      invariant(!requirement.some((line) => line.strategy === "naked_call"), "no naked call");
    }
  },
};

/** A failing law is named, so that the shrunken moves beside it can be read. */
function checkAll(trader: Trader): void {
  for (const [claim, law] of Object.entries(LAWS)) {
    try {
      law(trader);
    } catch (cause) {
      throw new Error(`broken law: ${claim}`, { cause });
    }
  }
}

test(`after any trading: ${Object.keys(LAWS).join("; ")}`, () => {
  const seen = new Set<string>();
  const aKind = fc.constantFrom("cash" as const, "margin" as const);
  const aBalance = fc.constantFrom("5000", "70000", "150000");
  fc.assert(
    fc.property(someMoves, aKind, aBalance, (moves, kind, cash) => {
      const trader = playMoves(moves, kind, cash);
      for (const { event } of trader.steps) {
        seen.add(event.type === "order_filled" ? event.ruleId : event.type);
      }
      checkAll(trader);
    }),
    { numRuns: 300 },
  );
  // Laws of trading that never happens would hold too.
  expect([...seen].sort()).toEqual(
    expect.arrayContaining([
      "limit_after_gap",
      "limit_marketable_on_arrival",
      "limit_resting",
      "market_at_quote",
      "mleg_at_quotes",
      "order_canceled",
      "order_expired",
      "order_rested",
    ]),
  );
});
