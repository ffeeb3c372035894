import { expect, test } from "vitest";
import { formatDollars } from "../decimal";
import { deliverable, dollars, equity, quantity, series } from "../testing/builders";
import { booksOf, type Delta, stockOf } from "./book";

function stock(qty: string, cost?: string, symbol = "XYZ"): Delta {
  const delta = { instrument: equity(symbol), qtyNanos: quantity(qty) };
  return cost === undefined ? delta : { ...delta, costMicros: dollars(cost) };
}

function option(name: string, qty: string, delivers?: string): Delta {
  const terms = delivers === undefined ? {} : { deliverable: deliverable(delivers) };
  return { instrument: series(name, terms), qtyNanos: quantity(qty) };
}

/** "XYZ 100 shares, 100 a contract: XYZ-100C -1", one line a book. */
function written(deltas: readonly Delta[]): readonly string[] {
  return booksOf(deltas).map(({ underlying, coverShares, sharesPerContract, holdings }) => {
    const legs = holdings.map(
      ({ series: { right, strikeMicros }, contracts }) =>
        `${contracts} ${right} ${formatDollars(strikeMicros)}`,
    );
    return `${underlying} ${coverShares} shares, ${sharesPerContract} a contract: ${legs.join(", ")}`;
  });
}

test("a series held and one that an order brings are one holding; what nets to nothing is none", () => {
  expect(written([option("XYZ-100C", "-3"), option("XYZ-100C", "1"), stock("250")])).toEqual([
    "XYZ 250 shares, 100 a contract: -2 call 100",
  ]);
  expect(written([option("XYZ-100C", "-1"), option("XYZ-100C", "1")])).toEqual([]);
});

test("each underlying has its own book and its own stock", () => {
  const deltas = [
    option("XYZ-100C", "-1"),
    option("ABC-50P", "2"),
    stock("100"),
    stock("-7", "70", "ABC"),
  ];
  expect(written(deltas)).toEqual([
    "XYZ 100 shares, 100 a contract: -1 call 100",
    "ABC -7 shares, 100 a contract: 2 put 50",
  ]);
});

// A 3:2 split: XYZ1 delivers 150 shares. Of 280 the standard call takes 100, though it came last; the 180 left
// cover one adjusted call.
test("standard contracts take the stock first, adjusted ones what is left", () => {
  const deltas = [option("XYZ1-60C", "-1", "150 XYZ"), option("XYZ-100C", "-1"), stock("280")];
  expect(written(deltas)).toEqual([
    "XYZ 280 shares, 100 a contract: -1 call 100",
    "XYZ 180 shares, 150 a contract: -1 call 60",
  ]);
});

test("only shorts take stock, and no more of it than there is", () => {
  const adjusted = option("XYZ1-60C", "-1", "150 XYZ");
  const longs = [option("XYZ-100C", "2"), adjusted, stock("280")];
  expect(written(longs)[1]).toBe("XYZ 280 shares, 150 a contract: -1 call 60");
  const many = [option("XYZ-100C", "-4"), adjusted, stock("280")];
  expect(written(many)[1]).toBe("XYZ 0 shares, 150 a contract: -1 call 60");
});

test("short stock is taken the same way, towards zero", () => {
  const deltas = [option("XYZ1-60P", "-1", "150 XYZ"), option("XYZ-100P", "-1"), stock("-280")];
  expect(written(deltas)).toEqual([
    "XYZ -280 shares, 100 a contract: -1 put 100",
    "XYZ -180 shares, 150 a contract: -1 put 60",
  ]);
});

test("what delivers other things never shares a book", () => {
  const deltas = [
    option("XYZ1-60C", "-1", "150 XYZ"),
    option("XYZ2-60C", "1", "100 XYZ + 10 NEW"),
    option("XYZ3-60C", "1", "100 XYZ + 25.00"),
    option("XYZ4-60C", "1", "100 XYZ"),
    option("XYZ5-60C", "-1", "150 XYZ"),
  ];
  const sizes = booksOf(deltas).map(({ holdings }) => holdings.length);
  expect(sizes.sort()).toEqual([1, 1, 1, 2]);
});

test("after a merger for cash no share is delivered, and none covers", () => {
  expect(written([option("XYZ1-60C", "-1", "55.00"), stock("100")])).toEqual([
    "XYZ 100 shares, 0 a contract: -1 call 60",
  ]);
});

test("fractions of a share cover nothing", () => {
  expect(written([option("XYZ-100C", "-1"), stock("99.9")])).toEqual([
    "XYZ 99 shares, 100 a contract: -1 call 100",
  ]);
});

test("stock is netted by symbol, at the average cost of what is held", () => {
  const held = stockOf([
    stock("40", "3600"),
    stock("10"),
    stock("-5", "-250", "ABC"),
    option("XYZ-100C", "1"),
  ]);
  expect([...held.keys()]).toEqual(["XYZ", "ABC"]);
  expect(held.get("XYZ")?.qtyNanos).toBe(quantity("50"));
  // 3,600 / 40; what an order may bring has no cost yet.
  expect(held.get("XYZ")?.paidMicros).toBe(dollars("90"));
  expect(held.get("ABC")?.paidMicros).toBe(dollars("50"));
  expect(stockOf([stock("10")]).get("XYZ")?.paidMicros).toBe(0n);
  expect(stockOf([stock("0", "10")]).get("XYZ")?.paidMicros).toBe(0n);
});
