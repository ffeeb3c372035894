import { expect, it } from "vitest";
import type { ClockView, DeskView, QuoteView } from "@/lib/wire/raxx/desk";
import type { DeskNews } from "@/lib/wire/raxx/stream";
import { EMPTY_FRAME, mergeMessage } from "./desk-frame";

const clock = { marketAtMs: 1, phase: "core", feedAlive: true } as ClockView;
const quote = (symbol: string, bid: string) => ({ symbol, bid }) as QuoteView;
const desk = (eventId: string) => ({ eventId, clock }) as DeskView;
const news = (text: string) => ({ kind: "filled", text }) as DeskNews;

it("keeps the last quote of each symbol", () => {
  const first = mergeMessage(EMPTY_FRAME, {
    type: "quotes",
    clock,
    quotes: [quote("SPY", "1"), quote("QQQ", "2")],
  });
  const both = mergeMessage(first, { type: "quotes", clock, quotes: [quote("SPY", "3")] });
  expect(both.quotes).toEqual({ SPY: quote("SPY", "3"), QQQ: quote("QQQ", "2") });
});

it("loses no news between two paints", () => {
  const first = mergeMessage(EMPTY_FRAME, { type: "desk", desk: desk("1"), news: [news("a")] });
  const second = mergeMessage(first, { type: "desk", desk: desk("2"), news: [news("b")] });
  expect(second.desk?.eventId).toBe("2");
  expect(second.news.map((item) => item.text)).toEqual(["a", "b"]);
});

it("drops worth that is older than the desk", () => {
  const worth = { account: {}, positions: [] } as unknown as Pick<
    DeskView,
    "account" | "positions"
  >;
  const first = mergeMessage(EMPTY_FRAME, { type: "worth", ...worth });
  expect(mergeMessage(first, { type: "desk", desk: desk("2"), news: [] }).worth).toBeNull();
});
