/** How the desk feels on a processor a quarter as fast: noted for `npm run bench -- web-vitals`, never asserted. */
import { expect, type Page, test } from "playwright/test";
import { chooseExample, newTrader, type Trader } from "../../e2e/pages/desk";
import { bigChain } from "./big-chain";
import { longestTask, readVitals, watchVitals, workedMs } from "./vitals";

const SLOWER = 4;
const TURNS = 25;
const TURN_MS = 100;
const PREVIEWS = 8;

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

async function slowDown(page: Page): Promise<void> {
  const cdp = await trader.context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
}

test("paint, delay and shift", async () => {
  const page = await tab();
  await watchVitals(page);
  await slowDown(page);
  await openTrade(page);
  await page.waitForTimeout(3_000);
  const { lcpMs } = await readVitals(page);
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
  await page.close();
});

for (const speed of ["full", "quarter"] as const) {
  test(`four hundred strikes on both sides, quoted ten times a second, ${speed} speed`, async () => {
    test.slow(); // three rounds of two and a half seconds, on a processor that may be a quarter
    const page = await tab();
    const chain = await bigChain(page, 2 * TURNS);
    await watchVitals(page);
    const cdp = await trader.context.newCDPSession(page);
    await cdp.send("Performance.enable");
    await openTrade(page);
    const grid = page.getByRole("grid", { name: /^SPY options/ });
    await expect(grid).toHaveAttribute("aria-rowcount", "401"); // loaded again, in full
    await chain.prepare();
    await page.waitForTimeout(4_000); // the page has settled
    if (speed === "quarter") await slowDown(page);
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
    const ticking = await run(chain.tick);
    note(`web-vitals batch ms, ${speed}`, ticking - idle);
    note(`web-vitals longest task, ticking ms, ${speed}`, await longestTask(page));
    await grid.hover();
    await run(async (at) => {
      await chain.tick(TURNS + at);
      await page.mouse.wheel(0, 320);
    });
    note(`web-vitals longest task, scrolling ms, ${speed}`, await longestTask(page));
    await page.close();
  });
}

test("a preview follows an edit", async () => {
  const page = await tab();
  await openTrade(page);
  await chooseExample(page, /^Put credit spread/, /^Sell 1 put credit spread/);
  const times: number[] = [];
  page.on("requestfinished", (request) => {
    if (request.headers()["next-action"] === undefined) return; // the preview, and the payoff beside it
    const { requestStart, responseEnd } = request.timing();
    times.push(responseEnd - requestStart);
  });
  for (let turn = 0; turn < PREVIEWS; turn += 1) {
    await page.getByRole("button", { name: turn % 2 === 0 ? "One more" : "One less" }).click();
    await page.waitForTimeout(500);
  }
  const sorted = times.sort((a, b) => a - b);
  expect(sorted.length).toBeGreaterThan(0);
  note("web-vitals preview ms", sorted[Math.floor(sorted.length / 2)] ?? 0);
  await page.close();
});
