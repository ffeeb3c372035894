/** What the hub keeps comes back page by page, to those whose plan has the archive. */
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPool } from "@/lib/server/database/pools";
import type { Deps } from "@/lib/server/deps";
import { createTestDatabase } from "@/lib/server/testing/database";
import { type DataSite, NOW_MS, startDataSite } from "../testing/data-site";
import { Archive } from "./archive";
import { QuoteBook } from "./quote-book";

const CALL = "AAPL261218C00200000";
const PUT = "AAPL261218P00180000";

const { url } = await createTestDatabase();
const PARTITIONS_SQL = `SELECT inhrelid::regclass::text AS name FROM pg_inherits
  WHERE inhparent IN ('archive_bars'::regclass, 'archive_quotes'::regclass) ORDER BY 1`;
const log = pino({ level: "silent" });
const pool = createPool(url, "raxx_worker", log);
const webPool = createPool(url, "raxx_web", log);
const book = new QuoteBook("sim");
let site: DataSite;
let archive: Archive;

beforeAll(async () => {
  site = await startDataSite("pro_plus");
  // The key stays the fake's; what is archived is in a real database.
  const fakePool = site.fake.deps.webPool;
  const query = (text: unknown, values?: unknown[]) =>
    String(text).includes("archive_")
      ? webPool.query(String(text), values)
      : fakePool.query(text as never);
  Object.assign(site.fake.deps, { webPool: { query, connect: () => fakePool.connect() } });
  archive = new Archive(site.fake.deps as Deps, pool, book);
});

afterAll(async () => {
  await site.close();
  await Promise.all([pool.end(), webPool.end()]);
});

function quoted(symbol: string, bid: number, atMs: number) {
  const touch = {
    bid,
    bidSize: 10,
    bidExchange: "C",
    ask: bid + 0.1,
    askSize: 12,
    askExchange: "X",
  };
  book.put({ symbol, ...touch, atMs });
}

type Page = { quotes: Record<string, { t: string; bp: number }[]>; next_page_token: string | null };

test("sampled quotes of options are paged by symbol, then time, also backwards", async () => {
  for (const [step, bid] of [1, 2, 2, 3].entries()) {
    quoted(CALL, bid, NOW_MS - 60_000 + step * 15_000);
    if (step < 2) quoted(PUT, 5 + bid, NOW_MS - 60_000 + step * 15_000);
    await archive.sampleQuotes();
  }
  await archive.sampleQuotes(); // nothing changed: nothing is kept twice
  for (const sort of ["asc", "desc"]) {
    const path = `/v1beta1/options/quotes?symbols=${PUT},${CALL}&start=2026-11-20&sort=${sort}&limit=2`;
    const bids: Record<string, number[]> = {};
    let token: string | null = null;
    do {
      const page = (await site.get(`${path}${token === null ? "" : `&page_token=${token}`}`))
        .body as Page;
      for (const [symbol, quotes] of Object.entries(page.quotes)) {
        bids[symbol] = [...(bids[symbol] ?? []), ...quotes.map(({ bp }) => bp)];
      }
      token = page.next_page_token;
    } while (token !== null);
    const up = { [CALL]: [1, 2, 2, 3], [PUT]: [6, 7] };
    const down = { [CALL]: [3, 2, 2, 1], [PUT]: [7, 6] };
    expect(bids).toEqual(sort === "asc" ? up : down);
  }
});

test("a span ends where it was asked to, and a token of another kind is refused", async () => {
  const end = new Date(NOW_MS - 50_000).toISOString();
  const { body } = await site.get(
    `/v1beta1/options/quotes?symbols=${CALL}&start=2026-11-20&end=${end}`,
  );
  expect((body as Page).quotes[CALL]).toHaveLength(1);
  const bad = await site.get(`/v1beta1/options/quotes?symbols=${CALL}&page_token=a.zzz`);
  expect(bad).toMatchObject({ status: 400, body: { message: "invalid page_token" } });
});

test("the archive is a part of Pro+ alone", async () => {
  const pro = await startDataSite("pro");
  expect(await pro.get(`/v1beta1/options/quotes?symbols=${CALL}`)).toMatchObject({
    status: 403,
    body: { message: "subscription does not permit querying historical option quotes" },
  });
  await pro.close();
});

test("minute bars are kept as history has them, and answer where history has nothing", async () => {
  quoted("SPY", 660, NOW_MS);
  await archive.keepBars();
  const range = "timeframe=1Min&start=2026-11-20T16:29:00Z&end=2026-11-20T16:29:59Z";
  const { body: history } = await site.get(`/v2/stocks/SPY/bars?${range}`);
  const { rows } = await pool.query("SELECT * FROM archive_bars WHERE symbol = 'SPY'");
  expect(rows).toHaveLength(1);
  // A symbol the data account knows nothing of any more.
  await pool.query(
    `INSERT INTO archive_bars SELECT day, 'GONE', at, open_micros, high_micros, low_micros,
       close_micros, vwap_micros, volume, trade_count FROM archive_bars WHERE symbol = 'SPY'`,
  );
  const { body: archived } = await site.get(`/v2/stocks/GONE/bars?${range}`);
  expect(archived).toEqual({ ...(history as object), symbol: "GONE" });
});

test("days older than a month are dropped whole, and only by the hub's function", async () => {
  await pool.query("SELECT archive_open_day('2026-10-01')");
  const days = async () => (await pool.query(PARTITIONS_SQL)).rows;
  expect(await days()).toContainEqual({ name: "archive_quotes_20261001" });
  await pool.query("SELECT archive_drop_before('2026-10-20')");
  expect(await days()).toEqual([
    { name: "archive_bars_20261120" },
    { name: "archive_quotes_20261120" },
  ]);
  await expect(webPool.query("SELECT archive_drop_before('2030-01-01')")).rejects.toThrow(
    /permission/,
  );
  await expect(pool.query("DELETE FROM archive_bars")).rejects.toThrow(/permission/);
});
