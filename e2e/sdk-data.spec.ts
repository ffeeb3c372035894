/** The real SDK reads market data and hears its streams through the running site, each plan in its world. */
import { expect, test } from "playwright/test";
import { type Bot, call, createBot, sdkOf, WS_URL } from "./pages/bot";

const DELAY_MS = 15 * 60_000;

let pro: Bot;
let free: Bot;

test.beforeAll(async () => {
  [pro, free] = [await createBot("pro_plus"), await createBot("free")];
});

/** Market time of a bot's world. */
async function nowOf(bot: Bot): Promise<number> {
  return (await sdkOf(bot).trading.clock.legacyClock()).timestamp.getTime();
}

/** Not today's expiry: what is deep in the money has no volatility to tell in its last hours. */
async function nextWeekOf(bot: Bot): Promise<Date> {
  return new Date((await nowOf(bot)) + 7 * 86_400_000);
}

test("latest quotes are of the world an account is filled on", async () => {
  for (const bot of [pro, free]) {
    const { stocks } = sdkOf(bot).marketData;
    const { quote } = await stocks.stockLatestQuoteSingle({ symbol: "SPY" });
    expect(Math.abs(quote.t.getTime() - (await nowOf(bot)))).toBeLessThan(10_000);
  }
  expect((await nowOf(pro)) - (await nowOf(free))).toBeGreaterThan(DELAY_MS - 10_000);
  const refused = await call(free, "GET", "/v2/stocks/quotes/latest?symbols=SPY&feed=sip");
  expect(refused.status).toBe(403);
});

test("a chain comes with volatility and greeks of our own models", async () => {
  const nextWeek = await nextWeekOf(pro);
  const { snapshots } = await sdkOf(pro).marketData.options.optionChain({
    underlyingSymbol: "SPY",
    type: "put",
    expirationDateGte: nextWeek,
    limit: 200,
  });
  const priced = Object.values(snapshots).filter(({ greeks }) => greeks !== undefined);
  expect(priced.length).toBeGreaterThan(20);
  expect(priced.every(({ greeks }) => (greeks?.delta ?? 1) <= 0)).toBe(true);
});

test("the stock stream tells quotes and trades of now, the delayed one those of a quarter of an hour ago", async () => {
  const heard = async (bot: Bot, feed: "sip" | "delayed_sip") => {
    const stream = sdkOf(bot).marketData.stockStream({ feed, url: `${WS_URL}/v2/${feed}` });
    const quote = new Promise<Date>((resolve) => stream.onQuote((q) => resolve(q.timestamp)));
    const trade = new Promise<Date>((resolve) => stream.onTrade((t) => resolve(t.timestamp)));
    stream.onConnect(() => {
      stream.subscribeForQuotes(["SPY"]);
      stream.subscribeForTrades(["SPY"]);
    });
    stream.connect();
    const times = await Promise.all([quote, trade]);
    stream.disconnect();
    return times.map((time) => time.getTime());
  };
  for (const [bot, feed] of [
    [pro, "sip"],
    [free, "delayed_sip"],
  ] as const) {
    const now = await nowOf(bot);
    for (const time of await heard(bot, feed)) expect(Math.abs(time - now)).toBeLessThan(20_000);
  }
});

test("the option stream tells a series nobody watched before", async () => {
  const { snapshots } = await sdkOf(pro).marketData.options.optionChain({
    underlyingSymbol: "QQQ",
    expirationDateGte: await nextWeekOf(pro),
    limit: 50,
  });
  const quoted = Object.entries(snapshots).filter(([, { latestQuote }]) => latestQuote);
  const [symbol = ""] = quoted[0] ?? [];
  expect(symbol).toMatch(/^QQQ/);
  const url = `${WS_URL}/v1beta1/opra`;
  const stream = sdkOf(pro).marketData.optionStream({ feed: "opra", url });
  const quote = new Promise<string>((resolve) => stream.onQuote((q) => resolve(q.symbol)));
  stream.onConnect(() => stream.subscribeForQuotes([symbol]));
  stream.connect();
  expect(await quote).toBe(symbol);
  stream.disconnect();
});

test("FAKEPACA is always on", async () => {
  const stream = sdkOf(free).marketData.stockStream({ url: `${WS_URL}/v2/test` });
  const trade = new Promise<string>((resolve) => stream.onTrade((t) => resolve(t.symbol)));
  stream.onConnect(() => stream.subscribeForTrades(["FAKEPACA"]));
  stream.connect();
  expect(await trade).toBe("FAKEPACA");
  stream.disconnect();
});
