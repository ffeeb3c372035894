import { describe, expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import { formatDollars } from "../decimal";
import { account, dollars, limitOrder, quote, submitted } from "../testing/builders";
import { marketOf } from "../testing/market";
import { balancesOf } from "./balances";

const MARKET = marketOf([
  quote({ symbol: "AAPL", bid: "99.90", ask: "100.10" }),
  quote({ symbol: "AAPL-100P", bid: "1.90", ask: "2.10" }),
  quote({ symbol: "AAPL-95P", bid: "0.90", ask: "1.10" }),
  quote({ symbol: "AAPL-105C", bid: "1.40", ask: "1.60" }),
  quote({ symbol: "AAPL-200C", bid: "0", ask: "0.10" }),
]);

const ROWS = [
  {
    name: "cash alone, on margin",
    of: account({ cash: "10000" }),
    equity: "10000",
    excess: "10000",
    power: "20000",
    initial: "0",
    maintenance: "0",
  },
  {
    name: "cash alone, in a cash account",
    of: account({ kind: "cash", cash: "10000" }),
    equity: "10000",
    excess: "10000",
    power: "10000",
    initial: "0",
    maintenance: "0",
  },
  {
    // 100 x 100 = 10,000 of stock: half is lent, a quarter must stay.
    name: "stock on margin",
    of: account({ cash: "-2000", holds: { AAPL: "100 @ 80" } }),
    equity: "8000",
    excess: "3000",
    power: "6000",
    initial: "5000",
    maintenance: "2500",
  },
  {
    name: "stock in a cash account",
    of: account({ kind: "cash", cash: "500", holds: { AAPL: "100 @ 80" } }),
    equity: "10500",
    excess: "500",
    power: "500",
    initial: "10000",
    maintenance: "10000",
  },
  {
    // 2 a share is worth 200 and lends nothing; below 2,000 of equity nothing is lent at all.
    name: "a long option",
    of: account({ cash: "800", holds: { "AAPL-100P": "1 @ 2" } }),
    equity: "1000",
    excess: "800",
    power: "800",
    initial: "200",
    maintenance: "200",
  },
  {
    // Naked at the money: 2 + 20 = 22 a share, of which the 2 are the debt that equity counts.
    name: "a naked put",
    of: account({ cash: "10000", holds: { "AAPL-100P": "-1 @ 2" } }),
    equity: "9800",
    excess: "7800",
    power: "15600",
    initial: "2000",
    maintenance: "2000",
  },
  {
    // Width 500; worth -200 + 100.
    name: "a put credit spread",
    of: account({ cash: "10000", holds: { "AAPL-100P": "-1 @ 2", "AAPL-95P": "1 @ 1" } }),
    equity: "9900",
    excess: "9500",
    power: "19000",
    initial: "400",
    maintenance: "400",
  },
  {
    // Stock 5,000 / 2,500; the call is covered and worth -150, which equity has already lost.
    name: "a covered call",
    of: account({ cash: "1000", holds: { AAPL: "100 @ 80", "AAPL-105C": "-1 @ 1.50" } }),
    equity: "10850",
    excess: "6000",
    power: "12000",
    initial: "4850",
    maintenance: "2350",
  },
  {
    // Nobody bids: half the ask of 0.10, times 100.
    name: "an option without a bid",
    of: account({ cash: "1000", holds: { "AAPL-200C": "1 @ 0.50" } }),
    equity: "1005",
    excess: "1000",
    power: "1000",
    initial: "5",
    maintenance: "5",
  },
  {
    // No quote: the 100 paid stand in for the value.
    name: "an option without a quote",
    of: account({ cash: "1000", holds: { "AAPL-150C": "1 @ 1" } }),
    equity: "1100",
    excess: "1000",
    power: "1000",
    initial: "100",
    maintenance: "100",
  },
];

test.each(ROWS)("$name", ({ of, name: _, ...expected }) => {
  const balances = balancesOf(of, MARKET);

  expect({
    equity: formatDollars(balances.equityMicros),
    excess: formatDollars(balances.excessMicros),
    power: formatDollars(balances.buyingPowerMicros),
    initial: formatDollars(balances.initialMarginMicros),
    maintenance: formatDollars(balances.maintenanceMarginMicros),
  }).toEqual(expected);
});

describe("what a working order reserves", () => {
  const put = { symbol: "AAPL-100P" };

  test.each([
    // 10 x 99 = 990 of stock: half on margin.
    { name: "stock on margin", of: account(), draft: limitOrder("buy", "10 @ 99"), is: "495" },
    {
      name: "stock in cash",
      of: account({ kind: "cash" }),
      draft: limitOrder("buy", "10 @ 99"),
      is: "990",
    },
    { name: "premium", of: account(), draft: limitOrder("buy", "1 @ 2.10", put), is: "210" },
    // 22 a share at the mark of 2, less the 2.50 asked: 2,200 - 250.
    {
      name: "a naked put less its premium",
      of: account(),
      draft: limitOrder("sell", "1 @ 2.50", put),
      is: "1950",
    },
    {
      name: "a secured put less its premium",
      of: account({ kind: "cash" }),
      draft: limitOrder("sell", "1 @ 2.50", put),
      is: "9750",
    },
    {
      name: "a sale of what is held",
      of: account({ holds: { AAPL: "10 @ 80" } }),
      draft: limitOrder("sell", "10 @ 101"),
      is: "0",
    },
    // Buying back for 150 what holds 2,200 frees more than it costs.
    {
      name: "buying back",
      of: account({ holds: { "AAPL-100P": "-1 @ 2" } }),
      draft: limitOrder("buy", "1 @ 1.50", put),
      is: "0",
    },
    {
      name: "a call on stock that is held",
      of: account({ holds: { AAPL: "100 @ 80" } }),
      draft: limitOrder("sell", "1 @ 1.60", { symbol: "AAPL-105C" }),
      is: "0",
    },
  ])("$name: $is", ({ of, draft, is }) => {
    const { state, order } = submitted(of, draft, MARKET);

    expect(order.reservedMicros).toBe(dollars(is));
    const free = (of: AccountState) => balancesOf(of, MARKET).excessMicros;
    expect(free(of) - free(state)).toBe(dollars(is));
  });
});
