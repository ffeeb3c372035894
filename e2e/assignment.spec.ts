/**
 * From a sold put to the shares it brings, in the browser, with the simulated market moved on past expiry. It
 * moves the one clock everybody has, so it runs after all other journeys (playwright.config.ts).
 */
import { expect, type Page, test } from "playwright/test";
import { newTrader, placeButton, pressUntil } from "./pages/desk";
import { moveMarketTo } from "./pages/store";

/** The worker reads the clock every two seconds and does the day's work one job after another. */
const DAY_MS_MAX = 90_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The first expiry after today, which is waited for: the one before it has puts too. */
async function showNextExpiry(page: Page): Promise<void> {
  await page.goto("/trade?symbol=F");
  const chip = page
    .getByRole("group", { name: "Expiry" })
    .getByRole("button", { name: /\b[1-9]\d*d\b/ })
    .first();
  const day = /\d+ [A-Z][a-z]{2}/.exec((await chip.textContent()) ?? "")?.[0] ?? "";
  const chain = page.getByRole("grid", { name: `F options, ${day}` });
  await pressUntil(chip, chain);
}

/** Sells one put at the end of the strikes on screen; answers how it is named. */
async function sellPut(page: Page, strike: "lowest" | "highest"): Promise<string> {
  await showNextExpiry(page);
  const bids = page.getByRole("button", { name: /^Sell [\d.]+ put, bid \d/ });
  await expect(bids.nth(5)).toBeVisible();
  await (strike === "lowest" ? bids.first() : bids.last()).click();
  await page.getByLabel("Type", { exact: true }).selectOption("market");
  const place = placeButton(page, /^Sell 1 .*at the market/);
  await expect(place).toBeEnabled();
  await place.click();
  const fill = page.getByRole("region", { name: "Fill", exact: true });
  await expect(fill).toContainText(/Sold 1 × F \d+ \w+ \d+ [\d.]+ put/);
  return /F \d+ \w+ \d+ [\d.]+ put/.exec((await fill.textContent()) ?? "")?.[0] ?? "";
}

/** "F 27 Nov 26 14 put" ends on 2026-11-27. */
function expiryOf(name: string): string {
  const [, day = "", month = "", year = ""] = name.split(" ");
  const number = String(MONTHS.indexOf(month) + 1).padStart(2, "0");
  return `20${year}-${number}-${day.padStart(2, "0")}`;
}

async function expectTold(page: Page, words: string | RegExp): Promise<void> {
  await expect(async () => {
    await page.goto("/alerts");
    await expect(page.getByRole("listitem").filter({ hasText: words }).first()).toBeVisible({
      timeout: 2_000,
    });
  }).toPass({ timeout: DAY_MS_MAX, intervals: [2_000] });
}

test("a sold put is assigned past its expiry: told before and after, shares held, the wheel goes on", async ({
  browser,
}) => {
  test.setTimeout(4 * DAY_MS_MAX);
  const { page, context } = await newTrader(browser);
  // One that is sure to be assigned, some day before its last too; the other lives to see the morning.
  const [inside, outside] = [await sellPut(page, "highest"), await sellPut(page, "lowest")];
  const expiry = expiryOf(outside);

  await test.step("on the morning of its day", async () => {
    await moveMarketTo(expiry, "10:00");
    await expectTold(page, new RegExp(`Expires today: .*−1 × ${outside}`));
    await page.goto("/trade?symbol=F&book=positions");
    const positions = page.getByRole("table", { name: "Positions, simulated" });
    await expect(positions.getByText("Expires today").first()).toBeVisible();
    await page.goto("/home");
    await expect(
      page
        .getByText("It expires today.")
        .or(page.getByText(/assigned, you buy/))
        .first(),
    ).toBeVisible();
  });

  await test.step("after the evening's work", async () => {
    await moveMarketTo(expiry, "23:00");
    await expectTold(page, `Assigned: 1 × ${inside}`);
    await expectTold(page, `Expired: 1 × ${outside}`);
    await page.goto("/trade?symbol=F&book=positions");
    const positions = page.getByRole("table", { name: "Positions, simulated" });
    await expect(
      positions
        .getByRole("row")
        .filter({ hasText: /^F\s*100/ })
        .first(),
    ).toBeVisible();
    await expect(positions).not.toContainText("put");
  });

  await test.step("the campaign knows where the shares came from", async () => {
    await page.goto("/performance");
    const campaigns = page.getByRole("region", { name: "Campaigns, simulated" });
    await expect(campaigns).toContainText("Wheel: assigned stock");
    await expect(campaigns).toContainText(/opened.*assigned/);
    await expect(campaigns).toContainText(/Adjusted cost \d+\.\d{2,4} a share/);
  });
  await context.close();
});
