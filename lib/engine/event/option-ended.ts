import type { AccountState, Position } from "../account/account-state";
import { invariant, present } from "../assert";
import { applyExchange, applyTrade, type TradeResult } from "../ledger/apply-trade";
import { bookTrades, openedBy, tradePostings } from "../ledger/book-trades";
import { against, type Posting } from "../ledger/posting";
import type { EpochTotals, LifecycleState } from "../lifecycle/lifecycle-state";
import { afterTradeMoney } from "../lifecycle/settlement";
import { absNanos, micros, sumMicros, ZERO_MICROS } from "../money";
import type { EventOf } from "./event";
import type { EventRule } from "./event-rule";
import type { Delivered } from "./option-event";

type EndType = "option_exercised" | "option_assigned" | "option_expired";
type Ended = EventOf<EndType>;

export const optionExercised: EventRule<"option_exercised"> = ruleOf("exercises");
export const optionAssigned: EventRule<"option_assigned"> = ruleOf("assignments");
export const optionExpired: EventRule<"option_expired"> = ruleOf("expirations");

function ruleOf<T extends EndType>(counted: keyof EpochTotals): EventRule<T> {
  return {
    apply(state, event: Ended) {
      const results = resultsOf(state, event);
      const booked = bookTrades(state, results);
      const { cashMicros } = deliveredBy(event);
      const life = lifeAfterEnd(state, event, results);
      const { totals } = life;
      return {
        ...state,
        ...booked,
        cashMicros: micros(booked.cashMicros + cashMicros),
        realizedMicros: micros(booked.realizedMicros + cashMicros),
        lifecycle: {
          ...withoutEnded(life, event.series.symbol, booked.positions),
          totals: { ...totals, [counted]: Number(totals[counted]) + 1 },
        },
      };
    },
    postings(state, event: Ended): readonly Posting[] {
      const { cashMicros } = deliveredBy(event);
      return [
        ...resultsOf(state, event).flatMap(tradePostings),
        { account: "cash", amountMicros: cashMicros },
        against("realized_pl", cashMicros),
      ];
    },
    orderAfter: () => null,
  };
}

function deliveredBy(event: Ended): Delivered {
  return event.type === "option_expired" ? { stock: [], cashMicros: ZERO_MICROS } : event;
}

/** The contracts go at zero, then the stock is exchanged; a deliverable lists a stock once. */
function resultsOf(state: AccountState, event: Ended): readonly TradeResult[] {
  const held = present(state.positions.get(event.series.symbol), "what ends was held");
  checkHeld(held, event);
  const option = applyTrade(held, {
    instrument: held.instrument,
    side: held.qtyNanos > 0n ? "sell" : "buy",
    qtyNanos: event.qtyNanos,
    priceMicros: ZERO_MICROS,
  });
  const stock = deliveredBy(event).stock.map((exchange) =>
    applyExchange(state.positions.get(exchange.instrument.symbol) ?? null, exchange),
  );
  return [option, ...stock];
}

function checkHeld(held: Position, event: Ended): void {
  const size = absNanos(held.qtyNanos);
  invariant(event.qtyNanos > 0n && event.qtyNanos <= size, "no more ends than was held");
  invariant(
    sideOf(event) === (held.qtyNanos > 0n ? "long" : "short"),
    "longs are exercised, shorts assigned",
  );
}

function sideOf(event: Ended): "long" | "short" {
  if (event.type === "option_expired") return event.side;
  return event.type === "option_exercised" ? "long" : "short";
}

function lifeAfterEnd(
  state: AccountState,
  event: Ended,
  results: readonly TradeResult[],
): LifecycleState {
  const cash = sumMicros(results.map((result) => result.cashMicros));
  return afterTradeMoney(state.lifecycle, {
    atMs: event.atMs,
    kind: state.kind,
    cashBeforeMicros: state.cashMicros,
    netMicros: micros(cash + deliveredBy(event).cashMicros),
    bought: openedBy(state, results),
  });
}

/** Instructions and holds are about a position; they go with it. */
function withoutEnded(
  life: LifecycleState,
  symbol: string,
  positions: ReadonlyMap<string, Position>,
): LifecycleState {
  if (positions.has(symbol)) return life;
  return {
    ...life,
    doNotExercise: life.doNotExercise.filter((item) => item !== symbol),
    heldExpiries: life.heldExpiries.filter((item) => item.symbol !== symbol),
  };
}
