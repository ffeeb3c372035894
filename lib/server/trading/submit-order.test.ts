import { expect, test } from "vitest";
import { instantOf } from "@/lib/engine/calendar/new-york";
import type { NewOrder } from "@/lib/wire/new-order";
import type { Caller, Deps } from "../deps";
import { submitOrder } from "./submit-order";

const SERIES = {
  ...{ kind: "option", symbol: "SPY261218C00600000", underlying: "SPY", right: "call" },
  ...{ expiryDate: "2026-12-18", strikeMicros: 600_000_000n, multiplier: 100, style: "american" },
  ...{ lateClose: true, broadIndex: true },
};
const CALLER: Caller = { userId: "u", accountId: "a", tier: "pro", feed: "real_time" };
const MARKET_ORDER: NewOrder = {
  ...{ clientOrderId: null, orderClass: "simple", terms: { type: "market" }, timeInForce: "day" },
  qtyNanos: 1_000_000_000n as NewOrder["qtyNanos"],
  legs: [{ symbol: SERIES.symbol, side: "buy", ratio: 1, intent: "buy_to_open" }],
};

/** Says whether somebody looked for quotes before the door was asked. */
function asked(minute: number) {
  const nowMs = () => instantOf("2026-11-20", minute);
  const seen: string[] = [];
  const rejection = { code: "option_market_closed", symbol: SERIES.symbol };
  const deps = {
    catalog: { findInstruments: async () => new Map([[SERIES.symbol, SERIES]]) },
    clock: { nowMs },
    marketClock: { nowMs },
    market: { hasQuotes: () => seen.push("quotes") > 0 },
    door: {
      ask: async () => {
        seen.push("door");
        return { kind: "refused", rejection };
      },
    },
  } as unknown as Deps;
  return submitOrder(deps, CALLER, MARKET_ORDER).then(() => seen);
}

test.each([
  { does: "in the session an order waits for a first quote", minute: 600, seen: "quotes door" },
  { does: "one that the hour refuses waits for none", minute: 555, seen: "door" },
])("$does", async ({ minute, seen }) => {
  expect((await asked(minute)).join(" ")).toBe(seen);
});
