/** Each refusal once, and the boundary beside it; the numbers of a refusal are part of the claim. */
import { describe, expect, test } from "vitest";
import { type AccountState, emptyAccount } from "../account/account-state";
import { decide } from "../account/decide";
import { balancesOf } from "../margin/balances";
import {
  account,
  dollars,
  equity,
  limitOrder,
  marketOrder,
  quantity,
  quote,
  run,
  spreadOrder,
  submitted,
} from "../testing/builders";
import { marketOf } from "../testing/market";
import type { OrderDraft } from "./draft";

const QUOTES = [
  quote({ symbol: "AAPL", bid: "187.20", ask: "187.24" }),
  quote({ symbol: "SPY", bid: "604.90", ask: "605.10" }),
  quote({ symbol: "SPY-600P", bid: "2.10", ask: "2.20" }),
  quote({ symbol: "SPY-595P", bid: "0.90", ask: "1.00" }),
];
const IN_SESSION = marketOf(QUOTES);

function refusal(draft: OrderDraft, state: AccountState = account(), market = IN_SESSION) {
  const decision = decide(state, { type: "submit_order", draft }, market);
  return decision.ok ? "accepted" : decision.error;
}

describe("what the account holds", () => {
  const long = account({ holds: { AAPL: "100 @ 180", "SPY-600P": "-2 @ 2" } });

  test("a stated intent must be the inferred one", () => {
    const draft = limitOrder("sell", "1 @ 190", { intent: "sell_to_open" });
    const is = { code: "intent_mismatch", inferred: "sell_to_close", specified: "sell_to_open" };

    expect(refusal(draft, long)).toEqual(is);
    expect(
      refusal(
        { ...draft, legs: draft.legs.map((leg) => ({ ...leg, intent: "sell_to_close" })) },
        long,
      ),
    ).toBe("accepted");
  });

  test("a cash account does not sell stock short", () => {
    expect(refusal(limitOrder("sell", "1 @ 190"), account({ kind: "cash" }))).toEqual({
      code: "short_in_cash_account",
      symbol: "AAPL",
    });
  });

  test("a sale takes what working sales have left, and names them", () => {
    const { state } = submitted(long, limitOrder("sell", "60 @ 190", { id: "first" }), IN_SESSION);

    expect(refusal(limitOrder("sell", "40 @ 190"), state)).toBe("accepted");
    expect(refusal(limitOrder("sell", "41 @ 190"), state)).toEqual({
      code: "insufficient_qty",
      symbol: "AAPL",
      requestedNanos: quantity("41"),
      availableNanos: quantity("40"),
      existingNanos: quantity("100"),
      heldNanos: quantity("60"),
      relatedOrderIds: ["first"],
    });
  });

  test("buying back more than was sold is refused too", () => {
    expect(refusal(limitOrder("buy", "3 @ 2", { symbol: "SPY-600P" }), long)).toMatchObject({
      code: "insufficient_qty",
      availableNanos: quantity("2"),
    });
  });
});

