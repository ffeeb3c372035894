/** Several paper accounts of one person: opened, switched, reset, named, put away. */
import { expect, type Page, test } from "playwright/test";
import { newTrader, restOrder, type Trader } from "./pages/desk";

let trader: Trader;

test.beforeAll(async ({ browser }) => {
  trader = await newTrader(browser);
});

test.afterAll(() => trader.context.close());

async function menu(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Account .*, menu$/ }).click();
}

test("a second account has its own balance and orders, and each tab keeps the one it shows", async () => {
  const { page, context } = trader;
  await menu(page);
  await page.getByRole("menuitem", { name: "New account…" }).click();
  const sheet = page.getByRole("dialog", { name: "New account" });
  await sheet.getByLabel("Name").fill("Small");
  await sheet.getByRole("button", { name: "$10,000" }).click();
  await sheet.getByRole("button", { name: "Open simulated account" }).click();
  await expect(page.getByRole("button", { name: "Account Small, menu" })).toBeVisible();
  await expect(page.getByRole("banner")).toContainText("$10,000.00");

  const other = await context.newPage();
  await other.goto("/trade?symbol=SPY");
  await menu(other);
  await other.getByRole("menuitemradio", { name: /Paper 1/ }).click();
  await expect(other.getByRole("banner")).toContainText("$50,000.00");

  await expect(await restOrder(page)).toContainText("Needs ask ≤ 1.00"); // this tab still shows Small
  await expect(page.getByRole("banner")).toContainText("$10,000.00");
  await other.getByRole("tab", { name: /^Orders/ }).click();
  await expect(other.getByText("No orders yet.")).toBeVisible();
  await other.close();
});

test("a reset is three presses, instant, and the old epoch stays to be read", async () => {
  const { page } = trader;
  await page.goto("/trade?symbol=SPY");
  await menu(page);
  await page.getByRole("menuitem", { name: /^Reset Paper 1/ }).click();
  await page.getByRole("button", { name: "Reset Paper 1" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.goto("/performance");
  await expect(page.getByRole("link", { name: "Epoch 2, running" })).toBeVisible();
  await page.getByRole("link", { name: "Epoch 1" }).click();
  await expect(page.getByRole("link", { name: "Epoch 1" })).toHaveAttribute("aria-current", "page");
  await expect(page.getByRole("heading", { name: "Performance" })).toBeVisible();
});

test("accounts are named and put away from the settings, but for the last one", async () => {
  const { page } = trader;
  await page.goto("/settings/accounts");
  const rows = page.getByRole("listitem").filter({ hasText: "began with" });
  await rows.getByRole("button", { name: "Rename Paper 1" }).click();
  await page.getByLabel("New name of Paper 1").fill("Income");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(rows.filter({ hasText: "Income" })).toBeVisible();
  await rows.getByRole("button", { name: "Archive Income" }).click();
  await page.getByRole("button", { name: "Cancel its orders and archive" }).click();
  await expect(rows.filter({ hasText: "Income" })).toContainText("Archived");
  await expect(page.getByRole("button", { name: "Account Small, menu" })).toBeVisible();
  await rows.getByRole("button", { name: "Archive Small" }).click();
  await page.getByRole("button", { name: "Cancel its orders and archive" }).click();
  await expect(page.getByText("the only account cannot be archived")).toBeVisible();
  await rows.getByRole("button", { name: "Restore Income" }).click();
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(rows.filter({ hasText: /Archived/ })).toHaveCount(0);
});
