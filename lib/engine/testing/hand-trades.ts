/** Trades and endings that happen at the price and on the day a test names. */
import { evolve } from "../account/evolve";
import { invariant } from "../assert";
import { instantOf } from "../calendar/new-york";
import type { AccountEvent, EventOf } from "../event/event";
import { notional, units, ZERO_MICROS } from "../money";
import type { OrderDraft } from "../order/draft";
import { dollars, equity, openCommand, quote, series } from "./builders";
import { marketOf } from "./market";
import { Trader } from "./trader";

const DAY_ONE = "2026-11-20";

/** A trader on margin with 200,000 dollars and no fees. */
export function newTrader(): Trader {
  const trader = new Trader("pat");
  trader.ask(openCommand("margin", dollars("200000")), marketOf());
  return trader;
}

/** Sends an order that fills whole, each leg at its price: { "SPY-600P": "5.00" }; SPY stands at 600. */
export function trades(trader: Trader, draft: OrderDraft, prices: object, date = DAY_ONE): void {
  const atMs = instantOf(date, 10 * 60);
  const spot = quote({ symbol: "SPY", bid: "600", ask: "600", size: 900, atMs });
  const quotes = Object.entries(prices).map(([symbol, price]) =>
    quote({ symbol, bid: price, ask: price, size: 900, atMs }),
  );
  const market = marketOf([spot, ...quotes], { nowMs: atMs });
  const id = `order-${trader.steps.length}`;
  const legs = draft.legs.map((leg, index) => ({ ...leg, id: `${id}.${index}` }));
  const refusal = trader.submit({ ...draft, id, clientOrderId: id, legs }, market);
  invariant(refusal === null, `the order is accepted, not ${refusal?.code}`);
  invariant(trader.steps.at(-1)?.event.type === "order_filled", "the order fills");
}

/** Applies an event that no command of the test would bring about. */
export function happens(trader: Trader, event: AccountEvent): void {
  const before = trader.state;
  trader.state = evolve(before, event);
  trader.steps.push({ before, event, after: trader.state });
}

const ending = (name: string, date: string) => ({
  series: series(name),
  qtyNanos: units(1),
  valueMicros: null,
  date,
  atMs: instantOf(date, 16 * 60 + 30),
  rules: 1,
});

/** A short contract is assigned: 100 shares at the strike. */
export function assigned(name: string, date: string): EventOf<"option_assigned"> {
  const end = ending(name, date);
  const { strikeMicros, right } = end.series;
  const exchange = {
    instrument: equity("SPY"),
    side: right === "put" ? ("buy" as const) : ("sell" as const),
    qtyNanos: units(100),
    amountMicros: notional(strikeMicros, units(1), 100),
  };
  const delivered = { stock: [exchange], cashMicros: ZERO_MICROS };
  return { type: "option_assigned", reason: "expiry", draw: null, ...delivered, ...end };
}

/** A short contract expires worthless. */
export function expired(name: string, date: string): EventOf<"option_expired"> {
  return { type: "option_expired", side: "short", reason: "worthless", ...ending(name, date) };
}
