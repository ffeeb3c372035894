/** What a user is told of and where: prices they wait for, fills, and what of it they want to hear. */
import { expect, test } from "playwright/test";
import { newTrader, placeButton, type Trader } from "./pages/desk";

/** The mark of SPY moves by this much within a minute. */
const NEAR = 0.04;

let trader: Trader;

test.beforeAll(async ({ browser }) => {
  trader = await newTrader(browser);
});

test.afterAll(() => trader.context.close());

test("a price is waited for, told as a toast and counted until it is read", async () => {
  test.setTimeout(150_000);
  const { page } = trader;
  await page.goto("/trade?symbol=SPY");
  const quote = page.getByRole("region", { name: "SPY quote" });
  await expect(quote).toContainText(/\d{3}\.\d{2}/);
  const mark = Number(/(\d{3}\.\d{2})/.exec((await quote.textContent()) ?? "")?.[1]);

  await page.goto("/alerts?symbol=SPY");
  await expect(page.getByText("No alerts wait.")).toBeVisible();
  await page.getByRole("textbox", { name: "Price" }).fill("1");
  await page.getByRole("button", { name: "Add alert" }).click();
  await expect(page.getByText(/^SPY is at or above that already/)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Price" })).toHaveValue("1"); // what was typed stays
  await page.getByLabel("Symbol").fill("NOPE");
  await page.getByRole("button", { name: "Add alert" }).click();
  await expect(page.getByText("NOPE is not listed here.")).toBeVisible();

  await page.getByLabel("Symbol").fill("SPY");
  for (const [direction, price] of [
    ["Rises to", mark + NEAR],
    ["Falls to", mark - NEAR],
  ] as const) {
    await page.getByRole("button", { name: direction }).click();
    await page.getByRole("textbox", { name: "Price" }).fill(price.toFixed(2));
    await page.getByRole("button", { name: "Add alert" }).click();
    await page.waitForTimeout(500);
  }
  await expect(page.getByText(/^SPY (rose|fell) to .* it is at/).first()).toBeVisible({
    timeout: 120_000,
  });
  await page.getByRole("button", { name: /^Notifications, \d+ unread$/ }).click();
  await expect(page.getByRole("dialog").getByRole("listitem").first()).toContainText("SPY");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Notifications", exact: true })).toBeVisible();
});

test("a fill is told unless its user does not want to hear of fills", async () => {
  const { page } = trader;
  const buy = async () => {
    await page.goto("/trade?symbol=SPY");
    await page.getByRole("button", { name: /^Buy SPY shares/ }).click();
    await page.getByLabel("Type", { exact: true }).selectOption("market");
    await placeButton(page, /^Buy 1 SPY/).click();
    await expect(page.getByRole("region", { name: "Fill", exact: true })).toContainText("Bought 1");
  };
  const fills = page.getByRole("listitem").filter({ hasText: "Bought 1 × SPY" });
  await buy();
  await expect(async () => {
    await page.goto("/alerts");
    await expect(fills).toHaveCount(1, { timeout: 1_000 });
  }).toPass();

  await page.goto("/settings/notifications");
  await page.getByRole("checkbox", { name: "Fills in the app" }).uncheck();
  await expect(page.getByText("Kept.")).toBeVisible();
  await buy();
  await page.waitForTimeout(2_000);
  await page.goto("/alerts");
  await expect(fills).toHaveCount(1);
});
