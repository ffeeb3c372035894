/** What does and does not take a campaign up again, and what its figures say at the edges. */
import { describe, expect, test } from "vitest";
import { baselineOf } from "../account/baseline";
import { dollars, limitOrder, marketOrder } from "../testing/builders";
import { assigned, expired, happens, newTrader, trades } from "../testing/hand-trades";
import type { Trader } from "../testing/trader";
import { adjustedBasis, type Campaign, wheelStage } from "./campaign";
import { NO_FIGURES } from "./campaign-figures";
import { campaignsOf } from "./fold-campaigns";

function campaignsOfTrader(trader: Trader): readonly Campaign[] {
  const { ended, open } = campaignsOf(
    trader.name,
    trader.steps.map(({ event }) => event),
  );
  return [...ended, ...open];
}

const kindsOf = (trader: Trader) =>
  campaignsOfTrader(trader).map(({ steps }) => steps.map(({ kind }) => kind).join(" "));

const sells = (name: string) => marketOrder("sell", "1", { symbol: name });
const NEXT = "SPY-620C@270115";

describe("begins another campaign", () => {
  test("a call sold after the shares were called away: the wheel is over", () => {
    const trader = newTrader();
    trades(trader, limitOrder("buy", "100 @ 600", { symbol: "SPY" }), {});
    trades(trader, sells("SPY-605C"), { "SPY-605C": "4.00" });
    happens(trader, assigned("SPY-605C", "2026-12-18"));
    trades(trader, sells(NEXT), { [NEXT]: "3.00" }, "2026-12-21");

    expect(kindsOf(trader)).toEqual(["opened added assigned", "opened"]);
  });

  test("a put sold after one that was bought has expired", () => {
    const trader = newTrader();
    trades(trader, marketOrder("buy", "1", { symbol: "SPY-590P" }), { "SPY-590P": "2.00" });
    happens(trader, { ...expired("SPY-590P", "2026-12-18"), side: "long" });
    const next = "SPY-580P@270115";
    trades(trader, sells(next), { [next]: "3.00" }, "2026-12-21");

    expect(kindsOf(trader)).toEqual(["opened expired", "opened"]);
  });

  test("a put sold again after a reset", () => {
    const trader = newTrader();
    trades(trader, sells("SPY-590P"), { "SPY-590P": "2.00" });
    happens(trader, expired("SPY-590P", "2026-12-18"));
    const [first] = trader.steps;
    if (first?.event.type !== "account_opened") throw new Error("the first event opens");
    happens(trader, { ...first.event, epoch: 2 });
    const next = "SPY-580P@270115";
    trades(trader, sells(next), { [next]: "3.00" }, "2026-12-21");

    expect(kindsOf(trader)).toEqual(["opened expired", "opened"]);
  });
});

describe("short stock", () => {
  test("takes the puts that are sold against it, and is no wheel", () => {
    const trader = newTrader();
    trades(trader, limitOrder("sell", "100 @ 600", { symbol: "SPY" }), {});
    trades(trader, sells("SPY-590P"), { "SPY-590P": "2.00" });
    trades(trader, sells("SPY-620C"), { "SPY-620C": "2.00" });

    expect(kindsOf(trader)).toEqual(["opened added", "opened"]);
    expect(campaignsOfTrader(trader).map(wheelStage)).toEqual([null, null]);
  });
});

test("a call that nothing covers is assigned into a campaign of short stock", () => {
  const trader = newTrader();
  trades(trader, limitOrder("buy", "100 @ 600", { symbol: "SPY" }), {});
  // The first call takes the shares, the second delivers 100 that are not there.
  trades(trader, sells("SPY-605C"), { "SPY-605C": "4.00" });
  trades(trader, sells("SPY-610C"), { "SPY-610C": "3.00" });
  happens(trader, assigned("SPY-605C", "2026-12-18"));
  happens(trader, assigned("SPY-610C", "2026-12-18"));

  expect(kindsOf(trader)).toEqual(["opened added assigned", "opened assigned"]);
});

test("fees raise what the shares cost, dividends and premiums lower it", () => {
  const trader = newTrader();
  trades(trader, limitOrder("buy", "100 @ 600", { symbol: "SPY" }), {});
  const [campaign] = campaignsOfTrader(trader);
  if (campaign === undefined) throw new Error("it holds shares");
  const figures = {
    ...NO_FIGURES,
    debitsMicros: dollars("60000"),
    creditsMicros: dollars("500"),
    feesMicros: dollars("2"),
    dividendsMicros: dollars("150"),
  };

  // (60,000 - 500 + 2 - 150) / 100.
  expect(adjustedBasis({ ...campaign, figures })?.perShareMicros).toBe(dollars("593.52"));
});

test("a log that begins with a baseline begins with what is held and what it cost", () => {
  const trader = newTrader();
  trades(trader, limitOrder("buy", "100 @ 600", { symbol: "SPY" }), {});
  trades(trader, sells("SPY-605C"), { "SPY-605C": "4.00" });
  trades(trader, limitOrder("buy", "10 @ 600", { symbol: "AAPL" }), { AAPL: "600" });
  const { state } = trader;
  const purged = { fromVersion: 1, toVersion: state.version, counts: {}, lastHash: "" };
  const { open } = campaignsOf(trader.name, [baselineOf(state, purged, 0)]);

  // 10 x 600 of AAPL; 100 x 600 less the 400 of the call.
  expect(open.map(({ underlying, figures }) => [underlying, figures])).toEqual([
    ["AAPL", { ...NO_FIGURES, debitsMicros: dollars("6000") }],
    ["SPY", { ...NO_FIGURES, debitsMicros: dollars("59600") }],
  ]);
});
