/** Campaigns through corporate actions. */
import { describe, expect, test } from "vitest";
import type { ActionFact } from "../action/action-fact";
import { instantOf } from "../calendar/new-york";
import { formatDollars, formatQuantity } from "../decimal";
import { sumMicros } from "../money";
import { fact } from "../testing/action-text";
import { dollars, equity, limitOrder, marketOrder, quantity, quote } from "../testing/builders";
import { newTrader, trades } from "../testing/hand-trades";
import { marketOf } from "../testing/market";
import type { Trader } from "../testing/trader";
import { adjustedBasis, campaignProfit } from "./campaign";
import { campaignsOf } from "./fold-campaigns";

const EX = "2026-11-24";

function apply(trader: Trader, told: ActionFact, date = EX): void {
  const nowMs = instantOf(date, 10 * 60);
  const quotes = ["SPY", "AAPL"].map((symbol) =>
    quote({ symbol, bid: "600", ask: "600", atMs: nowMs }),
  );
  const refusal = trader.ask(
    { type: "apply_actions" },
    marketOf(quotes, { nowMs, actions: [told] }),
  );
  expect(refusal).toBeNull();
}

function bookOf(trader: Trader) {
  return campaignsOf(
    trader.name,
    trader.steps.map(({ event }) => event),
  );
}

function tell(trader: Trader): readonly string[] {
  const { ended, open } = bookOf(trader);
  return [...ended, ...open].map(({ steps, holdings }) => {
    const held = [...holdings.values()].map(
      ({ qtyNanos, symbol }) => `${formatQuantity(qtyNanos)} ${symbol}`,
    );
    return `${steps.map(({ kind }) => kind).join(" ")}: ${held.join(", ")}`;
  });
}

/** All profits, and what the ledger says of them. */
function checkSum(trader: Trader): void {
  const { ended, open, unattributed } = bookOf(trader);
  const told = sumMicros([...ended, ...open, { figures: unattributed }].map(campaignProfit));
  expect(told).toBe(trader.state.realizedMicros + trader.state.dividendsMicros);
}

const sells = (name: string) => marketOrder("sell", "1", { symbol: name });
const buysSpy = limitOrder("buy", "100 @ 600", { symbol: "SPY" });

describe("a dividend", () => {
  const about = { id: "d1", kind: "cash_dividend", symbol: "SPY" } as const;
  const dividend = fact(about, { exDate: EX, payDate: "2026-12-15", cashMicros: dollars("1.50") });

  test("is the campaign's that holds the stock, and lowers what the shares cost", () => {
    const trader = newTrader();
    trades(trader, sells("SPY-700C"), { "SPY-700C": "1.00" });
    trades(trader, buysSpy, {});
    apply(trader, dividend);
    const [call, stock] = bookOf(trader).open;

    // 100 x 1.50; (60,000 - 150) / 100.
    expect(tell(trader)).toEqual(["opened: -1 SPY261218C00700000", "opened dividend: 100 SPY"]);
    expect([call, stock].map((one) => one && formatDollars(campaignProfit(one)))).toEqual([
      "0",
      "150",
    ]);
    expect(stock && adjustedBasis(stock)?.perShareMicros).toBe(dollars("598.5"));
    checkSum(trader);
  });
});

describe("a split", () => {
  const about = { id: "s1", kind: "forward_split", symbol: "SPY" } as const;
  const split = fact(about, { exDate: EX, newNanos: quantity("2"), oldNanos: quantity("1") });

  test("keeps two campaigns apart, though one's new strike is the other's old one", () => {
    const trader = newTrader();
    trades(trader, sells("SPY-600P"), { "SPY-600P": "5.00" });
    trades(trader, sells("SPY-300P"), { "SPY-300P": "0.50" });
    apply(trader, split);

    expect(tell(trader)).toEqual([
      "opened adjusted: -2 SPY261218P00300000",
      "opened adjusted: -2 SPY261218P00150000",
    ]);
    checkSum(trader);
  });

  test("carries stock and its call on in their campaign", () => {
    const trader = newTrader();
    trades(trader, buysSpy, {});
    trades(trader, sells("SPY-620C"), { "SPY-620C": "4.00" });
    apply(trader, split);
    const [wheel] = bookOf(trader).open;

    expect(tell(trader)).toEqual(["opened added adjusted: 200 SPY, -2 SPY261218C00310000"]);
    // (60,000 - 400) / 200.
    expect(wheel && adjustedBasis(wheel)?.perShareMicros).toBe(dollars("298"));
    checkSum(trader);
  });
});

test("shares that a spin-off brings stay with the campaign", () => {
  const trader = newTrader();
  trades(trader, buysSpy, {});
  const about = { id: "o1", kind: "spin_off", symbol: "SPY" } as const;
  const ratio = {
    newNanos: quantity("1"),
    oldNanos: quantity("4"),
    costShareNanos: quantity("0.2"),
  };
  apply(trader, fact(about, { exDate: EX, other: equity("NEW"), ...ratio }));

  expect(tell(trader)).toEqual(["opened adjusted: 100 SPY, 25 NEW"]);
  checkSum(trader);
});

test("a merger into shares that another campaign holds makes one of the two", () => {
  const trader = newTrader();
  trades(trader, buysSpy, {});
  trades(trader, limitOrder("buy", "10 @ 600", { symbol: "AAPL" }), { AAPL: "600" });
  const about = { id: "m1", kind: "merger", symbol: "SPY" } as const;
  const ratio = { newNanos: quantity("1"), oldNanos: quantity("2") };
  apply(trader, fact(about, { exDate: EX, other: equity("AAPL"), ...ratio }));

  expect(tell(trader)).toEqual(["opened opened adjusted: 60 AAPL"]);
  checkSum(trader);
});

test("a merger for cash ends the campaign with what it paid", () => {
  const trader = newTrader();
  trades(trader, buysSpy, {});
  const about = { id: "m2", kind: "merger", symbol: "SPY" } as const;
  apply(trader, fact(about, { exDate: EX, cashMicros: dollars("650") }));
  const [done] = bookOf(trader).ended;

  expect(tell(trader)).toEqual(["opened adjusted: "]);
  // 100 x (650 - 600).
  expect(done && campaignProfit(done)).toBe(dollars("5000"));
  checkSum(trader);
});
