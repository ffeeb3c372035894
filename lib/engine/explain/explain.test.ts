import { describe, expect, test } from "vitest";
import { instantOf } from "../calendar/new-york";
import type { AccountEvent, OrderFilled } from "../event/event";
import type { FeeSetting } from "../fees/fee-schedule";
import type { OrderDraft } from "../order/draft";
import {
  account,
  dollars,
  limitOrder,
  marketOrder,
  quote,
  run,
  spreadOrder,
  submitted,
} from "../testing/builders";
import { marketOf } from "../testing/market";
import { explainFill } from "./explain-fill";
import { explainClosed, explainWorking } from "./explain-order";
import { isReproducible } from "./recompute-fill";

const AAPL = quote({ symbol: "AAPL", bid: "187.20", ask: "187.24", size: 50 });
const SHORT = quote({ symbol: "SPY-600P", bid: "2.10", ask: "2.20", size: 20 });
const LONG = quote({ symbol: "SPY-595P", bid: "0.90", ask: "1.00", size: 3 });
const MARKET = marketOf([AAPL, SHORT, LONG]);
const SPREAD = "-SPY-600P +SPY-595P";

function fillOf(draft: OrderDraft, then = MARKET, fees: FeeSetting = "none"): OrderFilled {
  const { state } = submitted(account({ fees }), draft, MARKET);
  const match = { type: "match_order", orderId: draft.id, trigger: "quote" } as const;
  const isFill = (event: AccountEvent) => event.type === "order_filled";
  const fill = run(state, match, then).events.find(isFill);
  if (fill?.type !== "order_filled") throw new Error("the order fills");
  return fill;
}

describe("a fill in one sentence", () => {
  test.each([
    {
      draft: marketOrder("buy", "80"),
      is: "Bought 50 × AAPL at 187.24: a market order takes the quote on the other side, up to its displayed size. Best bid/ask then 187.20/187.24, sizes 50/50, at 10:00:00.000 ET.",
    },
    {
      draft: limitOrder("buy", "10 @ 190"),
      is: "Bought 10 × AAPL at 187.24: the limit was marketable on arrival, so it traded at the quote. Best bid/ask then 187.20/187.24, sizes 50/50, at 10:00:00.000 ET. Your limit was 190.00.",
    },
    {
      draft: spreadOrder("5 @ -1.00", SPREAD),
      is: "Sold 3 × SPY 18 Dec 26 600/595 put credit spread at 1.10 credit: all legs trade at one instant, buys at the ask and sells at the bid. Each leg had the size for 3 of 5 left. Your limit was 1.00 credit.",
    },
  ])("$is", ({ draft, is }) => {
    expect(explainFill(fillOf(draft)).sentence).toBe(is);
  });

  test("a resting limit, and one after a gap", () => {
    const rests = limitOrder("buy", "10 @ 187.00");
    const later = quote({ symbol: "AAPL", bid: "186.00", ask: "186.10" });
    const gap = marketOf([{ ...later, afterGap: true }]);

    expect(explainFill(fillOf(rests, marketOf([later]))).sentence).toContain(
      "Bought 10 × AAPL at 187.00: the order was resting when the quote reached it",
    );
    expect(explainFill(fillOf(rests, gap)).sentence).toContain(
      "Bought 10 × AAPL at 186.10: this was the first quote after a gap",
    );
  });

  test("the derivation shows each leg, the net, the cash and the rest", () => {
    expect(explainFill(fillOf(spreadOrder("5 @ -1.00", SPREAD))).steps).toEqual([
      "Sell 3 × SPY 18 Dec 26 600 put at 2.10: bid 2.10 × 20, quote of 10:00:00.000 ET (sim)",
      "Buy 3 × SPY 18 Dec 26 595 put at 1.00: ask 1.00 × 3, quote of 10:00:00.000 ET (sim)",
      "Net per unit: − 2.10 + 1.00 = 1.10 credit",
      "× 100 × 3 = $330.00 received",
      "Filled 3 of 5 that were left; 2 rest",
    ]);
  });
});

