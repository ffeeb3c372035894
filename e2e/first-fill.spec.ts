/** The journey of a newcomer, passkey to explained fill: by mouse, by thumb, by keyboard (experience.md §4.9). */
import { expect, type Page, test } from "playwright/test";
import { chooseExample, exampleCard, layoutShift, newTrader, tabTo } from "./pages/desk";
import { unlabelledPrices } from "./pages/labels";
import { addPasskeyDevice, newEmail } from "./pages/passkey";

/** The flow's budget is a minute with a person reading; a machine that reads nothing gets less. */
const JOURNEY_MS_MAX = 30_000;
const CLS_MAX = 0.05;
const PUT_SPREAD = /^Put credit spread/;
const SELL_SPREAD = /^Sell 1 put credit spread/;

/** Asserts what the fill card owes its reader, and that it was told to those who do not see it. */
async function expectExplainedFill(page: Page): Promise<void> {
  const card = page.getByRole("region", { name: "Fill", exact: true });
  await expect(card).toBeFocused();
  await expect(card).toContainText(/Sold 1 × SPY .* put credit spread at \d+\.\d{2} credit/);
  await expect(card).toContainText("all legs trade at one instant");
  await expect(card).toContainText("Recomputed from its record: same fill.");
  await expect(card.getByRole("region", { name: "Quotes behind the fill" })).toContainText(
    "Quote time",
  );
  const news = page.getByRole("status", { name: "Order news" });
  await expect(news).toHaveText(/Sold 1 × .* credit.* Simulated\.$/);
}

test("a newcomer has an explained put credit spread within the journey's budget", async ({
  browser,
}) => {
  const startedAtMs = performance.now();
  const { page, context } = await newTrader(browser);
  await (await chooseExample(page, PUT_SPREAD, SELL_SPREAD)).click();
  await expectExplainedFill(page);
  const tookMs = performance.now() - startedAtMs;
  test.info().annotations.push({ type: "journey", description: `${Math.round(tookMs)} ms` });
  expect(tookMs).toBeLessThan(JOURNEY_MS_MAX);

  await test.step("every price stands under its feed and in a part that says it is simulated", async () => {
    expect(await unlabelledPrices(page)).toEqual([]);
    await expect(page).toHaveTitle(/^\[SIM\]/);
    const parts = [
      page.getByRole("banner"),
      page.getByRole("region", { name: "Fill", exact: true }),
      page.getByRole("region", { name: "Account book, simulated" }),
    ];
    for (const part of parts) await expect(part.getByText("Simulated").first()).toBeAttached();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Trade SPY, simulated");
  });

  await test.step("ticking quotes move nothing", async () => {
    expect(await layoutShift(page, 5_000)).toBeLessThanOrEqual(CLS_MAX);
  });
  await context.close();
});

test("on a phone the ticket is open, fills and explains itself", async ({ browser }) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const { page, context } = await newTrader(browser, phone);
  await (await chooseExample(page, PUT_SPREAD, SELL_SPREAD)).tap();
  await expectExplainedFill(page);
  expect(await unlabelledPrices(page)).toEqual([]);
  await page.getByRole("button", { name: "Close" }).tap();
  await page.getByRole("button", { name: "Positions" }).tap();
  await expect(page.getByRole("table", { name: "Positions, simulated" })).toBeVisible();
  expect(await layoutShift(page, 2_000)).toBeLessThanOrEqual(CLS_MAX);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0); // nothing pushes the page sideways
  await context.close();
});

test("the whole journey needs no mouse", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await addPasskeyDevice(page);
  await page.goto("/");
  await tabTo(page, page.getByRole("button", { name: "Start simulated trading" }));
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Email")).toBeFocused();
  await page.keyboard.type(newEmail());
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/trade/);
  const card = exampleCard(page, PUT_SPREAD);
  await expect(card).toBeVisible();
  await tabTo(page, card);
  await page.keyboard.press("Enter");
  const place = page.getByRole("button", { name: SELL_SPREAD });
  await expect(place).toBeEnabled();
  // At market: so many keys take longer than a limit may stay good for.
  const type = page.getByLabel("Type", { exact: true });
  await tabTo(page, type);
  await page.keyboard.press("ArrowDown");
  await expect(type).toHaveValue("market");
  await expect(page.getByLabel("Net limit per unit")).toHaveCount(0);
  await expect(place).toBeEnabled();
  await tabTo(page, place);
  await page.keyboard.press("Enter");
  await expectExplainedFill(page);
  await context.close();
});
