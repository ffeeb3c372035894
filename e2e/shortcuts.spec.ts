/** The keyboard's ways: palette, shortcuts, their sheet, and that they can be changed or turned off. */
import { expect, test } from "playwright/test";
import { newTrader, restOrder, type Trader } from "./pages/desk";

let trader: Trader;

test.beforeAll(async ({ browser }) => {
  trader = await newTrader(browser);
});

test.afterAll(() => trader.context.close());

test("the palette finds pages, commands and symbols by their names", async () => {
  const { page } = trader;
  await page.goto("/settings/appearance");
  const search = page.getByRole("combobox", { name: "Search pages, commands and symbols" });
  await expect(async () => {
    await page.keyboard.press("Control+k"); // keys are heard once the page has come alive
    await expect(search).toBeFocused({ timeout: 500 });
  }).toPass();
  await search.fill("perf");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/performance$/);
  await expect(search).toHaveCount(0);

  await page.keyboard.press("/");
  await search.fill("QQQ");
  await expect(page.getByRole("option", { name: /^QQQ/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "QQQ quote" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await search.fill("zzzz");
  await expect(page.getByText("Nothing is called that here.")).toBeVisible();
  await page.keyboard.press("Escape");
});

test("keys go between pages, open the sheet, and act on the row in focus", async () => {
  const { page } = trader;
  await page.goto("/trade?symbol=SPY");
  const order = await restOrder(page);
  await order.getByRole("button", { name: /^Change/ }).focus();
  await page.keyboard.press("x");
  await expect(order).toContainText("Canceled on request.");

  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet).toContainText("Cancel the order in focus");
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);

  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await page.waitForURL(/\/orders/);
  await expect(page.getByRole("heading", { name: "Orders" })).toBeVisible();
});

test("shortcuts can be changed, taken away, or turned off (WCAG 2.1.4)", async () => {
  const { page } = trader;
  await page.goto("/settings/shortcuts");
  const keys = page.getByLabel("Keys of: Go to orders");
  await keys.fill("x");
  await keys.blur();
  await expect(page.getByText("“Cancel the order in focus” has these keys.")).toBeVisible();
  await keys.fill("z");
  await keys.blur();
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("z");
  await page.waitForURL(/\/orders/);

  await page.goto("/settings/shortcuts");
  await page.getByLabel("Turn off shortcuts without Ctrl or Cmd").check();
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("z");
  await page.keyboard.press("?");
  await page.waitForTimeout(500);
  await expect(page).toHaveURL(/\/settings\/shortcuts/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
});