describe("the fees of a fill", () => {
  // Three units on 2026-11-20. SEC: 3 x 210.00 x 20.60 / 1M; TAF: 3 x 0.00329; ORF: 6 x 0.02685;
  // OCC: 6 x 0.025; CAT: 600 x 0.000003.
  const paid = fillOf(spreadOrder("5 @ -1.00", SPREAD), MARKET, "regulatory");

  test("are the last steps of its derivation, each with its rate", () => {
    expect(explainFill(paid).steps.slice(-6)).toEqual([
      "SEC $0.012978: SEC Section 31 fee, $20.6 per million dollars sold, since 2026-04-04",
      "TAF $0.00987: FINRA trading activity fee, $0.00329 per contract sold, since 2026-01-01",
      "ORF $0.1611: exchanges' options regulatory fee, $0.02685 per contract, since 2025-09-01",
      "OCC $0.15: OCC clearing fee, $0.025 per contract, since 2025-01-01",
      "CAT $0.0018: consolidated audit trail fee, $0.000003 per share, since 2026-05-01",
      "Fees in all: $0.335748",
    ]);
  });

  test("say what caps them, and stand without a rate that is no longer known", () => {
    const amountMicros = dollars("9.79");
    const steps = (rateId: string) =>
      explainFill({ ...paid, fees: [{ name: "TAF", rateId, amountMicros }] }).steps.slice(-2);

    expect(steps("taf_stock@2026-01-01")).toEqual([
      "TAF $9.79: FINRA trading activity fee, $0.000195 per share sold, at most $9.79 a trade, since 2026-01-01",
      "Fees in all: $9.79",
    ]);
    expect(steps("taf_stock@1999-01-01")[0]).toBe("TAF $9.79");
  });

  test("recompute from the record; an altered one shows", () => {
    const [first, ...rest] = paid.fees;
    const changed = [{ ...first, amountMicros: 1n }, ...rest] as OrderFilled["fees"];

    expect(isReproducible(paid)).toBe(true);
    expect(isReproducible({ ...paid, fees: rest })).toBe(false);
    expect(isReproducible({ ...paid, fees: changed })).toBe(false);
    expect(isReproducible({ ...paid, feeSetting: "none" })).toBe(false);
    expect(isReproducible({ ...paid, feeSetting: "none", fees: [] })).toBe(true);
  });

  test("a rate that was charged holds, though another is in the tables for its date", () => {
    // As if the row of 2026-01-01 had been added after the fill: 3 x 0.00279.
    const early = paid.fees.map((line) =>
      line.name === "TAF"
        ? { ...line, rateId: "taf_option@2024-01-01", amountMicros: dollars("0.00837") }
        : line,
    );
    expect(isReproducible({ ...paid, fees: early })).toBe(true);
  });
});

