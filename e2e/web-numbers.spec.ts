/**
 * What the desk weighs and how it feels: noted for `npm run bench -- web-weight web-vitals`. Only the weight
 * is a claim of this file; times depend on whose machine it is.
 */
import { gzipSync } from "node:zlib";
import { expect, type Page, test } from "playwright/test";
import { bigChain } from "./pages/big-chain";
import { chooseExample, newTrader, type Trader } from "./pages/desk";
import { longestTask, readVitals, watchVitals, workedMs } from "./pages/vitals";

/** The budget is 180 (experience.md §0), and the bench says so; this only keeps it from growing until it is met. */
const WEIGHT_KB_MAX = 300;
const SLOWER = 4;
const TURNS = 25;
const TURN_MS = 100;
const PREVIEWS = 8;

/** Minutes of figures that depend on the machine: measured on request, by the bench. */
const MEASURED = process.env.RAXX_WEB_NUMBERS !== undefined;

let trader: Trader;

test.beforeAll(async ({ browser }) => {
  trader = await newTrader(browser);
});

test.afterAll(() => trader.context.close());

function note(type: string, value: number): void {
  test.info().annotations.push({ type, description: String(Math.round(value * 1_000) / 1_000) });
}

/** A fresh tab of the same person. */
async function tab(): Promise<Page> {
  const page = await trader.context.newPage();
  await page.setViewportSize({ width: 1440, height: 900 });
  return page;
}

async function openTrade(page: Page): Promise<void> {
  await page.goto("/trade?symbol=SPY");
  await expect(page.getByRole("grid", { name: /^SPY options/ })).toBeVisible();
}

test("the trade page's script before the chart", async () => {
  const page = await tab();
  await page.goto("/trade?symbol=SPY");
  const html = await (await page.request.get("/trade?symbol=SPY")).text();
  // Without the polyfills that only browsers without modules load.
  const tags = [...html.matchAll(/<script[^>]+src="([^"]+)"[^>]*>/g)];
  const paths = new Set(tags.filter(([tag]) => !/nomodule/i.test(tag)).map(([, src]) => src));
  let bytes = 0;
  for (const path of paths) {
    if (path === undefined) continue;
    bytes += gzipSync(await (await page.request.get(path)).body()).length;
  }
  const kilobytes = bytes / 1_024;
  note("web-weight", kilobytes);
  expect(kilobytes).toBeGreaterThan(20); // the scripts were found
  expect(kilobytes).toBeLessThanOrEqual(WEIGHT_KB_MAX);
  await page.close();
});

test("paint, delay and shift on a processor four times slower", async () => {
  test.skip(!MEASURED, "measured on request");
  const page = await tab();
  await watchVitals(page);
  const cdp = await trader.context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await openTrade(page);
  await page.waitForTimeout(3_000);
  const lcpMs = (await readVitals(page)).lcpMs;
  await page.getByRole("button", { name: "Income", exact: true }).click();
  await page.getByRole("button", { name: "Quotes", exact: true }).click();
  await page
    .getByRole("button", { name: /^Sell .* put, bid/ })
    .first()
    .click();
  await page.getByRole("button", { name: "One more" }).click();
  await page.getByRole("tab", { name: /^Orders/ }).click();
  await page.waitForTimeout(2_000);
  const { inpMs, cls } = await readVitals(page);
  note("web-vitals LCP ms", lcpMs);
  note("web-vitals INP ms", inpMs);
  note("web-vitals CLS", cls);
  expect(lcpMs).toBeGreaterThan(0);
  expect(cls).toBeLessThanOrEqual(0.1);
  await page.close();
});

test("four hundred strikes on both sides, quoted ten times a second and scrolled", async () => {
  test.skip(!MEASURED, "measured on request");
  test.slow(); // three rounds of two and a half seconds, each batch of eight hundred quotes by way of the test
  const page = await tab();
  const chain = await bigChain(page);
  await watchVitals(page);
  const cdp = await trader.context.newCDPSession(page);
  await cdp.send("Performance.enable");
  await openTrade(page);
  await page.waitForTimeout(4_000); // the page has settled, and the chain was loaded again in full
  const grid = page.getByRole("grid", { name: /^SPY options/ });
  await expect(grid).toHaveAttribute("aria-rowcount", "401");
  await longestTask(page);
  const run = async (turn: (at: number) => Promise<void> | void) => {
    const before = await workedMs(cdp);
    for (let at = 0; at < TURNS; at += 1) {
      await turn(at);
      await page.waitForTimeout(TURN_MS);
    }
    return ((await workedMs(cdp)) - before) / TURNS;
  };
  const idle = await run(() => undefined);
  const ticking = await run((at) => chain.tick(at));
  note("web-vitals batch ms", ticking - idle);
  note("web-vitals longest task, ticking ms", await longestTask(page));
  await grid.hover();
  await run(async (at) => {
    chain.tick(TURNS + at);
    await page.mouse.wheel(0, 320);
  });
  note("web-vitals longest task, scrolling ms", await longestTask(page));
  await page.close();
});

test("a preview follows an edit", async () => {
  test.skip(!MEASURED, "measured on request");
  const page = await tab();
  await openTrade(page);
  await chooseExample(page, /^Put credit spread/, /^Sell 1 put credit spread/);
  const times: number[] = [];
  page.on("requestfinished", (request) => {
    const body = request.postData() ?? "";
    if (request.method() !== "POST" || !body.includes("clientOrderId")) return;
    if (body.includes('"shift"')) return;
    const { requestStart, responseEnd } = request.timing();
    times.push(responseEnd - requestStart);
  });
  for (let turn = 0; turn < PREVIEWS; turn += 1) {
    await page.getByRole("button", { name: turn % 2 === 0 ? "One more" : "One less" }).click();
    await page.waitForTimeout(500);
  }
  const sorted = times.sort((a, b) => a - b);
  note("web-vitals preview ms", sorted[Math.floor(sorted.length / 2)] ?? 0);
  expect(sorted.length).toBeGreaterThan(0);
  await page.close();
});
