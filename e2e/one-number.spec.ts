/** One number: after a day of random trading in stocks, spreads and options, screen, API and CSV say the same to the cent. */
import { expect, test } from "playwright/test";
import { type Bot, call } from "./pages/bot";
import { newTrader } from "./pages/desk";

const STOCK_ORDERS = 24;
const SPREADS = 6;
const SINGLES = 4;
const SEED = 20_261_121;
const STOCKS = ["SPY", "AAPL", "F", "QQQ", "MSFT", "BAC"];
/** Of different prices, each with options every dollar or so around the money. */
const UNDERLYINGS = ["SPY", "AAPL", "F"];

/** A small generator, so that a failure can be seen again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

type Key = Pick<Bot, "keyId" | "secret">;

/** A decimal text in micros, exactly. */
function micros(text: string): bigint {
  const [, sign = "", whole = "0", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const amount = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, "0"));
  return sign === "-" ? -amount : amount;
}

/** "−$1,204.50" as the page writes an amount, in cents. */
function shownCents(text: string): bigint {
  const [, sign = "", dollars = "0", cents = "00"] = /([−+]?)\$([\d,]+)\.(\d\d)/.exec(text) ?? [];
  const amount = BigInt(dollars.replaceAll(",", "")) * 100n + BigInt(cents);
  return sign === "−" ? -amount : amount;
}

/** Micros as cents, rounded half away from zero as the page does. */
function toCents(amount: bigint): bigint {
  const half = amount < 0n ? -5_000n : 5_000n;
  return (amount + half) / 10_000n;
}

const send = (key: Key, order: object) => call(key, "POST", "/v2/orders", JSON.stringify(order));

async function tradeStocks(key: Key, next: () => number): Promise<void> {
  for (let count = 0; count < STOCK_ORDERS; count += 1) {
    const symbol = STOCKS[Math.floor(next() * STOCKS.length)];
    const qty = String(1 + Math.floor(next() * 5));
    const side = next() < 0.65 ? "buy" : "sell";
    await send(key, { symbol, qty, side, type: "market", time_in_force: "day" });
  }
}

/** Series of one expiry around the money, from the lowest strike up. */
async function seriesOf(key: Key, underlying: string, type: string): Promise<readonly string[]> {
  const chain = await call(
    key,
    "GET",
    `/v1beta1/options/snapshots/${underlying}?type=${type}&limit=1000`,
  );
  const { snapshots } = chain.body as { snapshots: Record<string, { latestQuote?: unknown }> };
  const quoted = Object.keys(snapshots)
    .filter((symbol) => snapshots[symbol]?.latestQuote !== undefined)
    .sort();
  const dates = [
    ...new Set(quoted.map((symbol) => symbol.slice(underlying.length, underlying.length + 6))),
  ];
  const date = dates[Math.min(3, dates.length - 1)] ?? "";
  return quoted.filter((symbol) => symbol.startsWith(`${underlying}${date}`));
}

/** Two neighbouring series, one sold and one bought, and the order that undoes it. */
function spreadOf(series: readonly string[], next: () => number) {
  const at = Math.floor(next() * (series.length - 1));
  const [first = "", second = ""] = series.slice(at, at + 2);
  const [bought, sold] = next() < 0.5 ? [first, second] : [second, first];
  const legs = (opens: boolean) => [
    leg(bought, opens ? "buy" : "sell", opens),
    leg(sold, opens ? "sell" : "buy", opens),
  ];
  const terms = { order_class: "mleg", qty: String(1 + Math.floor(next() * 2)), type: "market" };
  const order = (opens: boolean) => ({ ...terms, time_in_force: "day", legs: legs(opens) });
  return { open: order(true), close: order(false) };
}

function leg(symbol: string, side: "buy" | "sell", opens: boolean) {
  return {
    symbol,
    ratio_qty: "1",
    side,
    position_intent: `${side}_to_${opens ? "open" : "close"}`,
  };
}

