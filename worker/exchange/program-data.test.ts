/** The real Alpaca SDK reads market data through our handlers, and what they answer keeps to alpaca-wire.md §5. */
import { TimeFrame } from "@alpacahq/alpaca-trade-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DELAY_MS } from "@/lib/server/market/market-clock";
import { type DataSite, NOW_MS, startDataSite } from "../testing/data-site";

const PUT = "SPY261218P00640000";
const DELAYED_MS = NOW_MS - DELAY_MS;

let pro: DataSite;
let free: DataSite;

beforeAll(async () => {
  pro = await startDataSite("pro_plus");
  free = await startDataSite("free");
});

afterAll(async () => {
  await Promise.all([pro.close(), free.close()]);
  expect([...pro.fake.logged, ...free.fake.logged]).toEqual([]);
});

describe("the real SDK reads", () => {
  test("history of several stocks and of one: bars, quotes, trades, auctions", async () => {
    const { marketData } = pro.alpaca;
    const range = {
      start: new Date("2026-11-19T15:00:00Z"),
      end: new Date("2026-11-19T15:01:59Z"),
    };
    const bars = await marketData.getStockBars({
      symbols: ["SPY", "AAPL"],
      timeframe: TimeFrame.Minute,
      ...range,
    });
    expect(bars.SPY).toHaveLength(2);
    expect(bars.AAPL).toHaveLength(2);
    const one = await marketData.stocks.stockBarSingle({
      symbol: "SPY",
      timeframe: "1Min",
      ...range,
    });
    expect(one.bars).toHaveLength(2);
    const trades = await marketData.getStockTrades({ symbols: ["SPY"], ...range });
    expect(trades.SPY?.length).toBeGreaterThan(10);
    const quotes = await marketData.stocks.stockQuoteSingle({ symbol: "SPY", limit: 3, ...range });
    expect(quotes.quotes).toHaveLength(3);
    const day = { start: new Date("2026-11-18"), end: new Date("2026-11-19") };
    const { auctions } = await marketData.stocks.stockAuctions({ symbols: "AAPL", ...day });
    expect(auctions.AAPL?.at(-1)?.c).toHaveLength(1);
  });

  test("the latest of stocks, and their snapshots in both forms", async () => {
    const { stocks } = pro.alpaca.marketData;
    const { quotes } = await stocks.stockLatestQuotes({ symbols: "SPY,AAPL,NOSUCH" });
    expect(Object.keys(quotes).sort()).toEqual(["AAPL", "SPY"]);
    const { quote } = await stocks.stockLatestQuoteSingle({ symbol: "SPY" });
    expect(quote).toEqual(quotes.SPY && { ...quotes.SPY, t: new Date(quotes.SPY.t) });
    const { trade } = await stocks.stockLatestTradeSingle({ symbol: "SPY" });
    expect(trade.p).toBeGreaterThan(0);
    const { bars } = await stocks.stockLatestBars({ symbols: "QQQ" });
    expect(bars.QQQ?.n).toBeGreaterThan(0);
    const snapshots = await stocks.stockSnapshots({ symbols: "QQQ,MSFT" });
    expect(Object.keys(snapshots).sort()).toEqual(["MSFT", "QQQ"]);
    const single = await stocks.stockSnapshotSingle({ symbol: "MSFT" });
    expect(single.prevDailyBar?.c).toBe(snapshots.MSFT?.prevDailyBar?.c);
  });

  test("options: bars, trades, latest, snapshots and a chain in pages, with greeks", async () => {
    const { marketData } = pro.alpaca;
    const { options } = marketData;
    const { quotes } = await options.optionLatestQuotes({ symbols: PUT });
    expect(quotes[PUT]?.ap).toBeGreaterThan(quotes[PUT]?.bp ?? 0);
    await options.optionLatestTrades({ symbols: PUT });
    const day = { start: new Date("2026-11-19"), end: new Date("2026-11-20") };
    const { bars } = await options.optionBars({ symbols: PUT, timeframe: "1Day", ...day });
    expect(bars[PUT]).toHaveLength(1);
    const chain = await marketData.collectOptionChainBySymbol({
      underlyingSymbol: "SPY",
      expirationDate: new Date("2026-12-18"),
      type: "put",
      limit: 40,
    });
    const symbols = Object.keys(chain);
    expect(symbols.length).toBeGreaterThan(80);
    expect(symbols).toEqual([...symbols].sort());
    const { snapshots } = await options.optionSnapshots({ symbols: PUT });
    const { greeks, impliedVolatility } = snapshots[PUT] ?? {};
    expect(impliedVolatility).toBeGreaterThan(0.03);
    expect(greeks?.delta).toBeLessThan(0);
    expect(chain[PUT]?.greeks).toEqual(greeks);
  });

  test("codes, corporate actions, news and the screener", async () => {
    const { marketData } = pro.alpaca;
    expect((await marketData.stocks.stockMetaExchanges()).V).toBe("IEX");
    expect((await marketData.options.optionMetaExchanges()).C).toContain("Cboe");
    const tape = { ticktype: "trade", tape: "C" } as const;
    expect((await marketData.stocks.stockMetaConditions(tape))["@"]).toBe("Regular Sale");
    const actions = await marketData.corporateActions.corporateActions({ symbols: "SPY" });
    expect(actions.corporateActions.cashDividends).toEqual([]);
    expect((await marketData.news.news({ symbols: "SPY" })).news).toEqual([]);
    const { mostActives } = await marketData.screener.mostActives({ top: 3 });
    expect(mostActives).toHaveLength(3);
    const [first, second] = mostActives.map(({ volume }) => volume);
    expect(first).toBeGreaterThanOrEqual(second ?? 0);
    const movers = await marketData.screener.movers({ marketType: "stocks", top: 2 });
    expect(movers.gainers.length + movers.losers.length).toBeGreaterThan(0);
  });
});

