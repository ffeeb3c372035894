/** The policy `alpaca`: the greatest loss of any expiry, and the levels. Source: alpaca-wire.md §2.8, §2.10. */
import { expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import { decide } from "../account/decide";
import { formatPrice } from "../decimal";
import { account, dollars, limitOrder, quote, series, spreadOrder } from "../testing/builders";
import { marketOf } from "../testing/market";
import { maxLossRequirement } from "./max-loss-requirement";

function worst(text: string, shares = 0): string {
  const holdings = text.split(", ").map((item) => {
    const [contracts = "", name = ""] = item.split(" ");
    return { series: series(`XYZ-${name}`), contracts: Number(contracts) };
  });
  const lines = maxLossRequirement(
    { underlying: "XYZ", coverShares: shares, holdings },
    { underlyingMicros: dollars("100"), premiumOf: () => dollars("2") },
  );
  return lines.map((line) => `${line.strategy} ${formatPrice(line.amountMicros)}`).join(", ");
}

test.each([
  { of: "-1 100P", is: "cash_secured_put 10000.00" },
  { of: "-1 100C, +1 110C", is: "max_loss 1000.00" },
  // Wings of 5 and 10: only one side can lose.
  { of: "+1 90P, -1 95P, -1 105C, +1 115C", is: "max_loss 1000.00" },
  // When December ends both spreads can lose, 5 + 10; in January only 10.
  { of: "-1 100P, +1 95P, -1 100P@270115, +1 90P@270115", is: "max_loss 1500.00" },
  { of: "-1 100C, +1 100C@270115", is: "max_loss 0.00" },
  // The long is gone when January's short ends: 2 + 20 a share, as nothing covers it.
  { of: "+1 100C, -1 100C@270115", is: "naked_call 2200.00, long_option 0.00" },
  { of: "-1 105C", shares: 100, is: "covered_call 0.00" },
])("$of: $is", ({ of, shares, is }) => {
  expect(worst(of, shares)).toBe(is);
});

const MARKET = marketOf([
  quote({ symbol: "SPY", bid: "600", ask: "600" }),
  quote({ symbol: "SPY-600P", bid: "9", ask: "9" }),
  quote({ symbol: "SPY-590P", bid: "4", ask: "4" }),
  quote({ symbol: "SPY-610C", bid: "5", ask: "5" }),
]);

function level(optionsLevel: 0 | 1 | 2 | 3, holds = {}): AccountState {
  const state = account({ cash: "100000", holds });
  return { ...state, policy: "alpaca", margin: { ...state.margin, optionsLevel } };
}

const PUT = limitOrder("sell", "1 @ 9", { symbol: "SPY-600P" });
const LONG = limitOrder("buy", "1 @ 9", { symbol: "SPY-600P" });
const CALL = limitOrder("sell", "1 @ 5", { symbol: "SPY-610C" });
const SPREAD = spreadOrder("1 @ -5.00", "-SPY-600P +SPY-590P");
const STRANGLE = spreadOrder("1 @ -14.00", "-SPY-600P -SPY-610C");

test.each([
  { name: "level 0 trades no options", of: level(0), draft: PUT, is: "options_level" },
  { name: "level 1 secures a put with cash", of: level(1), draft: PUT, is: "accepted" },
  {
    name: "level 1 covers a call",
    of: level(1, { SPY: "100 @ 600" }),
    draft: CALL,
    is: "accepted",
  },
  { name: "no level sells a call alone", of: level(3), draft: CALL, is: "insufficient_cover" },
  { name: "level 1 does not buy", of: level(1), draft: LONG, is: "options_level" },
  { name: "level 2 buys", of: level(2), draft: LONG, is: "accepted" },
  { name: "level 2 has no spreads", of: level(2), draft: SPREAD, is: "options_level" },
  { name: "level 3 has spreads", of: level(3), draft: SPREAD, is: "accepted" },
  {
    name: "its shorts are covered in the order",
    of: level(3),
    draft: STRANGLE,
    is: "mleg_uncovered",
  },
  {
    name: "closing takes no level",
    of: level(0, { "SPY-600P": "-1 @ 9" }),
    draft: LONG,
    is: "accepted",
  },
])("$name: $is", ({ of, draft, is }) => {
  const decision = decide(of, { type: "submit_order", draft }, MARKET);
  expect(decision.ok ? "accepted" : decision.error.code).toBe(is);
});

test("an order costs the worst loss of what it leaves, less its credit: 1,000 - 500", () => {
  const decision = decide(level(3), { type: "submit_order", draft: SPREAD }, MARKET);
  const [event] = decision.ok ? decision.value : [];
  expect(event).toMatchObject({ order: { reservedMicros: dollars("500") } });
});
