import { expect, test } from "vitest";
import { QuoteBook } from "./quote-book";

/** 2026-11-20 09:29:59 and 09:30:00 ET. */
const BEFORE_OPEN = Date.UTC(2026, 10, 20, 14, 29, 59);
const OPEN = Date.UTC(2026, 10, 20, 14, 30);
const AFTER_GAP = 12;

function put(
  book: QuoteBook,
  atMs: number,
  sides: { bid?: number; bidSize?: number; ask?: number } = {},
) {
  const { bid = 10, bidSize = 100, ask = 10.01 } = sides;
  book.put({
    symbol: "F",
    bid,
    bidSize,
    bidExchange: "N",
    ask,
    askSize: 300,
    askExchange: "Q",
    atMs,
  });
  return book.get("F");
}

test("a side keeps the time it was set until its price or size changes", () => {
  const book = new QuoteBook("sim");
  put(book, OPEN);
  const moved = put(book, OPEN + 1_000, { ask: 10.02 });
  expect(moved?.[10]).toBe(OPEN); // bid unchanged
  expect(moved?.[11]).toBe(OPEN + 1_000); // ask moved
  expect(put(book, OPEN + 2_000, { ask: 10.02, bidSize: 200 })?.[10]).toBe(OPEN + 2_000);
});

test("an older quote than the book has is dropped", () => {
  const book = new QuoteBook("sim");
  put(book, OPEN + 1_000, { bid: 11 });
  expect(put(book, OPEN, { bid: 9 })?.[1]).toBe(11_000_000);
});

test("the first quote after the open is a new snapshot, the second is not", () => {
  const book = new QuoteBook("sim");
  put(book, BEFORE_OPEN);
  expect(put(book, OPEN)?.[AFTER_GAP]).toBe(true);
  expect(put(book, OPEN + 250)?.[AFTER_GAP]).toBe(false);
});

test("the first quote after a break of the feed is a new snapshot", () => {
  const book = new QuoteBook("sim");
  put(book, OPEN);
  put(book, OPEN + 250);
  book.markGap();
  expect(put(book, OPEN + 5_000)?.[AFTER_GAP]).toBe(true);
  expect(put(book, OPEN + 5_250)?.[AFTER_GAP]).toBe(false);
});

test("a dropped symbol is told as gone, so that no reader keeps its last price", () => {
  const book = new QuoteBook("sim");
  put(book, OPEN);
  book.takeChanges();
  book.drop("F");
  expect(book.takeChanges()).toEqual({ changed: [], gone: ["F"] });
});