describe("the delayed world", () => {
  const feeds = ["", "&feed=iex", "&feed=delayed_sip"];

  test.each(feeds)("latest of stocks%s are a quarter of an hour old", async (feed) => {
    for (const kind of ["quotes", "trades", "bars"]) {
      const { body, headers } = await free.get(`/v2/stocks/${kind}/latest?symbols=SPY${feed}`);
      const at = Date.parse((body as Latest)[kind]?.SPY?.t ?? "");
      expect(at).toBeLessThanOrEqual(DELAYED_MS);
      expect(at).toBeGreaterThan(DELAYED_MS - 120_000);
      expect(headers.get("x-data-feed")).toBe("delayed");
    }
  });

  test("snapshots of stocks and options know nothing of the last quarter of an hour", async () => {
    const stock = await free.get("/v2/stocks/snapshots?symbols=SPY");
    const option = await free.get(`/v1beta1/options/snapshots?symbols=${PUT}`);
    const chain = await free.get("/v1beta1/options/snapshots/SPY?limit=20&type=put");
    const times = [stock, option, chain].flatMap(({ body }) =>
      [...JSON.stringify(body).matchAll(/"t":"([^"]+)"/g)].map(([, t = ""]) => Date.parse(t)),
    );
    expect(times.length).toBeGreaterThan(20);
    expect(Math.max(...times)).toBeLessThanOrEqual(DELAYED_MS);
  });

  test("history without an end ends there, and a bar that is not over there is not told", async () => {
    const bars = await free.get("/v2/stocks/bars?symbols=SPY&timeframe=5Min&start=2026-11-20");
    const list = (bars.body as { bars: { SPY: { t: string }[] } }).bars.SPY;
    expect(Date.parse(list.at(-1)?.t ?? "") + 300_000).toBeLessThanOrEqual(DELAYED_MS);
    const days = await free.get("/v2/stocks/SPY/bars?timeframe=1Day&start=2026-11-19");
    expect((days.body as { bars: { t: string }[] }).bars.map(({ t }) => t)).toEqual([
      "2026-11-19T05:00:00.000Z",
    ]);
    const trades = await free.get("/v2/stocks/SPY/trades?start=2026-11-20T16:14:00Z&limit=10000");
    const prints = (trades.body as { trades: { t: string }[] }).trades;
    expect(Date.parse(prints.at(-1)?.t ?? "")).toBeLessThanOrEqual(DELAYED_MS);
  });

  const refused = {
    code: 42210000,
    message: expect.stringContaining("subscription does not permit"),
  };
  test.each([
    "/v2/stocks/quotes/latest?symbols=SPY&feed=sip",
    "/v2/stocks/bars?symbols=SPY&timeframe=1Day&feed=sip&end=2026-11-18",
    "/v2/stocks/bars?symbols=SPY&timeframe=1Min&end=2026-11-20",
    "/v2/stocks/SPY/trades?start=2026-11-20T16:00:00Z&end=2026-11-20T16:30:00Z",
    `/v1beta1/options/snapshots?symbols=${PUT}&feed=opra`,
    `/v1beta1/options/trades?symbols=${PUT}&end=2026-11-20`,
  ])("%s is 403", async (path) => {
    expect(await free.get(path)).toMatchObject({ status: 403, body: refused });
  });

  test("the body of the 403 is Alpaca's", async () => {
    const { body } = await free.get("/v2/stocks/quotes/latest?symbols=SPY&feed=sip");
    expect(body).toEqual({
      code: 42210000,
      message: "subscription does not permit querying recent SIP data",
    });
  });
});

