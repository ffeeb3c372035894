import { Alpaca, TimeFrame } from "@alpacahq/alpaca-trade-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instantOf } from "../../lib/engine/calendar/new-york";
import { type Exchange, startExchange } from "./server";

// Friday 20 November 2026, 11:30:12.345 in New York; the clock runs from there.
const startMs = instantOf("2026-11-20", 690) + 12_345;
const wallStartMs = performance.now();
const clock = { nowMs: () => Math.floor(startMs + performance.now() - wallStartMs) };
const log = { info: () => {}, error: (fields: object) => failures.push(fields) };
const failures: object[] = [];

let exchange: Exchange;
let alpaca: Alpaca;
let base = "";

beforeAll(async () => {
  exchange = await startExchange({ port: 0, clock, seed: "raxx", log });
  base = `http://127.0.0.1:${exchange.port}`;
  const fetchApi: typeof fetch = (input, init) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    return fetch(`${base}${pathname}${search}`, init);
  };
  alpaca = new Alpaca({ keyId: "K", secret: "S", paper: true, fetchApi, rateLimit: false });
});

afterAll(async () => {
  await exchange.close();
  expect(failures).toEqual([]);
});

async function get(path: string, headers = KEYS): Promise<{ status: number; body: string }> {
  const response = await fetch(`${base}${path}`, { headers });
  return { status: response.status, body: await response.text() };
}
const KEYS: Record<string, string> = { "apca-api-key-id": "K", "apca-api-secret-key": "S" };

function within<Value>(promise: Promise<Value>): Promise<Value> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error("nothing came in 5 s")), 5000).unref();
  });
  return Promise.race([promise, late]);
}

describe("the real SDK reads", () => {
  test("latest quotes of several stocks", async () => {
    const { quotes } = await alpaca.marketData.stocks.stockLatestQuotes({ symbols: "SPY,AAPL,F" });
    expect(Object.keys(quotes).sort()).toEqual(["AAPL", "F", "SPY"]);
    expect(quotes.SPY?.ap).toBeGreaterThan(quotes.SPY?.bp ?? 0);
  });

  test("a day of minute bars", async () => {
    const bars = await alpaca.marketData.getStockBars({
      symbols: ["SPY"],
      timeframe: TimeFrame.Minute,
      start: new Date("2026-11-19T14:30:00Z"),
      end: new Date("2026-11-19T20:59:00Z"),
    });
    expect(bars.SPY).toHaveLength(390);
  });

  test("snapshots, as a map without an envelope", async () => {
    const snapshots = await alpaca.marketData.stocks.stockSnapshots({ symbols: "QQQ,MSFT" });
    expect(Object.keys(snapshots).sort()).toEqual(["MSFT", "QQQ"]);
    expect(snapshots.QQQ?.prevDailyBar?.c).toBeGreaterThan(0);
  });

  test("a filtered option chain over several pages, with greeks", async () => {
    const chain = await alpaca.marketData.collectOptionChainBySymbol({
      underlyingSymbol: "SPY",
      expirationDate: new Date("2026-12-18"),
      type: "put",
      limit: 50,
    });
    const symbols = Object.keys(chain);
    expect(symbols.length).toBeGreaterThan(100);
    expect(symbols.every((symbol) => symbol.startsWith("SPY261218P"))).toBe(true);
    const liquid = Object.values(chain).filter(({ greeks }) => greeks !== undefined);
    expect(liquid.length).toBeGreaterThan(50);
    expect(liquid[0]?.impliedVolatility).toBeGreaterThan(0.03);
  });

  test("contracts, assets, clock and calendar", async () => {
    const { assets, clock: clockApi } = alpaca.trading;
    const page = await assets.getOptionsContracts({ underlyingSymbols: "F", limit: 3 });
    expect(page.optionContracts).toHaveLength(3);
    expect(page.nextPageToken).toBeTruthy();
    expect((await assets.getV2AssetsSymbolOrAssetId({ symbolOrAssetId: "SPY" })).name).toContain(
      "S&P",
    );
    const now = await clockApi.legacyClock();
    expect(now.isOpen).toBe(true);
    expect(Math.abs(Number(now.timestamp) - clock.nowMs())).toBeLessThan(1000);
  });
});

describe("the real SDK streams", () => {
  test("stock quotes and trades in msgpack", async () => {
    const url = `ws://127.0.0.1:${exchange.port}/v2/sip`;
    const stream = alpaca.marketData.stockStream({ feed: "sip", url });
    const quote = new Promise<{ symbol?: string; bidPrice?: number; askPrice?: number }>(
      (resolve) => stream.onQuote(resolve),
    );
    const trade = new Promise<{ price: number; timestamp: Date }>((resolve) =>
      stream.onTrade(resolve),
    );
    stream.onConnect(() => {
      stream.subscribeForQuotes(["SPY"]);
      stream.subscribeForTrades(["SPY"]);
    });
    stream.connect();
    expect(await within(quote)).toMatchObject({ symbol: "SPY" });
    const { timestamp } = await within(trade);
    expect(Math.abs(timestamp.getTime() - clock.nowMs())).toBeLessThan(3000);
    stream.disconnect();
  });

  test("option quotes", async () => {
    const { body } = await get(
      "/v2/options/contracts?underlying_symbols=SPY&expiration_date=2026-12-18&strike_price_gte=700&limit=1",
    );
    const symbol = JSON.parse(body).option_contracts[0].symbol;
    const url = `ws://127.0.0.1:${exchange.port}/v1beta1/opra`;
    const stream = alpaca.marketData.optionStream({ feed: "opra", url });
    const quote = new Promise<{ symbol?: string }>((resolve) => stream.onQuote(resolve));
    stream.onConnect(() => stream.subscribeForQuotes([symbol]));
    stream.connect();
    expect((await within(quote)).symbol).toBe(symbol);
    stream.disconnect();
  });
});

