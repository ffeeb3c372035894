/** When nothing has to be paired to know that an order can be carried; the simulation checks it against the funds. */
import { describe, expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import { ZERO_MICROS } from "../money";
import { account, limitOrder, quote, submitted } from "../testing/builders";
import { marketOf } from "../testing/market";
import { isAmple } from "./ample";

/** XYZ at 100; a put at 100 naked takes 2 + 20 = 22 a share. */
const MARKET = marketOf([
  quote({ symbol: "XYZ", bid: "100", ask: "100" }),
  quote({ symbol: "XYZ-100P", bid: "2", ask: "2" }),
  quote({ symbol: "XYZ-95P", bid: "1", ask: "1" }),
]);

const NOTHING = {
  costMicros: ZERO_MICROS,
  stockNotionalMicros: ZERO_MICROS,
  premiumMicros: ZERO_MICROS,
  feesMicros: ZERO_MICROS,
  paidMicros: ZERO_MICROS,
  deltas: [],
};

const ample = (state: AccountState) =>
  isAmple(state, NOTHING, { market: MARKET, basis: "initial" });

describe("a short counts as if nothing covered it", () => {
  const holds = { "XYZ-100P": "-1 @ 2" };

  test.each([
    { name: "2,200 is enough", cash: "2200", holds, expected: true },
    { name: "a cent less is not", cash: "2199.99", holds, expected: false },
    {
      name: "a long that covers it changes nothing",
      cash: "2199.99",
      holds: { ...holds, "XYZ-95P": "1 @ 1" },
      expected: false,
    },
    { name: "stock is half its value", cash: "-500", holds: { XYZ: "10 @ 100" }, expected: true },
    { name: "and no more", cash: "-500.01", holds: { XYZ: "10 @ 100" }, expected: false },
  ])("$name", ({ cash, holds: held, expected }) => {
    expect(ample(account({ cash, holds: held }))).toBe(expected);
  });
});

test("an order that sells one at 2.00 takes 2,200, and what it brings is not counted on", () => {
  const draft = limitOrder("sell", "1 @ 2.00", { symbol: "XYZ-100P" });
  const { state } = submitted(account({ cash: "10000" }), draft, MARKET);
  const withCash = (dollars: bigint) =>
    ample({ ...state, cashMicros: (dollars * 1_000_000n) as AccountState["cashMicros"] });

  expect(withCash(2_200n)).toBe(true);
  expect(withCash(2_199n)).toBe(false);
});

test.each([
  { name: "cash accounts", terms: { kind: "cash" } },
  { name: "the greatest loss of the policy alpaca", terms: { policy: "alpaca" } },
] as const)("it says nothing of $name", ({ terms }) => {
  expect(ample({ ...account({ cash: "1000000" }), ...terms })).toBe(false);
});
