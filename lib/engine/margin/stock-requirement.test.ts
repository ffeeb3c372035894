/** Stock by its price and leverage, and options by what they are on. Source: FINRA 4210(c), RN 09-53 and 09-65. */
import { describe, expect, test } from "vitest";
import { formatPrice } from "../decimal";
import { account, dollars, equity, quantity, quote, series } from "../testing/builders";
import { marketOf } from "../testing/market";
import { balancesOf } from "./balances";
import { optionRequirement } from "./option-requirement";

const MARKET = marketOf([quote({ symbol: "XYZ", bid: "128.50", ask: "128.50" })]);

describe("short stock by its price", () => {
  test.each([
    // 30% of 10 = 3 is less than 5 a share, from $5.00 on.
    { price: "10", initial: "500", keeps: "500" },
    { price: "5", initial: "500", keeps: "500" },
    // Below: 100%, at least 2.50.
    { price: "4", initial: "400", keeps: "400" },
    { price: "2", initial: "250", keeps: "250" },
    // 50% of 100 to open, 30% to keep.
    { price: "100", initial: "5000", keeps: "3000" },
  ])("100 shares at $price", ({ price, initial, keeps }) => {
    const market = marketOf([quote({ symbol: "XYZ", bid: price, ask: price })]);
    const balances = balancesOf(account({ holds: { XYZ: `-100 @ ${price}` } }), market);

    expect(balances.initialMarginMicros).toBe(dollars(initial));
    expect(balances.maintenanceMarginMicros).toBe(dollars(keeps));
  });
});

describe("what the underlying is", () => {
  const naked = (terms: Parameters<typeof series>[1]) => {
    const holdings = [{ series: series("XYZ-100P", terms), contracts: -1 }];
    const [line] = optionRequirement({ underlying: "XYZ", coverShares: 0, holdings }, "margin", {
      underlyingMicros: dollars("100"),
      premiumOf: () => dollars("2"),
    });
    return formatPrice(line?.amountMicros ?? dollars("0"));
  };

  test("a broad index takes 15%: 2 + 15", () =>
    expect(naked({ broadIndex: true })).toBe("1700.00"));
  test("three times leveraged, 60%: 2 + 60", () => expect(naked({ leverage: 3 })).toBe("6200.00"));
  test("six times, no more than all of it: 2 + 100", () =>
    expect(naked({ leverage: 6 })).toBe("10200.00"));

  test("stock of a 3x ETF keeps 75%, and opens with no less", () => {
    const held = { ...equity("XYZ"), leverage: 3 };
    const state = account({ cash: "0" });
    const position = {
      symbol: "XYZ",
      instrument: held,
      qtyNanos: quantity("100"),
      costMicros: dollars("12850"),
    };
    const balances = balancesOf({ ...state, positions: new Map([["XYZ", position]]) }, MARKET);

    expect(formatPrice(balances.maintenanceMarginMicros)).toBe("9637.50"); // 75% of 12,850
    expect(formatPrice(balances.initialMarginMicros)).toBe("9637.50");
  });
});