describe("why a working order waits", () => {
  const buy = limitOrder("buy", "10 @ 187.20");
  const nothing = quote({ symbol: "AAPL", bid: "187.20", ask: "0" });

  test.each([
    { draft: buy, market: MARKET, is: "Needs ask ≤ 187.20; ask is 187.24." },
    {
      draft: spreadOrder("1 @ -1.20", SPREAD),
      market: MARKET,
      is: "Needs 1.20 credit or better; all legs together trade at 1.10 credit now.",
    },
    {
      draft: spreadOrder("1 @ 0", "+SPY-600P -SPY-595P"),
      market: MARKET,
      is: "Needs 0.00 even or better; all legs together trade at 1.30 debit now.",
    },
    { draft: buy, market: marketOf([]), is: "Waiting for a first quote of AAPL." },
    {
      draft: buy,
      market: marketOf([AAPL], { feedAlive: false }),
      is: "Waiting for a fresh quote of AAPL, last 10:00:00.000 ET.",
    },
    { draft: buy, market: marketOf([AAPL], { halted: ["AAPL"] }), is: "AAPL is halted." },
    {
      draft: buy,
      market: marketOf([nothing]),
      is: "AAPL has no ask, last 10:00:00.000 ET.",
    },
    {
      draft: buy,
      market: marketOf([{ ...AAPL, atMs: AAPL.atMs - 1 }]),
      is: "The quote of AAPL is older than one already met, last 09:59:59.999 ET.",
    },
    {
      draft: limitOrder("buy", "60 @ 190", { timeInForce: "fok" }),
      market: MARKET,
      is: "All or nothing: 60 × AAPL are needed, 50 are displayed.",
    },
    {
      draft: buy,
      market: marketOf([AAPL], { nowMs: instantOf("2026-11-20", 17 * 60) }),
      is: "Waiting for the session to open at 09:30 ET.",
    },
    {
      draft: limitOrder("buy", "10 @ 190"),
      market: MARKET,
      is: "The market reaches it now; the matcher is filling it.",
    },
  ])("$is", ({ draft, market, is }) => {
    const { state, order } = submitted(account(), draft, MARKET);

    expect(explainWorking(state, order, market)).toBe(is);
  });

  test("a sale waits for the bid", () => {
    const holder = account({ holds: { AAPL: "10 @ 180" } });
    const { state, order } = submitted(holder, limitOrder("sell", "10 @ 187.24"), MARKET);

    expect(explainWorking(state, order, MARKET)).toBe("Needs bid ≥ 187.24; bid is 187.20.");
  });
});

test("why a closed order did not fill", () => {
  const { order } = submitted(account(), limitOrder("buy", "1 @ 1"), MARKET);
  const closed = (status: typeof order.status, closeReason: string | null = null) =>
    explainClosed({ ...order, status, closeReason });

  expect(closed("canceled", "requested")).toBe("Canceled on request.");
  expect(closed("canceled", "ioc_remainder")).toContain("Immediate-or-cancel");
  expect(closed("expired")).toBe("Its time in force ran out.");
  expect(closed("rejected")).toContain("buying power");
  expect(closed("filled")).toBeNull();
});

describe("a record that was altered does not recompute", () => {
  const simple = fillOf(limitOrder("buy", "80 @ 190"));
  const resting = fillOf(
    limitOrder("buy", "10 @ 187.00"),
    marketOf([quote({ bid: "186", ask: "186.50" })]),
  );
  const spread = fillOf(spreadOrder("5 @ -1.00", SPREAD));
  const first = <T extends OrderFilled>(fill: T, change: object) => ({
    ...fill,
    legs: fill.legs.map((leg, index) => (index === 0 ? { ...leg, ...change } : leg)),
  });

  test.each([
    { name: "as stored", fill: simple, is: true },
    { name: "as stored, resting", fill: resting, is: true },
    { name: "as stored, spread", fill: spread, is: true },
    { name: "a better price", fill: { ...simple, priceMicros: dollars("187.20") }, is: false },
    {
      name: "a larger size",
      fill: { ...simple, qtyNanos: simple.remainingBeforeNanos },
      is: false,
    },
    {
      name: "another leg price",
      fill: first(simple, { priceMicros: dollars("187.20") }),
      is: false,
    },
    {
      name: "another quote",
      fill: first(simple, { quote: { ...AAPL, askMicros: dollars("187") } }),
      is: false,
    },
    {
      name: "more taken before",
      fill: first(simple, { takenBeforeNanos: 1_000_000_000n }),
      is: false,
    },
    { name: "a limit it breaks", fill: { ...simple, limitMicros: dollars("187.23") }, is: false },
    {
      name: "a quote that had not reached the resting limit",
      fill: first(resting, { quote: quote({ bid: "187", ask: "187.01" }) }),
      is: false,
    },
    {
      name: "another quote of a spread",
      fill: first(spread, { quote: { ...SHORT, bidMicros: dollars("2.15") } }),
      is: false,
    },
  ])("$name: $is", ({ fill, is }) => {
    expect(isReproducible(fill)).toBe(is);
  });
});
