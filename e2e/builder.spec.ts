/** The builder: every strategy card to a fill that explains itself, legs moved along, the picture and its table. */
import { expect, type Page, test } from "playwright/test";
import { newTrader, placeButton, type Trader } from "./pages/desk";

/** Each on an underlying of its own, so that no order closes what another opened. */
const CARDS = [
  ["Covered call", "F", /covered call/i],
  ["Cash-secured put", "BAC", /put/i],
  ["Wheel", "T", /put/i],
  ["Put credit spread", "SPY", /put credit spread/i],
  ["Call credit spread", "QQQ", /call credit spread/i],
  ["Iron condor", "IWM", /iron condor/i],
  ["Call debit spread", "AAPL", /call debit spread/i],
  ["Put debit spread", "MSFT", /put debit spread/i],
  ["Long straddle", "AMD", /long straddle/i],
  ["Short straddle", "INTC", /short straddle/i],
  ["Long strangle", "NVDA", /long strangle/i],
  ["Short strangle", "SOFI", /short strangle/i],
  ["Calendar", "DIA", /calendar/i],
  ["Diagonal", "GLD", /diagonal/i],
  ["Collar", "PFE", /collar/i],
] as const;
/** The cards of the start, and one of two dates; the others are the same way with other legs: on request. */
const ALWAYS = /^(Covered call|Cash-secured put|Put credit spread|Iron condor|Calendar)$/;
const EVERY_CARD = process.env.RAXX_EVERY_CARD !== undefined;
const BUILD_MS_MAX = 20_000;

/** The twelve fields of experience.md §1.4, by the words that head them. */
const FIELDS = [
  ...["Net price", "Max loss", "Max profit", "Chance of profit", "Buying power effect"],
  ...["Buying power after", "Fees", "Days to expiry", "Until then", "Priced on"],
];

let trader: Trader;

test.beforeAll(async ({ browser }) => {
  trader = await newTrader(browser);
});

test.afterAll(() => trader.context.close());

async function build(page: Page, card: string, symbol: string): Promise<void> {
  await page.goto(`/trade?symbol=${symbol}`);
  const cards = page.getByRole("region", { name: `Build on ${symbol}` });
  await cards.getByRole("button", { name: new RegExp(`^${card}`) }).click();
  await expect(placeButton(page, /./)).toBeEnabled({ timeout: BUILD_MS_MAX });
}

for (const [card, symbol, name] of CARDS) {
  test(`${card} on ${symbol}: twelve fields, then a fill that explains itself`, async () => {
    test.skip(!EVERY_CARD && !ALWAYS.test(card), "on request");
    const { page } = trader;
    await build(page, card, symbol);
    const preview = page.getByRole("region", { name: "Preview" });
    for (const field of FIELDS) {
      const row = preview.locator("div", { has: page.getByText(field, { exact: true }) }).last();
      await expect(row, field).toContainText(/[^—\s]/);
    }
    await expect(preview.getByText(/^Breakevens?$/)).toBeVisible();
    await expect(preview.getByText("DELAYED 15m").first()).toBeVisible();
    await expect(preview.getByRole("img", { name: /^Profit and loss by price/ })).toBeVisible();
    await expect(page.getByRole("region", { name: "Order ticket" })).toContainText(name);
    // At market: the legs are read here for longer than a limit may stay good for.
    await page.getByLabel("Type", { exact: true }).selectOption("market");
    const place = placeButton(page, /at the market/);
    await expect(place).toBeEnabled();
    await place.click();
    const fill = page.getByRole("region", { name: "Fill", exact: true });
    await expect(fill).toContainText("Recomputed from its record: same fill.");
  });
}

test("strikes and expiries move a listed step at a time, together or alone", async () => {
  const { page } = trader;
  await build(page, "Put credit spread", "SPY");
  const legs = page.getByRole("list", { name: "Legs" });
  const strikes = async () =>
    [...(await legs.innerText()).matchAll(/SPY \d+ \w+ (\d+) put/g)].map(([, text]) =>
      Number(text),
    );
  const [sold = 0, bought = 0] = await strikes();
  expect(sold - bought).toBe(5);
  await page.getByRole("button", { name: "Lower strike, all legs" }).click();
  await expect.poll(strikes).toEqual([sold - 1, bought - 1]);
  await page
    .getByRole("button", { name: /^Lower strike, SPY .* put$/ })
    .last()
    .click();
  await expect.poll(strikes).toEqual([sold - 1, bought - 2]);
  await page.getByRole("button", { name: "Later expiry, all legs" }).click();
  await expect(legs).not.toContainText("18 Dec");
  await expect(placeButton(page, /^Sell 1 put credit spread/)).toBeEnabled();
});

test("the limit slides from the natural price to the middle; the words on the button follow", async () => {
  const { page } = trader;
  await build(page, "Iron condor", "SPY");
  const slider = page.getByRole("slider", { name: /^Limit between/ });
  await slider.focus();
  await page.keyboard.press("End");
  const limit = page.getByLabel("Net limit per unit");
  const price = await limit.inputValue();
  expect(Number(price)).toBeGreaterThan(0);
  await expect(
    placeButton(page, new RegExp(`for ${Number(price).toFixed(2)} credit`)),
  ).toBeEnabled();
});

test("the picture has a table of the same, by price and date", async () => {
  const { page } = trader;
  await build(page, "Calendar", "SPY");
  const volatility = page.getByRole("slider", { name: "Volatility" });
  await volatility.focus();
  await page.keyboard.press("ArrowRight");
  await expect(volatility).toHaveAttribute("aria-valuetext", "+5 points");
  await page.getByRole("button", { name: "Price × date table" }).click();
  const table = page.getByRole("table", { name: /^Profit or loss in dollars by price/ });
  await expect(table.getByRole("columnheader").nth(1)).toHaveText("Today");
  expect(await table.getByRole("row").count()).toBeGreaterThan(6);
});

test("home tells what the week brought and leads on", async () => {
  const { page } = trader;
  await build(page, "Put credit spread", "XLF");
  await page.getByLabel("Type", { exact: true }).selectOption("market");
  const place = placeButton(page, /at the market/);
  await expect(place).toBeEnabled();
  await place.click();
  await expect(page.getByRole("region", { name: "Fill", exact: true })).toBeVisible();
  await page.goto("/home");
  await expect(page.getByRole("heading", { name: "Home" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Premium collected" })).toContainText(
    /[1-9]\d* fills?,/,
  );
  await page.getByRole("link", { name: /^Make recovery codes/ }).click();
  await page.waitForURL(/\/settings\/passkeys/);
});
