/** Prices of a day from the simulated exchange, asked on the next morning as a late job does. */
import { afterAll, expect, test } from "vitest";
import { addDays, instantOf } from "@/lib/engine/calendar/new-york";
import { simUpstream } from "@/lib/server/market/upstream";
import { readActionPage } from "@/lib/wire/alpaca/action-facts";
import { startExchange } from "../../exchange/server";
import { UpstreamPrices } from "./day-prices";

const silent = { info: () => undefined, error: () => undefined };
const nowMs = instantOf("2026-11-23", 9 * 60 + 31);
const exchange = await startExchange({
  ...{ port: 0, seed: "raxx", log: silent },
  clock: { nowMs: () => nowMs },
});
afterAll(() => exchange.close());
const upstream = simUpstream(`http://127.0.0.1:${exchange.port}`);
let calls = 0;
const counted = { ...upstream, readJson: (path: string) => count(path) };
const prices = new UpstreamPrices(
  async () => counted,
  async () => () => null,
);

function count(path: string): Promise<unknown> {
  calls += 1;
  return upstream.readJson(path);
}

test("a close is the closing auction of its own day, and one call serves all who ask at once", async () => {
  const asked = await Promise.all(
    Array.from({ length: 20 }, () => prices.closes("2026-11-20", ["AAPL", "SPY", "NOSUCH"])),
  );
  const [closes] = asked;
  expect(asked.every((one) => one.size === 2)).toBe(true);
  expect(calls).toBeLessThanOrEqual(2); // the auctions, and bars of what had none
  const query = "symbols=AAPL&timeframe=1Day&start=2026-11-20&end=2026-11-20";
  const bars = (await upstream.readJson(`/v2/stocks/bars?${query}`)) as {
    bars: { AAPL: { c: number }[] };
  };
  expect(Number(closes?.get("AAPL")) / 1e6).toBeCloseTo(bars.bars.AAPL[0]?.c ?? 0, 0);
});

test("an option's closing quote is of the day that was asked about", async () => {
  const page = (await upstream.readJson(
    "/v2/options/contracts?underlying_symbols=SPY&expiration_date=2026-12-18&limit=400",
  )) as { option_contracts: { symbol: string; strike_price: string }[] };
  const near = page.option_contracts.find(({ strike_price }) => strike_price === "660");
  const symbol = near?.symbol ?? "";
  const quote = (await prices.optionQuotes("2026-11-20", [symbol])).get(symbol);
  expect(quote?.bidMicros).toBeGreaterThan(0n);
  expect(quote?.midMicros).toBeGreaterThanOrEqual(quote?.bidMicros ?? 0n);
});

test("what the exchange announces is read as facts of the engine", async () => {
  const today = "2026-11-23";
  const path = `/v1/corporate-actions?start=${today}&end=${addDays(today, 30)}&limit=1000`;
  const { facts, skipped } = readActionPage(await upstream.readJson(path));
  expect(skipped).toEqual([]);
  expect(facts.length).toBeGreaterThan(3);
  expect(new Set(facts.map(({ kind }) => kind))).toEqual(new Set(["cash_dividend"]));
  expect(facts.every(({ exDate }) => exDate !== null && exDate >= today)).toBe(true);
});
