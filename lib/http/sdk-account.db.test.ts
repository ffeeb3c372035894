/** The real Alpaca SDK on every endpoint around the account: it reads each answer into its own types. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { errors } from "@alpacahq/alpaca-trade-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { IN_SESSION_MS } from "@/lib/wire/testing/account";
import { idOf } from "./testing/fake-deps";
import { createProgramWorld, LONG } from "./testing/program-world";
import { createSdkBot } from "./testing/sdk-bot";

const world = await createProgramWorld();

/** A data account with one dividend, and a bar a minute at $187. */
const DIVIDEND = {
  ...{ id: "11111111-1111-4111-8111-111111111111", symbol: "AAPL", cusip: "037833100" },
  ...{ rate: 0.26, special: false, foreign: false, process_date: "2026-11-13" },
  ...{ ex_date: "2026-11-10", record_date: "2026-11-10", payable_date: "2026-11-13" },
};
const BAR = { o: 187, h: 187, l: 187, c: 187, v: 100, n: 1, vw: 187 };
const ANSWERS: { readonly [path: string]: object } = {
  "/v1/corporate-actions": { corporate_actions: { cash_dividends: [DIVIDEND] } },
  "/v2/stocks/bars": { bars: { AAPL: [{ ...BAR, t: new Date(IN_SESSION_MS - 600_000) }] } },
};
const site = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? "/", "http://site");
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ next_page_token: null, ...ANSWERS[pathname] }));
});
await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
const siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
afterAll(() => site.close());

const redis = Object.create(world.deps.redis, { get: { value: async () => siteUrl } });
const { trader, alpaca } = await createSdkBot(world, "sdk-account", { ...world.deps, redis });
const { trading } = alpaca;

async function statusOf(work: Promise<unknown>): Promise<number> {
  const error: unknown = await work.catch((caught: unknown) => caught);
  return error instanceof errors.ApiError ? (error.status ?? 0) : 200;
}

test("account and configurations, changed and read back", async () => {
  expect(await trading.account.getAccount()).toMatchObject({
    ...{ status: "ACTIVE", multiplier: "2", optionsTradingLevel: 3, lastEquity: "50000" },
    ...{ regtBuyingPower: "100000", sma: "50000", shortingEnabled: true },
  });
  const changed = {
    maxOptionsTradingLevel: 2,
    noShorting: true,
    tradeConfirmEmail: "none",
  } as const;
  const patched = await trading.accountConfigurations.patchAccountConfig({
    accountConfigurations: changed,
  });
  expect(patched).toMatchObject({ ...changed, fractionalTrading: true, maxMarginMultiplier: "2" });
  expect(await trading.accountConfigurations.getAccountConfig()).toEqual(patched);
  expect(await trading.account.getAccount()).toMatchObject({
    ...{ optionsApprovedLevel: 3, optionsTradingLevel: 2, shortingEnabled: false },
  });
});

test("activities of a fill, and the history that it makes", async () => {
  const sent = await trading.orders.market({ symbol: "AAPL", qty: 10, side: "buy" });
  await world.fill(trader, sent.id ?? "");
  const { accountActivities, portfolioHistory } = trading;
  const all = await accountActivities.getAccountActivities({ direction: "asc" });
  expect(all.map(({ activityType }) => activityType).sort()).toEqual(["FEE", "FILL", "JNLC"]);
  const fills = await accountActivities.getAccountActivitiesByActivityType({
    activityType: "FILL",
  });
  expect(fills).toMatchObject([{ activityType: "FILL", symbol: "AAPL", qty: "10" }]);

  const minutes = await portfolioHistory.getAccountPortfolioHistory({
    ...{ period: "1D", timeframe: "1Min", cashflowTypes: "ALL" },
  });
  const account = await trading.account.getAccount();
  expect(minutes).toMatchObject({ timeframe: "1Min", baseValue: 50_000 });
  expect(minutes.equity.at(-1)).toBe(Number(account.equity));
  expect(minutes.profitLoss.at(-1)).toBeCloseTo(Number(account.equity) - 50_000, 6);
  expect(minutes.timestamp).toHaveLength(minutes.equity.length);
  const days = await portfolioHistory.getAccountPortfolioHistory({ period: "1A", timeframe: "1D" });
  expect(days.equity).toEqual([Number(account.equity)]);
});

