/** Which orders close so many parts of some positions. */
import { describe, expect, test } from "vitest";
import { formatQuantity } from "../decimal";
import { account, symbolOf } from "../testing/builders";
import { closingDrafts, idsNeeded } from "./closing-drafts";

const IDS = Array.from({ length: 20 }, (_, n) => `id-${n}`);

function positions(holds: { readonly [name: string]: string }) {
  return [...account({ holds }).positions.values()];
}

/** "id-0 mleg 2: id-1 sell 1*SPY-595P sell_to_close, ..." with OCC symbols. */
function drafts(holds: { readonly [name: string]: string }, closed = 1, of = 1): string[] {
  return closingDrafts({ positions: positions(holds), closed, of }, IDS).map((draft) => {
    const legs = draft.legs.map(
      ({ id, side, ratio, instrument, intent }) =>
        `${id} ${side} ${ratio}*${instrument.symbol} ${intent}`,
    );
    return `${draft.id} ${draft.orderClass} ${formatQuantity(draft.qtyNanos)}: ${legs.join(", ")}`;
  });
}

const [P595, P600, C610] = [symbolOf("SPY-595P"), symbolOf("SPY-600P"), symbolOf("SPY-610C")];

describe("one position", () => {
  test.each([
    {
      name: "long stock",
      holds: { SPY: "30" },
      is: "id-0 simple 30: id-0 sell 1*SPY sell_to_close",
    },
    {
      name: "short stock",
      holds: { SPY: "-30" },
      is: "id-0 simple 30: id-0 buy 1*SPY buy_to_close",
    },
    {
      name: "a fraction",
      holds: { SPY: "30.5" },
      is: "id-0 simple 30.5: id-0 sell 1*SPY sell_to_close",
    },
    {
      name: "a short option",
      holds: { "SPY-600P": "-3" },
      is: `id-0 simple 3: id-0 buy 1*${P600} buy_to_close`,
    },
  ])("$name", ({ holds, is }) => {
    expect(drafts(holds)).toEqual([is]);
  });

  test("a third of it", () => {
    expect(drafts({ SPY: "-30" }, 1, 3)).toEqual(["id-0 simple 10: id-0 buy 1*SPY buy_to_close"]);
  });
});

describe("options go together", () => {
  test("a vertical is one order, the lower strike first", () => {
    expect(drafts({ "SPY-600P": "-2", "SPY-595P": "2" })).toEqual([
      `id-0 mleg 2: id-1 sell 1*${P595} sell_to_close, id-2 buy 1*${P600} buy_to_close`,
    ]);
  });

  test("a ratio keeps its ratio", () => {
    expect(drafts({ "SPY-600P": "-4", "SPY-595P": "6" })).toEqual([
      `id-0 mleg 2: id-1 sell 3*${P595} sell_to_close, id-2 buy 2*${P600} buy_to_close`,
    ]);
  });

  test("half of them is half of each", () => {
    expect(drafts({ "SPY-600P": "-4", "SPY-595P": "4" }, 1, 2)).toEqual([
      `id-0 mleg 2: id-1 sell 1*${P595} sell_to_close, id-2 buy 1*${P600} buy_to_close`,
    ]);
  });

  test("calls before puts, and the stock by itself after them", () => {
    expect(drafts({ SPY: "100", "SPY-600P": "-1", "SPY-610C": "-1" })).toEqual([
      `id-0 mleg 1: id-1 buy 1*${C610} buy_to_close, id-2 buy 1*${P600} buy_to_close`,
      "id-3 simple 100: id-3 sell 1*SPY sell_to_close",
    ]);
  });

  test("strikes go by size, not by their digits", () => {
    const [low, high] = [symbolOf("SPY-95P"), symbolOf("SPY-100P")];

    expect(drafts({ "SPY-100P": "-1", "SPY-95P": "1" })).toEqual([
      `id-0 mleg 1: id-1 sell 1*${low} sell_to_close, id-2 buy 1*${high} buy_to_close`,
    ]);
  });

  test("five series are four and one", () => {
    const holds = { "SPY-590P": "1", "SPY-595P": "1", "SPY-600P": "1", "SPY-605P": "1" };
    const made = drafts({ ...holds, "SPY-610P": "1" });

    expect(made.map((text) => text.slice(0, 13))).toEqual(["id-0 mleg 1: ", "id-5 simple 1"]);
    expect(drafts(holds)).toHaveLength(1);
  });
});

test.each([
  { holds: { SPY: "30" }, ids: 2 },
  { holds: { "SPY-600P": "-2", "SPY-595P": "2" }, ids: 3 },
  // An order with its two legs, and one for the stock.
  { holds: { "SPY-600P": "-2", "SPY-595P": "2", SPY: "10" }, ids: 5 },
])("takes $ids ids for $holds", ({ holds, ids }) => {
  expect(idsNeeded(positions(holds))).toBe(ids);
});

test("every order is a market order of the day", () => {
  const [draft] = closingDrafts({ positions: positions({ SPY: "30" }), closed: 1, of: 1 }, IDS);

  expect(draft).toMatchObject({
    clientOrderId: "id-0",
    terms: { type: "market" },
    timeInForce: "day",
  });
  expect(draft?.legs[0]?.clientOrderId).toBe("id-0");
});
