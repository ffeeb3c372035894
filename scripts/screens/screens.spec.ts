/** Pictures of every screen, for docs/screens: `npm run screens`. */
import { expect, type Page, test } from "playwright/test";
import { chooseExample, newTrader, type Trader } from "../../e2e/pages/desk";

const FOLDER = "docs/screens";
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

let trader: Trader;

test.beforeAll(async ({ browser }) => {
  trader = await newTrader(browser, { colorScheme: "dark", reducedMotion: "reduce" });
});

test.afterAll(() => trader.context.close());

async function shoot(page: Page, name: string, fullPage = false): Promise<void> {
  for (const viewport of SIZES) {
    await page.setViewportSize(viewport);
    await page.waitForTimeout(700); // charts and quotes settle
    await page.screenshot({ path: `${FOLDER}/${name}-${viewport.width}.png`, fullPage });
  }
  await page.setViewportSize(SIZES[0]);
}

const PAGES = [
  ["home", "/home"],
  ["settings-privacy", "/settings/privacy"],
  ["settings-keys", "/settings/keys"],
  ["settings-sessions", "/settings/sessions"],
  ["docs", "/docs"],
  ["status", "/status"],
  ["terms", "/terms"],
  ["not-found", "/nowhere"],
  ["orders", "/orders"],
  ["alerts", "/alerts?symbol=SPY"],
  ["settings-accounts", "/settings/accounts"],
  ["settings-notifications", "/settings/notifications"],
  ["settings-shortcuts", "/settings/shortcuts"],
  ["performance", "/performance"],
  ["settings-passkeys", "/settings/passkeys"],
  ["settings-appearance", "/settings/appearance"],
] as const;

test("start", async ({ page }) => {
  await page.goto("/");
  await shoot(page, "start", true);
});

test("trade", async () => {
  const { page } = trader;
  await page.waitForTimeout(1_500);
  await shoot(page, "trade-empty");
  const place = await chooseExample(page, /^Put credit spread/, /^Sell 1 put credit spread/);
  await shoot(page, "trade-ticket");
  await page.getByLabel("Type", { exact: true }).selectOption("market");
  await expect(place).toBeEnabled();
  await place.click();
  await expect(page.getByRole("region", { name: "Fill", exact: true })).toBeVisible();
  await shoot(page, "trade-fill");
});

for (const [name, path] of PAGES) {
  test(name, async () => {
    const { page } = trader;
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await shoot(page, name, true);
  });
}
