/** Stories of a campaign, with the money by hand. */
import { describe, expect, test } from "vitest";
import { formatDollars } from "../decimal";
import { dollars, limitOrder, marketOrder, spreadOrder } from "../testing/builders";
import { assigned, expired, happens, newTrader, trades } from "../testing/hand-trades";
import type { Trader } from "../testing/trader";
import { adjustedBasis, type Campaign, campaignProfit, wheelStage } from "./campaign";
import { campaignsOf } from "./fold-campaigns";

function bookOf(trader: Trader) {
  return campaignsOf(
    trader.name,
    trader.steps.map(({ event }) => event),
  );
}

/** "SPY opened rolled: 200 of 600.00 in, 400.00 out". */
function told({ underlying, steps, figures, closedAtMs }: Campaign): string {
  const { creditsMicros, debitsMicros } = figures;
  const done = closedAtMs === null ? "open" : "ended";
  const kinds = steps.map(({ kind }) => kind).join(" ");
  return `${underlying} ${kinds} (${done}): ${formatDollars(creditsMicros)} in, ${formatDollars(debitsMicros)} out`;
}

function tell(trader: Trader): readonly string[] {
  const { ended, open } = bookOf(trader);
  return [...ended, ...open].map(told);
}

describe("the wheel is one campaign", () => {
  const trader = newTrader();
  const now = () => {
    const [campaign] = bookOf(trader).open;
    if (campaign === undefined) throw new Error("the wheel turns");
    const basis = adjustedBasis(campaign);
    return {
      stage: wheelStage(campaign),
      profit: formatDollars(campaignProfit(campaign)),
      basis: basis === null ? null : formatDollars(basis.perShareMicros),
    };
  };

  test("a put is sold for 5.00", () => {
    trades(trader, marketOrder("sell", "1", { symbol: "SPY-600P" }), { "SPY-600P": "5.00" });

    expect(now()).toEqual({ stage: "cash-secured put", profit: "0", basis: null });
  });

  test("and rolled down and out for 1.00: bought back at 7.00, 2.00 lost on it", () => {
    const prices = { "SPY-600P": "7.00", "SPY-595P@270115": "8.00" };
    trades(trader, spreadOrder("1", "+SPY-600P -SPY-595P@270115"), prices, "2026-12-18");

    expect(now()).toEqual({ stage: "cash-secured put", profit: "-200", basis: null });
  });

  test("assignment brings 100 shares at 595, and the premium of 8.00", () => {
    happens(trader, assigned("SPY-595P@270115", "2027-01-15"));

    // Profit 800 - 200; basis (59,500 - 500 - 100) / 100.
    expect(now()).toEqual({ stage: "assigned stock", profit: "600", basis: "589" });
  });

  test("a call is sold against them for 4.00", () => {
    const order = marketOrder("sell", "1", { symbol: "SPY-605C@270219" });
    trades(trader, order, { "SPY-605C@270219": "4.00" }, "2027-01-19");

    // (59,500 - 500 - 100 - 400) / 100.
    expect(now()).toEqual({ stage: "covered call", profit: "600", basis: "585" });
  });

  test("called away at 605, all of it adds up to the ledger", () => {
    happens(trader, assigned("SPY-605C@270219", "2027-02-19"));
    const { open, ended } = bookOf(trader);

    // 600 + 400 of the call + 100 x (605 - 595); in: 500 + 100 + 400 + 60,500, out: 59,500.
    expect(open).toEqual([]);
    expect(ended.map(told)).toEqual([
      "SPY opened rolled assigned added assigned (ended): 61500 in, 59500 out",
    ]);
    expect(ended.map(campaignProfit)).toEqual([dollars("2000")]);
    expect(trader.state.realizedMicros).toBe(dollars("2000"));
  });
});