type Latest = Record<string, Record<string, { t: string }>>;

describe("the real-time world", () => {
  test("the latest are of now and say so; the delayed feed can be asked for", async () => {
    const now = await pro.get("/v2/stocks/quotes/latest?symbols=SPY");
    expect(Date.parse((now.body as Latest).quotes?.SPY?.t ?? "")).toBeGreaterThan(NOW_MS - 3_000);
    expect(now.headers.get("x-data-feed")).toBe("real_time");
    const old = await pro.get("/v2/stocks/SPY/quotes/latest?feed=delayed_sip");
    const { quote } = old.body as { quote: { t: string } };
    expect(Date.parse(quote.t)).toBeLessThanOrEqual(DELAYED_MS);
    expect(old.headers.get("x-data-feed")).toBe("delayed");
  });

  test("pages put together are the whole, sorted by symbol, then time", async () => {
    const path =
      "/v2/stocks/trades?symbols=SPY,F&start=2026-11-20T16:00:00Z&end=2026-11-20T16:01:00Z";
    const whole = (await pro.get(path)).body as { trades: Record<string, unknown[]> };
    const parts: Record<string, unknown[]> = {};
    let token: string | null = "";
    while (token !== null) {
      const { body } = await pro.get(`${path}&limit=37&page_token=${encodeURIComponent(token)}`);
      const page = body as { trades: Record<string, unknown[]>; next_page_token: string | null };
      const count = Object.values(page.trades).flat().length;
      expect(count).toBe(page.next_page_token === null ? count : 37);
      for (const [symbol, trades] of Object.entries(page.trades)) {
        parts[symbol] = [...(parts[symbol] ?? []), ...trades];
      }
      token = page.next_page_token;
    }
    expect(parts).toEqual(whole.trades);
    expect(Object.keys(parts)).toEqual(["F", "SPY"]);
  });
});

describe("bad questions are 400 without a code", () => {
  test.each([
    ["/v2/stocks/quotes/latest", "symbols is required"],
    ["/v2/stocks/bars?symbols=SPY", "invalid timeframe: "],
    ["/v2/stocks/bars?symbols=SPY&timeframe=61Min", "invalid timeframe: 61Min"],
    ["/v2/stocks/bars?symbols=SPY&timeframe=1Day&adjustment=half", "invalid adjustment: half"],
    ["/v2/stocks/bars?symbols=SPY&timeframe=1Day&currency=EUR", "invalid currency: EUR (only USD)"],
    ["/v2/stocks/quotes?symbols=SPY&limit=10001", "invalid limit: 10001 (1 to 10000)"],
    ["/v2/stocks/quotes?symbols=SPY&page_token=b64", "invalid page_token"],
    ["/v2/stocks/quotes/latest?symbols=SPY&feed=foo", "invalid feed: foo"],
    ["/v2/stocks/spy%20x/bars?timeframe=1Day", "invalid symbol: spy x"],
    ["/v1beta1/options/snapshots/SPY?type=both", "invalid type: both"],
    ["/v2/stocks/meta/conditions/trade", "tape is required"],
    ["/v2/stocks/meta/conditions/bar?tape=A", "invalid ticktype: bar"],
    ["/v1beta1/news?limit=51", "invalid limit: 51 (1 to 50)"],
    ["/v1beta1/screener/stocks/movers?top=51", "invalid top: 51 (1 to 50)"],
    ["/v1/corporate-actions?types=party", "invalid types: party"],
  ])("%s", async (path, message) => {
    expect(await pro.get(path)).toMatchObject({ status: 400, body: { message } });
  });

  test.each([
    ["/v2/stocks/NOSUCH/quotes/latest", "symbol not found: NOSUCH"],
    ["/v2/stocks/NOSUCH/snapshot", "symbol not found: NOSUCH"],
    ["/v1beta1/options/snapshots/NOSUCH", "symbol not found: NOSUCH"],
  ])("%s is 404", async (path, message) => {
    expect(await pro.get(path)).toMatchObject({ status: 404, body: { code: 40410000, message } });
  });

  test("boats, overnight and otc are not carried", async () => {
    const { status, body } = await pro.get("/v2/stocks/bars?symbols=SPY&timeframe=1Day&feed=boats");
    expect(status).toBe(403);
    expect(body).toMatchObject({ message: "subscription does not permit querying boats data" });
  });
});
