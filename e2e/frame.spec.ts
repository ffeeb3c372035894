/** What every page has around it, and the book of what is held: ways between pages, notes, one symbol. */
import { expect, type Page, test } from "playwright/test";
import { newTrader, placeButton, pressUntil, type Trader } from "./pages/desk";

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1440, height: 900 };

let trader: Trader;

test.beforeAll(async ({ browser }) => {
  trader = await newTrader(browser);
});

test.afterAll(() => trader.context.close());

async function buyShare(page: Page, symbol: string): Promise<void> {
  await page.goto(`/trade?symbol=${symbol}`);
  const buy = page.getByRole("button", { name: new RegExp(`^Buy ${symbol} shares`) });
  await pressUntil(buy, page.getByLabel("Type", { exact: true }));
  await page.getByLabel("Type", { exact: true }).selectOption("market");
  await placeButton(page, new RegExp(`^Buy 1 ${symbol}`)).click();
  await expect(page.getByRole("region", { name: "Fill", exact: true })).toContainText("Bought 1");
}

test("a page is fetched when its link is near, not because it is in sight", async () => {
  const { page } = trader;
  await page.setViewportSize(WIDE);
  const fetched: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.searchParams.has("_rsc")) fetched.push(url.pathname);
  });
  await page.goto("/home");
  await expect(page.getByRole("heading", { name: "Home" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(fetched).toEqual([]);
  const near = page.waitForRequest((request) => request.url().includes("_rsc="));
  await page.getByRole("link", { name: "Orders", exact: true }).hover();
  expect(new URL((await near).url()).pathname).toBe("/orders");
});

test("on a phone the same five ways stand below every page, the rest under More", async () => {
  const { page } = trader;
  await page.setViewportSize(PHONE);
  const bar = page.getByRole("navigation", { name: "Pages" });
  const FIVE = ["Home", "Trade", "Positions", "Activity", "More"];
  for (const path of ["/home", "/orders", "/settings/passkeys", "/trade"]) {
    await page.goto(path);
    await expect(bar.locator(":scope > *")).toHaveText(FIVE);
  }
  const positions = page.getByRole("tab", { name: /^Positions/, selected: true });
  await pressUntil(bar.getByRole("button", { name: "Positions" }), positions);
  await bar.getByRole("button", { name: "More" }).click();
  const more = page.getByRole("dialog", { name: "More" });
  await expect(more.getByRole("link")).toHaveText([
    ...["Account in numbers", "Performance", "Alerts", "Settings", "API"],
  ]);
  await more.getByRole("link", { name: "Account in numbers" }).click();
  await expect(page.getByRole("tab", { name: "Account" })).toHaveAttribute("aria-selected", "true");
});

test("a note is kept where the position is looked at, and stands with its campaign", async () => {
  const { page } = trader;
  await page.setViewportSize(WIDE);
  await buyShare(page, "SPY");
  const note = page.getByRole("dialog", { name: "Note on SPY shares" });
  await page.getByRole("button", { name: "Note on SPY shares" }).click();
  await note.getByLabel("Note", { exact: true }).fill("sell the next call at 0.25 delta");
  await note.getByLabel("Tags, with commas between them").fill("wheel");
  await note.getByRole("button", { name: "Keep note" }).click();
  await expect(note).toHaveCount(0);
  await page.getByRole("button", { name: "Note on SPY shares" }).click();
  await expect(note.getByLabel("Note", { exact: true })).toHaveValue(
    "sell the next call at 0.25 delta",
  );
  await page.goto("/performance");
  const campaigns = page.getByRole("region", { name: "Campaigns, simulated" });
  await expect(campaigns).toContainText("sell the next call at 0.25 delta");
  await expect(campaigns).toContainText("wheel");
});

test("the book can be of the symbol on screen alone", async () => {
  const { page } = trader;
  await page.setViewportSize(WIDE);
  await buyShare(page, "F");
  const positions = page.getByRole("table", { name: "Positions, simulated" });
  await expect(positions).toContainText("SPY shares");
  await page.getByRole("button", { name: "Only F" }).click();
  await expect(positions).toContainText("F shares");
  await expect(positions).not.toContainText("SPY shares");
  await page.goto("/trade?symbol=QQQ");
  const only = page.getByRole("button", { name: "Only QQQ", pressed: false });
  await pressUntil(only, page.getByText("Nothing of QQQ here."));
});

test("a ticket of options says why it takes no exits", async () => {
  const { page } = trader;
  await page.setViewportSize(WIDE);
  await page.goto("/trade?symbol=SPY");
  const ticket = page.getByRole("region", { name: "Order ticket" });
  await pressUntil(
    page.getByRole("button", { name: /^Buy [\d.]+ call, ask \d/ }).first(),
    ticket.getByText(/^No bracket: exits go with stock alone\./),
  );
  await expect(ticket.getByText("Exits, for once it has filled")).toHaveCount(0);
});
