/** Versions of the working orders, each against a Map that was copied for it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { present } from "../assert";
import { account, limitOrder, quote, spreadOrder, submitted } from "../testing/builders";
import { marketOf } from "../testing/market";
import type { Order } from "./order";
import { OrderMap } from "./order-map";

const MARKET = marketOf([
  quote({ symbol: "AAPL", bid: "10", ask: "10" }),
  quote({ symbol: "XYZ", bid: "100", ask: "100" }),
  quote({ symbol: "XYZ-100P", bid: "2", ask: "2" }),
  quote({ symbol: "XYZ-95P", bid: "1", ask: "1" }),
]);
const DRAFTS = [
  limitOrder("buy", "1 @ 9"),
  limitOrder("buy", "1 @ 90", { symbol: "XYZ" }),
  spreadOrder("1 @ -0.90", "-XYZ-100P +XYZ-95P"),
];
const ORDERS: readonly Order[] = DRAFTS.map(
  (draft) => submitted(account({ cash: "1000000" }), draft, MARKET).order,
);
const IDS = ["a", "b", "c", "d", "e"];

/** What is done to which of the versions there are. */
const aStep = fc.record({
  version: fc.nat(),
  put: fc.boolean(),
  id: fc.constantFrom(...IDS),
  like: fc.nat({ max: ORDERS.length - 1 }),
});

test("every version says what a copy of its own would, whatever was made of it since", () => {
  fc.assert(
    fc.property(fc.array(aStep, { maxLength: 40 }), (steps) => {
      const versions = [{ map: OrderMap.of([]), copy: new Map<string, Order>() }];
      for (const { version, put, id, like } of steps) {
        // Half of the steps go on from the newest.
        const at = version % 2 === 0 ? versions.length - 1 : version % versions.length;
        const from = present(versions[at], "a version is there");
        const order = { ...present(ORDERS[like], "an order is there"), id };
        const copy = new Map(from.copy);
        if (put) copy.set(id, order);
        else copy.delete(id);
        versions.push({
          map: put ? from.map.with(order) : from.map.without(new Set([id])),
          copy,
        });
        for (const one of versions) same(one.map, one.copy);
      }
    }),
  );
});

function same(map: OrderMap, copy: ReadonlyMap<string, Order>): void {
  expect([...map]).toEqual([...copy]);
  expect([map.size, ...map.keys()]).toEqual([copy.size, ...copy.keys()]);
  for (const id of IDS) {
    expect(map.get(id)).toBe(copy.get(id));
    expect(map.has(id)).toBe(copy.has(id));
  }
  const all = [...copy.values()];
  const symbols = new Set<string>();
  map.addSymbols(symbols);
  const legs = all.flatMap((order) => order.legs.map(({ instrument }) => instrument));
  const touched = legs.flatMap((one) =>
    one.kind === "option" ? [one.symbol, one.underlying] : one.symbol,
  );
  expect(symbols).toEqual(new Set(touched));
  for (const symbol of ["AAPL", "XYZ", ...touched]) {
    const wanted = all.filter((order) =>
      order.legs.some((leg) => leg.instrument.symbol === symbol),
    );
    expect(map.inSymbol(symbol)).toEqual(wanted);
  }
  const optioned = all.filter(({ legs }) => legs.some((leg) => leg.instrument.kind === "option"));
  expect(map.withOptions()).toEqual(optioned);
}
