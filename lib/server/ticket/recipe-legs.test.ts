/** Legs of recipes on a small board around SPY at 600; prices are Black-Scholes at 20%, so deltas are known. */
import { describe, expect, test } from "vitest";
import { priceOption } from "@/lib/engine/option/black-scholes";
import { dollars, IN_SESSION_MS, quote, series } from "@/lib/engine/testing/builders";
import { marketOf } from "@/lib/engine/testing/market";
import { StrategyId } from "@/lib/wire/raxx/strategies";
import type { Board } from "./option-board";
import { recipeLegs } from "./recipe-legs";
import { recipeOf } from "./recipes";

const SPOT = 600;
const DATES = { near: "261218", later: "270115" } as const;

function priced(name: string, strike: number, right: "call" | "put", days: number) {
  const timeYears = days / 365;
  const terms = { right, spot: SPOT, strike, timeYears, rate: 0.04, dividendYield: 0 };
  const cents = Math.round(priceOption({ ...terms, volatility: 0.2 }) * 100);
  const text = (value: number) => (value / 100).toFixed(2);
  return quote({ symbol: name, bid: text(cents - 1), ask: text(cents + 1) });
}

/** Strikes five apart near, ten apart later, as listed series are. */
function board(change: Partial<Board> = {}): Board {
  const names = (date: string, step: number) => {
    const strikes = Array.from({ length: 21 }, (_, at) => SPOT + (at - 10) * step);
    return strikes.flatMap((strike) => [`SPY-${strike}C@${date}`, `SPY-${strike}P@${date}`]);
  };
  const [near, later] = [names(DATES.near, 5), names(DATES.later, 10)];
  const quotes = [...near, ...later].map((name) => {
    const { strikeMicros, right, expiryDate } = series(name);
    return priced(name, Number(strikeMicros) / 1e6, right, expiryDate === "2026-12-18" ? 28 : 56);
  });
  return {
    underlying: "SPY",
    spot: dollars("600"),
    near: near.map((name) => series(name)),
    later: later.map((name) => series(name)),
    market: marketOf([quote({ symbol: "SPY", bid: "599.99", ask: "600.01" }), ...quotes]),
    interest: new Map(),
    ...change,
  };
}

function legsOf(strategy: StrategyId, holdsShares = false, on = board()): string[] | null {
  const legs = recipeLegs(on, recipeOf(strategy, holdsShares), { holdsShares });
  return (
    legs?.map(({ side, symbol, ratio }) => {
      const [, date = "", right = "", strike = "0"] =
        /^SPY(\d{6})([CP])(\d{8})$/.exec(symbol) ?? [];
      const name = date === "" ? symbol : `${Number(strike) / 1000}${right}`;
      return `${side === "buy" ? "+" : "-"}${ratio === 1 ? "" : ratio}${name}${date === DATES.later ? "'" : ""}`;
    }) ?? null
  );
}

test("the market of the board is that of the session", () => {
  expect(board().market.nowMs).toBe(IN_SESSION_MS);
});

describe("at 20% and 28 days a fifth of a delta is some 30 dollars out", () => {
  test.each([
    ["put_credit_spread", ["-575P", "+570P"]],
    ["iron_condor", ["-575P", "+570P", "-630C", "+635C"]],
    ["call_debit_spread", ["+600C", "-605C"]],
    ["long_straddle", ["+600C", "+600P"]],
    ["calendar", ["-600C", "+600C'"]],
    ["collar", ["+100SPY", "+575P", "-630C"]],
    ["covered_call", ["+100SPY", "-630C"]],
  ] as const)("%s", (strategy, legs) => expect(legsOf(strategy)).toEqual(legs));
});

test("who holds the shares is offered the call alone, and the wheel turns", () => {
  expect(legsOf("covered_call", true)).toEqual(["-630C"]);
  expect(legsOf("wheel")).toEqual(["-575P"]);
  expect(legsOf("wheel", true)).toEqual(["-630C"]);
});

test("a calendar keeps to strikes that both dates list", () => {
  const odd = board({ spot: dollars("605") });
  // 605 is listed near only; 600 and 610 are as near, the lower one is found first.
  expect(legsOf("calendar", false, odd)).toEqual(["-600C", "+600C'"]);
});

test("an example's sold leg has holders, where that is known", () => {
  const wanted = series("SPY-575P@261218").symbol;
  const held = board({ interest: new Map([[wanted, "99"]]) });
  expect(legsOf("cash_secured_put", false, held)).not.toEqual(["-575P"]);
});

test("nothing is built from nothing", () => {
  expect(legsOf("iron_condor", false, board({ near: [] }))).toBeNull();
  for (const strategy of StrategyId.options) expect(legsOf(strategy)).not.toBeNull();
});