describe("errors are Alpaca's", () => {
  test.each([
    { path: "/v2/nothing", status: 404, message: "endpoint not found" },
    {
      path: "/v2/stocks/bars?symbols=SPY&timeframe=7Sec",
      status: 400,
      message: "invalid timeframe: 7Sec",
    },
    { path: "/v2/stocks/quotes/latest", status: 400, message: "symbols is required" },
    { path: "/v2/stocks/NOPE/quotes/latest", status: 404, message: "symbol not found: NOPE" },
    { path: "/v2/assets/NOPE", status: 404, message: "asset not found for NOPE" },
    {
      path: "/v2/stocks/quotes?symbols=SPY&start=yesterday",
      status: 400,
      message: "invalid start: yesterday",
    },
    {
      path: "/v2/stocks/quotes?symbols=SPY&start=2026-02-30",
      status: 400,
      message: "invalid start: 2026-02-30",
    },
    {
      path: "/v2/stocks/quotes?symbols=SPY&limit=0",
      status: 400,
      message: "invalid limit: 0 (1 to 10000)",
    },
  ])("$path is $status", async ({ path, status, message }) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body).message).toBe(message);
  });

  test("without a key nothing is answered", async () => {
    expect(await get("/v2/clock", {})).toEqual({
      status: 401,
      body: '{"message":"unauthorized."}',
    });
  });
});

describe("history", () => {
  const at = "2026-11-20T16:00:00Z";

  test("the last quote at or before an instant is the latest quote of that instant", async () => {
    const path = `/v2/stocks/quotes?symbols=SPY&sort=desc&limit=1&end=${at}`;
    const [quote] = JSON.parse((await get(path)).body).quotes.SPY;
    expect(Date.parse(quote.t)).toBeLessThanOrEqual(Date.parse(at));
    expect(Date.parse(quote.t)).toBeGreaterThan(Date.parse(at) - 2001);
    expect(quote.bp).toBeLessThan(quote.ap);
  });

  test("pages put together are the whole", async () => {
    const path = `/v2/stocks/trades?symbols=SPY,F&start=${at}&end=2026-11-20T16:01:00Z`;
    const whole = JSON.parse((await get(path)).body).trades;
    const parts: Record<string, unknown[]> = {};
    let token: string | null = "";
    while (token !== null) {
      const page = JSON.parse((await get(`${path}&limit=37&page_token=${token}`)).body);
      for (const [symbol, trades] of Object.entries<unknown[]>(page.trades)) {
        parts[symbol] = [...(parts[symbol] ?? []), ...trades];
      }
      token = page.next_page_token;
    }
    expect(parts).toEqual(whole);
  });

  test("the delayed feed is the same market a quarter of an hour ago", async () => {
    const delayed = JSON.parse(
      (await get("/v2/stocks/quotes/latest?symbols=SPY&feed=delayed_sip")).body,
    );
    const ageMs = clock.nowMs() - Date.parse(delayed.quotes.SPY.t);
    expect(ageMs).toBeGreaterThanOrEqual(900_000);
    expect(ageMs).toBeLessThan(903_500);
  });

  test("the future is not told", async () => {
    const path = "/v2/stocks/quotes?symbols=SPY&sort=desc&limit=1&end=2026-11-25";
    const [quote] = JSON.parse((await get(path)).body).quotes.SPY;
    expect(Date.parse(quote.t)).toBeLessThanOrEqual(clock.nowMs());
    const bars = await get(
      "/v2/stocks/bars?symbols=SPY&timeframe=1Day&start=2026-11-18&end=2026-11-25",
    );
    expect(JSON.parse(bars.body).bars.SPY).toHaveLength(3);
  });
});

test("two exchanges of one seed tell the same past, byte for byte; another seed another", async () => {
  const twin = await startExchange({ port: 0, clock, seed: "raxx", log });
  const stranger = await startExchange({ port: 0, clock, seed: "other", log });
  const paths = [
    "/v2/stocks/quotes?symbols=SPY,TSLA&start=2026-11-19T15:00:00Z&end=2026-11-19T15:00:20Z",
    "/v2/stocks/bars?symbols=AAPL&timeframe=1Day&start=2026-10-01&end=2026-11-18",
    "/v2/options/contracts?underlying_symbols=SPY&limit=200",
    "/v1beta1/options/quotes?symbols=SPY261218P00700000&start=2026-11-19T15:00:00Z&end=2026-11-19T15:00:20Z",
  ];
  // Asked in another order, so that no cache can stand in for the function of time.
  const from = async (port: number, path: string) =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { headers: KEYS })).text();
  const mine = new Map<string, string>();
  for (const path of paths) mine.set(path, await from(exchange.port, path));
  for (const path of paths.toReversed()) {
    const text = await from(twin.port, path);
    expect(text).toBe(mine.get(path));
    expect(text.length).toBeGreaterThan(300);
  }
  const [first = ""] = paths;
  expect(await from(stranger.port, first)).not.toBe(mine.get(first));
  await Promise.all([twin.close(), stranger.close()]);
});
