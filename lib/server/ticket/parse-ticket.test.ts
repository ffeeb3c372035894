import { describe, expect, test } from "vitest";
import { dollars } from "@/lib/engine/testing/builders";
import { parseTicket } from "./parse-ticket";

const STOCK = {
  clientOrderId: "mine",
  timeInForce: "day",
  qty: "10",
  limit: null,
  legs: [{ symbol: "AAPL", side: "sell", ratio: 1 }],
} as const;
const SPREAD = {
  ...STOCK,
  qty: "1",
  legs: [
    { symbol: "SPY261218P00600000", side: "sell", ratio: 1 },
    { symbol: "SPY261218P00595000", side: "buy", ratio: 1 },
  ],
} as const;

function termsOf(ticket: object): unknown {
  const read = parseTicket({ ...STOCK, ...ticket });
  return read.ok ? read.value.terms : read.error;
}

test.each([
  [{ type: "market" }, { type: "market" }],
  [
    { type: "limit", limit: "1.35" },
    { type: "limit", limitMicros: dollars("1.35") },
  ],
  [
    { type: "stop", stop: "96" },
    { type: "stop", stopMicros: dollars("96") },
  ],
  [
    { type: "stop_limit", stop: "96", limit: "95.5" },
    { type: "stop_limit", stopMicros: dollars("96"), limitMicros: dollars("95.5") },
  ],
  [
    { type: "trailing_stop", trail: "0.50" },
    { type: "trailing_stop", trail: { trailMicros: dollars("0.5") } },
  ],
  [
    { type: "trailing_stop", trail: "2.5%" },
    { type: "trailing_stop", trail: { trailBps: 250 } },
  ],
])("%o", (ticket, terms) => {
  expect(termsOf(ticket)).toEqual(terms);
});

test.each([
  [{ type: "limit" }, 'The limit must be a price such as "1.35".'],
  [{ type: "limit", limit: "1e3" }, 'The limit must be a price such as "1.35".'],
  [{ type: "stop" }, 'The stop must be a price such as "1.35".'],
  [{ type: "stop_limit", stop: "NaN", limit: "1" }, 'The stop must be a price such as "1.35".'],
  [
    { type: "trailing_stop", trail: "0.001%" },
    'The trail must be dollars such as "0.50", or a percentage such as "2%".',
  ],
  [{ type: "market", qty: "ten" }, 'Quantity must be a number such as "1".'],
  [{ type: "market", takeProfit: "x" }, 'The profit target must be a price such as "1.35".'],
])("%o is refused in words", (ticket, words) => {
  expect(termsOf(ticket)).toBe(words);
});

describe("exits", () => {
  const groupOf = (ticket: object) => {
    const read = parseTicket({ ...STOCK, type: "market", ...ticket });
    return read.ok ? read.value.group : read.error;
  };

  test("both make a bracket, one of them an oto", () => {
    expect(groupOf({ takeProfit: "110", stopLoss: "95" })).toEqual({
      kind: "bracket",
      takeProfit: { limitMicros: dollars("110") },
      stopLoss: { stopMicros: dollars("95") },
    });
    expect(groupOf({ stopLoss: "95" })).toEqual({
      kind: "oto",
      stopLoss: { stopMicros: dollars("95") },
    });
    expect(groupOf({})).toBeUndefined();
  });

  test("go with one leg", () => {
    expect(groupOf({ ...SPREAD, stopLoss: "1" })).toBe("Exits go with an order of one leg.");
  });
});

test("the net of several legs is signed, a price of one leg is not", () => {
  expect(termsOf({ ...SPREAD, type: "limit", limit: "-1.34" })).toMatchObject({
    limitMicros: dollars("-1.34"),
  });
  expect(termsOf({ type: "limit", limit: "-1.34" })).toBe(
    'The limit must be a price such as "1.35".',
  );
});

test("unknown fields are refused", () => {
  expect(parseTicket({ ...STOCK, type: "market", leverage: 10 }).ok).toBe(false);
});