describe("what the account can pay", () => {
  const cash = account({ kind: "cash", cash: "1000" });
  // Below $2,000 of equity nothing is lent (FINRA 4210(b)).
  const margin = account({ cash: "2000" });

  test.each([
    // 6 x 187.24 = 1,123.44 in cash; half of it, 561.72, on margin.
    {
      name: "cash pays stock in full",
      of: cash,
      draft: limitOrder("buy", "6 @ 187.24"),
      is: "1123.44 of 1000",
    },
    {
      name: "margin pays half",
      of: margin,
      draft: limitOrder("buy", "6 @ 187.24"),
      is: "accepted",
    },
    // 21.36 shares would be 4,000; 22 x 187.24 = 4,119.28.
    {
      name: "margin has twice its cash",
      of: margin,
      draft: limitOrder("buy", "22 @ 187.24"),
      is: "4119.28 of 4000",
    },
    {
      name: "a market order pays the ask",
      of: cash,
      draft: marketOrder("buy", "6"),
      is: "1123.44 of 1000",
    },
    {
      name: "what cannot be margined is paid in full",
      of: margin,
      draft: limitOrder("buy", "11 @ 187.24", {
        instrument: equity("AAPL", { marginable: false }),
      }),
      is: "2059.64 of 4000",
    },
    // 10 x 2.20 x 100 = 2,200.
    {
      name: "premium in full",
      of: margin,
      draft: limitOrder("buy", "10 @ 2.20", { symbol: "SPY-600P" }),
      is: "2200 of 2000",
    },
    // 5 wide x 100 x 6 = 3,000 less the credit 1.10 x 100 x 6 = 660.
    {
      name: "a spread's width less its credit",
      of: margin,
      draft: spreadOrder("6 @ -1.10", "-SPY-600P +SPY-595P"),
      is: "2340 of 2000",
    },
    {
      name: "five of them fit",
      of: margin,
      draft: spreadOrder("5 @ -1.10", "-SPY-600P +SPY-595P"),
      is: "accepted",
    },
    // 600 x 100 - 210.
    {
      name: "a put secured by cash",
      of: cash,
      draft: limitOrder("sell", "1 @ 2.10", { symbol: "SPY-600P" }),
      is: "59790 of 1000",
    },
  ])("$name", ({ of, draft, is }) => {
    const answer = refusal(draft, of);
    if (is === "accepted") return expect(answer).toBe(is);
    const [required = "", available = ""] = is.split(" of ");
    expect(answer).toMatchObject({
      requiredMicros: dollars(required),
      availableMicros: dollars(available),
    });
  });

  test("a cash account writes calls on its own stock only", () => {
    const draft = limitOrder("sell", "2 @ 2", { symbol: "AAPL-190C" });
    const holder = account({ kind: "cash", cash: "100000", holds: { AAPL: "100 @ 180" } });

    expect(refusal(draft, holder)).toEqual({
      code: "insufficient_cover",
      underlying: "AAPL",
      requiredNanos: quantity("100"),
      availableNanos: quantity("0"),
    });
    expect(refusal(limitOrder("sell", "1 @ 2", { symbol: "AAPL-190C" }), holder)).toBe("accepted");
  });

  // The ask is 605.10, so a stop at 600 goes off at once and pays 10 x 605.10. Found by sim seed 8.
  test.each([
    { stop: "600", reserves: "6051" },
    { stop: "610", reserves: "6100" },
  ])("in cash a buy stop at $stop reserves $reserves: its stop or worse", ({ stop, reserves }) => {
    const draft: OrderDraft = {
      ...marketOrder("buy", "10", { symbol: "SPY" }),
      terms: { type: "stop", stopMicros: dollars(stop) },
    };
    const { state, order } = submitted(account({ kind: "cash" }), draft, IN_SESSION);

    expect(order.reservedMicros).toBe(dollars(reserves));
    expect(balancesOf(state, IN_SESSION).reservedMicros).toBe(dollars(reserves));
  });

  test("a market order needs a price to be reserved at", () => {
    const unquoted = marketOrder("buy", "1", { symbol: "IBM" });

    expect(refusal(unquoted)).toEqual({ code: "no_reference_price", symbol: "IBM" });
  });
});

test("an account that was never opened, and one that was frozen, take no orders", () => {
  const frozen = run(account(), { type: "freeze_account", reason: "constraint" }, IN_SESSION).state;

  expect(refusal(marketOrder("buy", "1"), emptyAccount("a"))).toEqual({ code: "account_not_open" });
  expect(refusal(marketOrder("buy", "1"), frozen)).toEqual({
    code: "account_frozen",
    reason: "constraint",
  });
});

test("an account carries a thousand working orders", () => {
  const { state, order } = submitted(account(), limitOrder("buy", "1 @ 1"), IN_SESSION);
  const orders = new Map(
    Array.from({ length: 1_000 }, (_, index) => [`o${index}`, { ...order, id: `o${index}` }]),
  );

  expect(refusal(limitOrder("buy", "1 @ 1"), { ...state, orders })).toEqual({
    code: "too_many_open_orders",
    max: 1_000,
  });
  orders.delete("o0");
  expect(refusal(limitOrder("buy", "1 @ 1"), { ...state, orders })).toBe("accepted");
});

test("a cancel of an order that does not work is refused", () => {
  const decision = decide(account(), { type: "cancel_order", orderId: "gone" }, IN_SESSION);

  expect(decision).toEqual({ ok: false, error: { code: "order_not_found", orderId: "gone" } });
});
