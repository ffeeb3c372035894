/** The builder: every strategy card to a fill that explains itself, legs moved along, the picture and its table. */
import { expect, type Page, test } from "playwright/test";
import { newTrader, placeButton, type Trader } from "./pages/desk";

/** Every card of the builder, and what the ticket then says it is. */
const CARDS = [
  ["Covered call", /covered call/i],
  ["Cash-secured put", /put/i],
  ["Wheel", /put/i],
  ["Put credit spread", /put credit spread/i],
  ["Call credit spread", /call credit spread/i],
  ["Iron condor", /iron condor/i],
  ["Call debit spread", /call debit spread/i],
  ["Put debit spread", /put debit spread/i],
  ["Long straddle", /long straddle/i],
  ["Short straddle", /short straddle/i],
  ["Long strangle", /long strangle/i],
  ["Short strangle", /short strangle/i],
  ["Calendar", /calendar/i],
  ["Diagonal", /diagonal/i],
  ["Collar", /collar/i],
] as const;
/** Shares with options, one leg, two of one date, four, two dates; each where no order closes another's. */
const FILLED = [
  ["Covered call", "F", /covered call/i],
  ["Cash-secured put", "BAC", /put/i],
  ["Put credit spread", "SPY", /put credit spread/i],
  ["Iron condor", "IWM", /iron condor/i],
  ["Calendar", "DIA", /calendar/i],
] as const;
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

async function press(page: Page, card: string, symbol: string): Promise<void> {
  const cards = page.getByRole("region", { name: `Build on ${symbol}` });
  await cards.getByRole("button", { name: new RegExp(`^${card}`) }).click();
  await expect(placeButton(page, /./)).toBeEnabled({ timeout: BUILD_MS_MAX });
}

async function build(page: Page, card: string, symbol: string): Promise<void> {
  await page.goto(`/trade?symbol=${symbol}`);
  await press(page, card, symbol);
}

async function expectFields(page: Page, name: RegExp): Promise<void> {
  const preview = page.getByRole("region", { name: "Preview" });
  for (const field of FIELDS) {
    const row = preview.locator("div", { has: page.getByText(field, { exact: true }) }).last();
    await expect(row, field).toContainText(/[^—\s]/);
  }
  await expect(preview.getByText(/^Breakevens?$/)).toBeVisible();
  await expect(preview.getByText("DELAYED 15m").first()).toBeVisible();
  await expect(preview.getByRole("img", { name: /^Profit and loss by price/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "Order ticket" })).toContainText(name);
}

test("each of the fifteen cards fills a ticket that says its twelve fields", async () => {
  test.slow(); // fifteen tickets
  const { page } = trader;
  await page.goto("/trade?symbol=QQQ");
  const cards = page.getByRole("region", { name: "Build on QQQ" }).getByRole("button");
  await expect(cards).toHaveCount(CARDS.length);
  for (const [card, name] of CARDS) {
    await test.step(card, async () => {
      await press(page, card, "QQQ");
      await expectFields(page, name);
      await page.getByRole("button", { name: "Clear" }).click();
    });
  }
});

for (const [card, symbol, name] of FILLED) {
  test(`${card} on ${symbol}: twelve fields, then a fill that explains itself`, async () => {
    const { page } = trader;
    await build(page, card, symbol);
    await expectFields(page, name);
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
