/** What stays taken, of which showing of a side and of which print. */
import { describe, expect, test } from "vitest";
import { units, ZERO_NANOS } from "../money";
import { quote, trade } from "../testing/builders";
import {
  type Consumptions,
  takenOfPrint,
  takenOfTouch,
  takePrints,
  takeTouch,
} from "./consumption";
import { touchOf } from "./quote";

const NONE: Consumptions = new Map();
const shown = quote({ atMs: 10_000 });
const ask = touchOf(shown, "buy");

describe("a side of a quote", () => {
  const taken = takeTouch(NONE, "AAPL", { touch: ask, totalNanos: units(40) });

  test.each([
    { name: "this showing", touch: ask, is: units(40) },
    { name: "a later showing", touch: { ...ask, setAtMs: 10_001 }, is: ZERO_NANOS },
    { name: "an earlier one is of the past", touch: { ...ask, setAtMs: 9_999 }, is: null },
    { name: "the other side", touch: touchOf(shown, "sell"), is: ZERO_NANOS },
  ])("$name: $is", ({ touch, is }) => {
    expect(takenOfTouch(taken, "AAPL", touch)).toBe(is);
  });

  test("of another symbol is another side", () => {
    expect(takenOfTouch(taken, "MSFT", ask)).toBe(ZERO_NANOS);
  });

  test("a later showing replaces it: one entry for a side", () => {
    const later = { ...ask, setAtMs: 10_001 };
    const both = takeTouch(taken, "AAPL", { touch: later, totalNanos: units(5) });

    expect(both.size).toBe(1);
    expect(takenOfTouch(both, "AAPL", later)).toBe(units(5));
  });
});

describe("a print", () => {
  const print = trade({ atMs: 100_000, seq: 7, size: 30 });
  const part = { trade: print, takenBeforeNanos: units(10), takenNanos: units(15) };

  test("counts what was taken before and now", () => {
    expect(takenOfPrint(takePrints(NONE, [part]), print)).toBe(units(25));
    expect(takenOfPrint(NONE, print)).toBe(ZERO_NANOS);
  });

  test("another print of the same instant is another print", () => {
    expect(takenOfPrint(takePrints(NONE, [part]), { ...print, seq: 8 })).toBe(ZERO_NANOS);
  });

  test("is forgotten when a minute has passed, of its own symbol only, and sides stay", () => {
    const other = { ...part, trade: trade({ symbol: "MSFT", atMs: 100_000 }) };
    const sides = takeTouch(NONE, "AAPL", { touch: ask, totalNanos: units(1) });
    const early = takePrints(takePrints(sides, [part]), [other]);
    const minute = { ...part, trade: { ...print, atMs: 160_000 } };
    const after = takePrints(early, [minute]);

    expect([...after.keys()].sort()).toEqual([
      "AAPL ask",
      "AAPL print 160000 7",
      "MSFT print 100000 1",
    ]);
    expect(takePrints(early, [{ ...part, trade: { ...print, atMs: 159_999 } }]).size).toBe(4);
  });
});