describe("what belongs together", () => {
  const sellPut = marketOrder("sell", "1", { symbol: "SPY-600P" });
  const nextPut = marketOrder("sell", "1", { symbol: "SPY-595P@270115" });

  test.each([
    { name: "Monday after the Friday of expiry", on: "2026-12-21", campaigns: 1 },
    { name: "four days after", on: "2026-12-22", campaigns: 1 },
    { name: "five days after", on: "2026-12-23", campaigns: 2 },
  ])("a put sold again $name: $campaigns", ({ on, campaigns }) => {
    const trader = newTrader();
    trades(trader, sellPut, { "SPY-600P": "5.00" });
    happens(trader, expired("SPY-600P", "2026-12-18"));
    trades(trader, nextPut, { "SPY-595P@270115": "6.00" }, on);

    expect(tell(trader)).toHaveLength(campaigns);
  });

  test("a call sold after a put expired is no roll of it", () => {
    const trader = newTrader();
    trades(trader, sellPut, { "SPY-600P": "5.00" });
    happens(trader, expired("SPY-600P", "2026-12-18"));
    const call = marketOrder("sell", "1", { symbol: "SPY-620C@270115" });
    trades(trader, call, { "SPY-620C@270115": "6.00" }, "2026-12-21");

    expect(tell(trader)).toEqual([
      "SPY opened expired (ended): 500 in, 0 out",
      "SPY opened (open): 600 in, 0 out",
    ]);
  });

  test("orders that have nothing to do with each other", () => {
    const trader = newTrader();
    const condor = "+SPY-590P -SPY-595P -SPY-605C +SPY-610C";
    const wings = { "SPY-590P": "1", "SPY-595P": "2", "SPY-605C": "2", "SPY-610C": "1" };
    trades(trader, spreadOrder("1", condor), wings);
    trades(trader, nextPut, { "SPY-595P@270115": "6.00" });

    expect(tell(trader)).toEqual([
      "SPY opened (open): 200 in, 0 out",
      "SPY opened (open): 600 in, 0 out",
    ]);
  });

  test("an iron condor over shares is not written on them, a second call is one too many", () => {
    const trader = newTrader();
    trades(trader, limitOrder("buy", "100 @ 600", { symbol: "SPY" }), {});
    const condor = "+SPY-590P -SPY-595P -SPY-605C +SPY-610C";
    const wings = { "SPY-590P": "1", "SPY-595P": "2", "SPY-605C": "2", "SPY-610C": "1" };
    trades(trader, spreadOrder("1", condor), wings);
    const call = (name: string) => marketOrder("sell", "1", { symbol: name });
    trades(trader, call("SPY-620C"), { "SPY-620C": "1" });
    trades(trader, call("SPY-630C"), { "SPY-630C": "1" });

    expect(tell(trader)).toEqual([
      "SPY opened added (open): 100 in, 60000 out",
      "SPY opened (open): 200 in, 0 out",
      "SPY opened (open): 100 in, 0 out",
    ]);
  });

  test("a put bought to protect shares", () => {
    const trader = newTrader();
    trades(trader, limitOrder("buy", "100 @ 600", { symbol: "SPY" }), {});
    trades(trader, marketOrder("buy", "1", { symbol: "SPY-590P" }), { "SPY-590P": "3" });

    expect(tell(trader)).toEqual(["SPY opened added (open): 0 in, 60300 out"]);
  });

  test("two campaigns that one order closes into another go on as one, the older", () => {
    const trader = newTrader();
    trades(trader, sellPut, { "SPY-600P": "5.00" });
    trades(trader, marketOrder("sell", "1", { symbol: "SPY-620C" }), { "SPY-620C": "2.00" });
    const roll = "+SPY-600P +SPY-620C -SPY-590P@270115";
    const prices = { "SPY-600P": "4.00", "SPY-620C": "1.00", "SPY-590P@270115": "7.00" };
    trades(trader, spreadOrder("1", roll), prices);

    expect(tell(trader)).toEqual(["SPY opened opened rolled (open): 900 in, 0 out"]);
    // 1.00 made on each of the two.
    expect(bookOf(trader).open.map(campaignProfit)).toEqual([dollars("200")]);
  });

  test("sold beyond flat in one order", () => {
    const trader = newTrader();
    trades(trader, marketOrder("buy", "1", { symbol: "SPY-600P" }), { "SPY-600P": "5.00" });
    trades(trader, marketOrder("buy", "2", { symbol: "SPY-600P" }), { "SPY-600P": "5.00" });
    trades(trader, marketOrder("sell", "1", { symbol: "SPY-600P" }), { "SPY-600P": "6.00" });
    trades(trader, marketOrder("sell", "2", { symbol: "SPY-600P" }), { "SPY-600P": "6.00" });

    expect(tell(trader)).toEqual(["SPY opened added reduced closed (ended): 1800 in, 1500 out"]);
  });
});

test("a reset ends what was held, without a trade", () => {
  const trader = newTrader();
  trades(trader, marketOrder("sell", "1", { symbol: "SPY-600P" }), { "SPY-600P": "5.00" });
  const [opened] = trader.steps;
  if (opened?.event.type !== "account_opened") throw new Error("the first event opens");
  happens(trader, { ...opened.event, epoch: 2 });
  const { epoch, open, ended } = bookOf(trader);

  expect({ epoch, open }).toEqual({ epoch: 2, open: [] });
  expect(ended.map(({ id, holdings }) => [id, holdings.size])).toEqual([["1.3.SPY", 0]]);
});
