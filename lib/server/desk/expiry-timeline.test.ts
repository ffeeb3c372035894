/** Both sides of a settlement and their net, by hand. */
import { expect, test } from "vitest";
import type { Position } from "@/lib/engine/account/account-state";
import { nanos, units, ZERO_MICROS } from "@/lib/engine/money";
import { call } from "../testing/drafts";
import { FakeMarket } from "../testing/fake-market";
import { settlementsOf } from "./expiry-timeline";

const market = new FakeMarket();
const put = (underlying: string, strike: number) => {
  const { symbol, ...series } = call(underlying, strike);
  return { ...series, symbol: symbol.replace(/C(?=\d{8}$)/, "P"), right: "put" as const };
};

async function settle(positions: readonly (readonly [Position["instrument"], number])[]) {
  const view = await market.view("real_time");
  const held = positions.map(
    ([instrument, count]): Position => ({
      ...{ symbol: instrument.symbol, instrument, costMicros: ZERO_MICROS },
      qtyNanos: count < 0 ? nanos(-units(-count)) : units(count),
    }),
  );
  return settlementsOf(held, view).map(({ legs, netShares, netCash, underlying }) => ({
    underlying,
    legs: legs.map(({ outcome, shares, cash }) => `${outcome} ${shares} ${cash}`),
    net: `${netShares} ${netCash}`,
  }));
}

test("a put spread that is wholly in the money costs its width, whatever each side looks like", async () => {
  market.quoteBoth("AAPL", { bid: "90", ask: "90" });
  expect(
    await settle([
      [put("AAPL", 100), -1],
      [put("AAPL", 95), 1],
    ]),
  ).toEqual([
    {
      underlying: "AAPL",
      legs: ["assigned 100 -10000", "exercised -100 9500"],
      net: "0 -500",
    },
  ]);
});

test("between the strikes only the short side settles; above both nothing does", async () => {
  market.quoteBoth("AAPL", { bid: "97", ask: "97" });
  const spread = [
    [put("AAPL", 100), -2],
    [put("AAPL", 95), 2],
  ] as const;
  expect(await settle(spread)).toMatchObject([
    { legs: ["assigned 200 -20000", "expires 0 0"], net: "200 -20000" },
  ]);
  market.quoteBoth("AAPL", { bid: "100", ask: "100" });
  expect(await settle(spread)).toMatchObject([{ net: "0 0" }]);
});

test("a short call delivers shares, a long one receives them; stock beside them is no settlement", async () => {
  market.quoteBoth("AAPL", { bid: "110", ask: "110" });
  const stock = { kind: "equity", symbol: "AAPL", marginable: true } as const;
  expect(
    await settle([
      [call("AAPL", 100), -1],
      [stock, 100],
    ]),
  ).toMatchObject([{ legs: ["assigned -100 10000"], net: "-100 10000" }]);
  expect(await settle([[call("AAPL", 105), 1]])).toMatchObject([
    { legs: ["exercised 100 -10500"] },
  ]);
});
