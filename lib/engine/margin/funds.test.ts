/** What may be spent, by hand: Reg T overnight, four times maintenance in the core session, nothing borrowed below $2,000. */
import { describe, expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import { instantOf } from "../calendar/new-york";
import { formatDollars } from "../decimal";
import { account, dollars, IN_SESSION_MS, limitOrder, quote, submitted } from "../testing/builders";
import { marketOf } from "../testing/market";
import { basisNow, fundsOf } from "./funds";

const BEFORE_OPEN_MS = instantOf("2026-11-20", 8 * 60);
const QUOTES = [quote({ symbol: "AAPL", bid: "100", ask: "100" })];
const CORE = marketOf(QUOTES, { nowMs: IN_SESSION_MS });
const EARLY = marketOf(QUOTES, { nowMs: BEFORE_OPEN_MS });

function fourTimes(state: AccountState): AccountState {
  return { ...state, margin: { ...state.margin, maxMultiplier: 4 } };
}

function text(state: AccountState, market = CORE): string {
  const funds = fundsOf(state, market);
  const { multiplier, basis } = funds;
  const amounts = [
    ["excess", funds.excessMicros],
    ["power", funds.buyingPowerMicros],
    ["regt", funds.regtBuyingPowerMicros],
    ["options", funds.optionsBuyingPowerMicros],
    ["reserved", funds.reservedMicros],
  ] as const;
  const words = amounts.map(([name, amount]) => `${name} ${formatDollars(amount)}`);
  return [`${multiplier}x ${basis}`, ...words].join(", ");
}

const CASH = account({ cash: "10000" });
// 10,000 of cash and 10,000 of stock: half of the stock is required to open, a quarter to keep.
const STOCK = account({ cash: "10000", holds: { AAPL: "100 @ 100" } });

describe("at most twice", () => {
  test("cash counts double for stock, once for options", () => {
    expect(text(CASH)).toBe(
      "2x initial, excess 10000, power 20000, regt 20000, options 10000, reserved 0",
    );
  });

  test("stock takes its half", () => {
    expect(text(STOCK)).toBe(
      "2x initial, excess 15000, power 30000, regt 30000, options 15000, reserved 0",
    );
  });

  test("nothing is borrowed in a cash account", () => {
    expect(text(account({ kind: "cash", cash: "10000" }))).toBe(
      "1x unlevered, excess 10000, power 10000, regt 10000, options 10000, reserved 0",
    );
  });

  test("nor below $2,000 of equity, and from there on it is", () => {
    expect(text(account({ cash: "1999.99" }))).toBe(
      "1x unlevered, excess 1999.99, power 1999.99, regt 1999.99, options 1999.99, reserved 0",
    );
    expect(text(account({ cash: "2000" }))).toBe(
      "2x initial, excess 2000, power 4000, regt 4000, options 2000, reserved 0",
    );
  });

  test("stock that cannot be borrowed against is required whole", () => {
    // Equity of 1,500: 10 shares at 100 are paid, 500 is left.
    expect(text(account({ cash: "500", holds: { AAPL: "10 @ 100" } }))).toBe(
      "1x unlevered, excess 500, power 500, regt 500, options 500, reserved 0",
    );
  });
});

describe("four times in the core session", () => {
  test("what is left over maintenance counts fourfold", () => {
    expect(text(fourTimes(CASH))).toBe(
      "4x maintenance, excess 10000, power 40000, regt 20000, options 10000, reserved 0",
    );
    // 20,000 less a quarter of 10,000, times four; overnight half of it is required.
    expect(text(fourTimes(STOCK))).toBe(
      "4x maintenance, excess 17500, power 70000, regt 30000, options 15000, reserved 0",
    );
  });

  test("working orders hold what they would take to keep", () => {
    const draft = limitOrder("buy", "100 @ 100", { symbol: "AAPL", id: "rests" });
    const resting = { ...draft, terms: { type: "limit" as const, limitMicros: dollars("99") } };
    const { state } = submitted(fourTimes(CASH), resting, CORE);
    // A quarter of 9,900 at its limit while the session runs, half of it overnight.
    expect(text(state)).toBe(
      "4x maintenance, excess 7525, power 30100, regt 10100, options 5050, reserved 2475",
    );
    expect(text(state, EARLY)).toBe(
      "4x initial, excess 5050, power 10100, regt 10100, options 5050, reserved 4950",
    );
  });

  test("before the open it is twice, at initial rates", () => {
    expect(text(fourTimes(STOCK), EARLY)).toBe(
      "4x initial, excess 15000, power 30000, regt 30000, options 15000, reserved 0",
    );
  });

  test("an account with nothing left has nothing, whatever its multiple", () => {
    // 10,000 of stock on 8,000 of debt: 2,000 of equity, 5,000 to open, 2,500 to keep.
    const state = fourTimes(account({ cash: "-8000", holds: { AAPL: "100 @ 100" } }));
    expect(text(state)).toBe("4x initial, excess -3000, power 0, regt 0, options 0, reserved 0");
  });
});

describe("the rates of an order, without the funds", () => {
  const basis = (state: AccountState, market = CORE, equity = "10000") =>
    basisNow(state, market, dollars(equity));

  test("are known but in the core session of a 4x account", () => {
    expect(basis(fourTimes(CASH))).toBeNull();
    expect(basis(fourTimes(CASH), EARLY)).toBe("initial");
    expect(basis(CASH)).toBe("initial");
    expect(basis(CASH, EARLY)).toBe("initial");
  });

  test("are unlevered where nothing is borrowed", () => {
    expect(basis(account({ kind: "cash", cash: "10000" }))).toBe("unlevered");
    expect(basis(fourTimes(CASH), CORE, "1999.99")).toBe("unlevered");
    expect(basis(fourTimes(CASH), EARLY, "1999.99")).toBe("unlevered");
    expect(basis(CASH, CORE, "2000")).toBe("initial");
  });
});
