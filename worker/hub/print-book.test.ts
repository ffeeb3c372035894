/** What a book keeps of prints: conditions of the tapes as in last-sale.ts, windows as the engine asks. */
import { describe, expect, test } from "vitest";
import { type FeedTrade, PrintBook } from "./print-book";

/** Friday 2026-11-20 09:30:00.100 in New York. */
const OPEN = Date.UTC(2026, 10, 20, 14, 30, 0, 100);

function trade(over: Partial<FeedTrade> = {}): FeedTrade {
  const about = { symbol: "AAPL", price: 268.12, size: 100, exchange: "Q", tape: "C" } as const;
  return { ...about, conditions: ["@"], atMs: OPEN, ...over };
}

function heard(book: PrintBook) {
  const found: string[] = [];
  book.listen({
    onPrint: (symbol, price) => found.push(`${symbol} ${price}`),
    onAuction: (symbol) => found.push(`auction ${symbol}`),
  });
  return found;
}

test("prints of the book are told in micros; odd lots and prints of the past are not", () => {
  const book = new PrintBook("sim");
  const found = heard(book);
  book.put(trade());
  book.put(trade({ conditions: ["@", "I"], size: 3, price: 1 }));
  book.put(trade({ atMs: OPEN - 1, price: 1 }));
  expect(found).toEqual(["AAPL 268120000"]);
  expect(book.tradesOf("AAPL").map(({ seq }) => seq)).toEqual([1, 2]);
});

test("two minutes are kept, whatever is printed", () => {
  const book = new PrintBook("sim");
  for (let second = 0; second < 1_000; second += 1) {
    book.put(trade({ atMs: OPEN + second * 1_000 }));
  }
  const kept = book.tradesOf("AAPL");
  const last = OPEN + 999_000;
  expect(kept.at(-1)?.atMs).toBe(last);
  expect(kept[0]?.atMs).toBeLessThanOrEqual(last - 60_000);
  expect(kept.length).toBeLessThan(500);
});

describe("the official print", () => {
  test("is of the exchange the stock is listed on, the first of its day, until the next day", () => {
    const book = new PrintBook("sim", () => "Q");
    const found = heard(book);
    book.put(trade({ conditions: ["@", "O"], exchange: "P", price: 267 }));
    expect(book.auctionOf("AAPL", "open", OPEN)).toBeNull();
    book.put(trade({ conditions: ["@", "O"], price: 268, size: 5_000 }));
    book.put(trade({ conditions: ["@", "Q"], price: 269, size: 5_000 }));
    expect(book.auctionOf("AAPL", "open", OPEN)).toMatchObject({
      priceMicros: 268_000_000n,
      sizeNanos: 5_000_000_000_000n,
      exchange: "Q",
    });
    expect(book.auctionOf("AAPL", "close", OPEN)).toBeNull();
    expect(book.auctionOf("AAPL", "open", OPEN + 24 * 3_600_000)).toBeNull();
    expect(found.filter((one) => one === "auction AAPL")).toHaveLength(1);
  });

  test("reaches the web with the last sale", () => {
    const book = new PrintBook("sim");
    book.put(trade({ conditions: ["@", "6"], price: 270 }));
    book.put(trade({ price: 271, atMs: OPEN + 1 }));
    const recent = book.takeChanges().get("AAPL");
    expect(recent?.close?.priceMicros).toBe(270_000_000n);
    expect(recent?.lastSale?.priceMicros).toBe(271_000_000n);
    expect(book.takeChanges().size).toBe(0);
  });
});

test("each print is told once, in order, with the tape's own id or a number of ours", () => {
  const book = new PrintBook("sim");
  const print = { symbol: "SPY", price: 600.5, size: 40, exchange: "V", conditions: ["I"] };
  book.put({ ...print, id: 77, tape: "B", atMs: 1_000 });
  book.put({ ...print, tape: "B", atMs: 2_000 });
  book.put({ ...print, tape: "B", atMs: 500 }); // older than the newest: history
  const told = (id: number, atMs: number) => ["SPY", id, 600_500_000, 40, "V", ["I"], "B", atMs];
  expect(book.takeTrades()).toEqual([told(77, 1_000), told(2, 2_000)]);
  expect(book.takeTrades()).toEqual([]);
});