describe("reference data", () => {
  test("assets by filter, symbol and id", async () => {
    const assets = await trading.assets.getV2Assets({ status: "active", exchange: "NASDAQ" });
    expect(assets).toMatchObject([{ symbol: "AAPL", status: "active", fractionable: true }]);
    const one = (symbolOrAssetId: string) =>
      trading.assets.getV2AssetsSymbolOrAssetId({ symbolOrAssetId });
    expect(await one("AAPL")).toEqual(assets[0]);
    expect(await one(idOf("AAPL"))).toEqual(assets[0]);
    expect(await statusOf(one("NOPE"))).toBe(404);
  });

  test("contracts until the next weekend by default, all with a bound, one by symbol and id", async () => {
    const near = await trading.assets.getOptionsContracts({ underlyingSymbols: "AAPL" });
    expect(near.optionContracts.map(({ symbol }) => symbol)).toContain("AAPL261120C00190000");
    expect(near.optionContracts.map(({ symbol }) => symbol)).not.toContain(LONG);
    const expirationDateGte = new Date("2026-12-01");
    const far = await trading.assets.getOptionsContracts({
      expirationDateGte,
      showDeliverables: true,
    });
    const long = far.optionContracts.find(({ symbol }) => symbol === LONG);
    expect(long).toMatchObject({ strikePrice: "200", multiplier: "100" });
    expect(long?.deliverables).toMatchObject([{ type: "equity", amount: "100" }]);
    const one = (symbolOrId: string) => trading.assets.getOptionContractSymbolOrId({ symbolOrId });
    expect(await one(LONG)).toMatchObject({ id: idOf(LONG) });
    expect(await one(idOf(LONG))).toMatchObject({ symbol: LONG });
  });

  test("both clocks tell the same instant, both calendars the same days", async () => {
    const old = await trading.clock.legacyClock();
    const { clocks } = await trading.clock.clock({ markets: "NYSE,NASDAQ" });
    expect(clocks.map(({ market }) => market.acronym)).toEqual(["NYSE", "NASDAQ"]);
    expect(clocks[0]).toMatchObject({ phase: "core", isMarketDay: true });
    expect(clocks[0]?.nextMarketClose).toEqual(old.nextClose);
    const [start, end] = [new Date("2026-11-23"), new Date("2026-11-27")];
    const days = await trading.calendar.legacyCalendar({ start, end });
    const { calendar } = await trading.calendar.calendar({ market: "NYSE", start, end });
    expect(calendar.map(({ date }) => date)).toEqual(days.map(({ date }) => date));
    expect(calendar).toHaveLength(4);
  });

  test("announcements within their dates, and one by its id", async () => {
    const asked = { caTypes: "dividend", since: "2026-11-01", until: "2026-11-20" };
    const { corporateActions } = trading;
    const found = await corporateActions.getV2CorporateActionsAnnouncements(asked);
    expect(found).toMatchObject([{ id: DIVIDEND.id, caType: "dividend", cash: "0.26" }]);
    const later = { ...asked, dateType: "payable_date", since: "2026-11-14" };
    expect(await corporateActions.getV2CorporateActionsAnnouncements(later)).toEqual([]);
    const one = corporateActions.getV2CorporateActionsAnnouncementsId({ id: DIVIDEND.id });
    expect(await one).toMatchObject({ initiatingSymbol: "AAPL" });
  });
});

describe("watchlists", () => {
  const { watchlists } = trading;
  let watchlistId: string;

  beforeAll(async () => {
    const createWatchlistRequest = { name: "Mine", symbols: [] };
    watchlistId = (await watchlists.postWatchlist({ createWatchlistRequest })).id;
  });

  test("by id", async () => {
    const addAssetToWatchlistRequest = { symbol: "AAPL" };
    const added = await watchlists.addAssetToWatchlist({ watchlistId, addAssetToWatchlistRequest });
    expect(added.assets).toMatchObject([{ symbol: "AAPL" }]);
    expect(await watchlists.getWatchlistById({ watchlistId })).toEqual(added);
    const removed = await watchlists.removeAssetFromWatchlist({ watchlistId, symbol: "AAPL" });
    expect(removed.assets).toEqual([]);
    const updateWatchlistRequest = { name: "Ours", symbols: ["AAPL"] };
    const put = await watchlists.updateWatchlistById({ watchlistId, updateWatchlistRequest });
    expect(put).toMatchObject({ id: watchlistId, name: "Ours" });
    expect((await watchlists.getWatchlists()).map(({ name }) => name)).toEqual(["Ours"]);
  });

  test("by name, to its end", async () => {
    const name = "Ours";
    const updateWatchlistRequest = { symbols: [] };
    const emptied = await watchlists.updateWatchlistByName({ name, updateWatchlistRequest });
    expect(emptied.assets).toEqual([]);
    const addAssetToWatchlistRequest = { symbol: "AAPL" };
    await watchlists.addAssetToWatchlistByName({ name, addAssetToWatchlistRequest });
    expect((await watchlists.getWatchlistByName({ name })).assets).toHaveLength(1);
    await watchlists.deleteWatchlistByName({ name });
    expect(await statusOf(watchlists.deleteWatchlistById({ watchlistId }))).toBe(404);
  });
});