/** Spreads and single options on several underlyings; answers the orders that close what was opened. */
async function tradeOptions(key: Key, next: () => number): Promise<readonly object[]> {
  const closing: object[] = [];
  for (let count = 0; count < SPREADS + SINGLES; count += 1) {
    const underlying = UNDERLYINGS[count % UNDERLYINGS.length] ?? "";
    const series = await seriesOf(key, underlying, count % 2 === 0 ? "put" : "call");
    if (count < SPREADS) {
      const { open, close } = spreadOf(series, next);
      const sent = await send(key, open);
      expect(sent.status, sent.text).toBe(200);
      closing.push(close);
    } else {
      const symbol = series[Math.floor(next() * series.length)];
      await send(key, { symbol, qty: "1", side: "buy", type: "market", time_in_force: "day" });
    }
  }
  return closing;
}

/** Waits until no order works any more. */
async function settled(key: Key): Promise<void> {
  await expect
    .poll(async () => (await call(key, "GET", "/v2/orders?status=open")).body, { timeout: 30_000 })
    .toEqual([]);
}

/** The rows of a CSV whose cells hold no commas that matter here, by column. */
function column(csv: string, name: string): string[] {
  const [head = "", ...lines] = csv.trim().split("\r\n");
  const at = head.split(",").indexOf(name);
  return lines
    .map((line) => line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)?.[at] ?? "")
    .map((cell) => cell.replace(/,$/, ""));
}

test("screen, API and CSV are equal to the cent", async ({ browser }) => {
  test.setTimeout(180_000);
  const { page, context } = await newTrader(browser);
  await page.goto("/settings/keys");
  await page.getByLabel("Name of the new key").fill("random");
  await page.getByRole("button", { name: "Create key" }).click();
  const made = page.getByRole("region", { name: "New key" });
  await expect(made).toBeFocused();
  const [keyId = "", secret = ""] = await made.locator("code").allTextContents();
  const key = { keyId, secret };

  const next = random(SEED);
  await tradeStocks(key, next);
  const closing = await tradeOptions(key, next);
  await settled(key);
  // Flat again: from here on no mark moves any number.
  for (const order of closing) await send(key, order);
  await settled(key);
  await call(key, "DELETE", "/v2/positions?cancel_orders=true");
  await expect
    .poll(async () => (await call(key, "GET", "/v2/positions")).body, { timeout: 30_000 })
    .toEqual([]);

  const account = (await call(key, "GET", "/v2/account")).body as Record<string, string>;
  const csv = await page.request.get("/api/journal?format=csv");
  const journal = await csv.text();
  const fillsCsv = await fetch(`${new URL(page.url()).origin}/v1/export?kind=fills&format=csv`, {
    headers: { "APCA-API-KEY-ID": keyId, "APCA-API-SECRET-KEY": secret },
  }).then((answer) => answer.text());

  for (const kind of [/spread/, / put/, / call/, /× MSFT/]) expect(fillsCsv).toMatch(kind);
  const start = 50_000_000_000n;
  const cash = micros(account.cash ?? "");
  const sum = (cells: readonly string[]) => cells.reduce((total, cell) => total + micros(cell), 0n);
  expect(micros(account.equity ?? "")).toBe(cash);
  expect(sum(column(fillsCsv, "cash"))).toBe(cash - start);
  expect(sum(column(journal, "realized"))).toBe(cash - start);
  expect(column(journal, "simulated").every((cell) => cell === "SIMULATED")).toBe(true);

  await page.goto("/trade");
  await page.getByRole("tab", { name: "Account" }).click();
  const figures = page.getByRole("tabpanel");
  const figure = async (name: string) =>
    shownCents(
      (await figures.locator("dt", { hasText: name }).locator("+ dd").textContent()) ?? "",
    );
  expect(await figure("Equity")).toBe(toCents(cash));
  expect(await figure("Cash")).toBe(toCents(cash));
  expect(await figure("Total P/L")).toBe(toCents(cash - start));

  await page.goto("/performance");
  for (const name of ["By strategy", "By symbol", "By week"]) {
    const table = page.getByRole("table", { name: `${name}, simulated` });
    // The second number of each: after premium, or after how many.
    const cells = await table.locator("tbody tr td:nth-of-type(2)").allTextContents();
    // Each row is rounded for itself: a table of n rows may be off by half a cent a row.
    const shown = cells.reduce((total, cell) => total + shownCents(cell), 0n);
    const off = shown - toCents(cash - start);
    expect(off < 0n ? -off : off).toBeLessThanOrEqual(BigInt(cells.length));
  }
  await context.close();
});
