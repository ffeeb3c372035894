/** The events of orders that are replaced, held, released and set off, in order (alpaca-wire.md §1.8, §1.15, §4.1). */
import { expect, test } from "vitest";
import type { AccountState } from "@/lib/engine/account/account-state";
import type { Command } from "@/lib/engine/account/command";
import type { MarketView } from "@/lib/engine/market/quote";
import type { Trade } from "@/lib/engine/market/trade";
import { units } from "@/lib/engine/money";
import type { NewOrder } from "../new-order";
import {
  dollars,
  draft,
  IN_SESSION_MS,
  lastState,
  market,
  openedAccount,
  run,
} from "../testing/account";
import { type CommittedEvent, tradeUpdatesOf } from "./trade-update";

const context = { assetIdOf: String, executionIdOf: () => "execution" };
const limit = (price: string) => ({ type: "limit", limitMicros: dollars(price) }) as const;
const BUY: NewOrder = {
  ...{ clientOrderId: null, orderClass: "simple", timeInForce: "gtc", qtyNanos: units(10) },
  terms: limit("187.32"),
  legs: [{ symbol: "AAPL", side: "buy", ratio: 1, intent: null }],
};
const BRACKET: NewOrder = {
  ...BUY,
  terms: { type: "market" },
  group: {
    kind: "bracket",
    takeProfit: { limitMicros: dollars("200") },
    stopLoss: { stopMicros: dollars("180") },
  },
};

/** One account that commands are put to, and what its stream says of each. */
class Life {
  private state: AccountState = openedAccount();
  private atMs = IN_SESSION_MS;

  /** The events of a command at a quote, as "event status" with the order when it is not the first. */
  say(command: Command, quote = "187.30 187.32 100", prints: readonly Trade[] = []) {
    return this.updates(command, quote, prints).map(({ event, order }) => {
      const name = order.id.replace("order-1", "").replace(".", " ");
      return `${event} ${order.status}${name}`;
    });
  }

  updates(command: Command, quote = "187.30 187.32 100", prints: readonly Trade[] = []) {
    this.atMs += 2_000;
    const view: MarketView = { ...market(this.atMs, { AAPL: quote }), tradesOf: () => prints };
    const events: readonly CommittedEvent[] = run(this.state, command, view);
    this.state = lastState(this.state, events);
    return events.flatMap((event) => tradeUpdatesOf(event, context));
  }

  print(price: string): Trade {
    return {
      ...{ symbol: "AAPL", priceMicros: dollars(price), sizeNanos: units(100), exchange: "Q" },
      ...{ conditions: ["@"], tape: "C", atMs: this.atMs + 2_000, seq: this.atMs, feed: "test" },
    };
  }
}

const submit = (order: NewOrder): Command => ({ type: "submit_order", draft: draft(order) });
const match = (orderId = "order-1"): Command => ({
  type: "match_order",
  orderId,
  trigger: "quote",
});
const cancel = (orderId = "order-1"): Command => ({ type: "cancel_order", orderId });

test("a requested cancel passes pending_cancel", () => {
  const life = new Life();
  life.say(submit(BUY));
  const [pending, canceled] = life.updates(cancel());
  expect(pending).toMatchObject({
    event: "pending_cancel",
    order: { status: "pending_cancel", canceled_at: null },
  });
  expect(canceled).toMatchObject({ event: "canceled", order: { status: "canceled" } });
});

test("a replacement: pending_replace and replaced of the old one, new of the new one", () => {
  const life = new Life();
  life.say(submit(BUY));
  expect(life.say(match(), "187.30 187.32 4")).toEqual(["partial_fill partially_filled"]);
  const replacement = { id: "order-2", clientOrderId: "two", limitMicros: dollars("187") };
  const updates = life.updates({ type: "replace_order", orderId: "order-1", replacement });
  expect(updates).toMatchObject([
    { event: "pending_replace", order: { id: "order-1", replaced_by: null, replaced_at: null } },
    { event: "replaced", order: { id: "order-1", status: "replaced", replaced_by: "order-2" } },
    {
      event: "new",
      order: { id: "order-2", replaces: "order-1", filled_qty: "4", limit_price: "187" },
    },
  ]);
});

test("a bracket: exits are held, the fill of the entry makes the take-profit new, its fill cancels the stop", () => {
  const life = new Life();
  expect(life.say(submit(BRACKET))).toEqual([
    "pending_new pending_new",
    "new new",
    "held held profit",
    "held held loss",
  ]);
  expect(life.say(match())).toEqual(["fill filled", "new new profit"]);
  expect(life.say(match("order-1.profit"), "200.10 200.12 100")).toEqual([
    "fill filled profit",
    "canceled canceled loss",
  ]);
});

test("a stop-loss that is set off becomes new; its fill cancels the take-profit", () => {
  const life = new Life();
  life.say(submit(BRACKET));
  life.say(match());
  const stop = match("order-1.loss");
  expect(life.say(stop, "179.90 179.95 100", [life.print("179.95")])).toEqual(["new new loss"]);
  expect(life.say(stop, "179.80 179.85 100")).toEqual([
    "fill filled loss",
    "canceled canceled profit",
  ]);
});

test("the cancel of any live leg ends the group", () => {
  const life = new Life();
  life.say(submit(BRACKET));
  life.say(match());
  expect(life.say(cancel("order-1.profit"))).toEqual([
    "pending_cancel pending_cancel profit",
    "canceled canceled profit",
    "canceled canceled loss",
  ]);
});

test("a stop that is set off is no news before it fills", () => {
  const life = new Life();
  life.say(submit({ ...BUY, terms: { type: "stop", stopMicros: dollars("188") } }));
  expect(life.say(match(), "188.00 188.02 100", [life.print("188.01")])).toEqual([]);
  expect(life.say(match(), "188.00 188.03 100")).toEqual(["fill filled"]);
});

test("an entry that expires takes its exits along", () => {
  const order: NewOrder = { ...BRACKET, terms: limit("185"), timeInForce: "day" };
  const open = market(IN_SESSION_MS, { AAPL: "187.30 187.32" });
  const state = lastState(openedAccount(), run(openedAccount(), submit(order), open));
  const close = market(Date.UTC(2026, 10, 20, 21), {});
  const expired = run(state, { type: "expire_order", orderId: "order-1" }, close);
  const updates = expired.flatMap((event) => tradeUpdatesOf(event, context));
  expect(updates.map(({ event }) => event)).toEqual(["expired", "expired", "expired"]);
});
