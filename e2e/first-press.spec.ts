/** The first moments of the desk: what it weighs, and that whoever is quick is heard. */
import { gzipSync } from "node:zlib";
import { expect, test } from "playwright/test";
import { chooseExample, newTrader, placeButton, type Trader } from "./pages/desk";

/** What the trade page may load before its chart (experience.md §0). */
const WEIGHT_KB_MAX = 180;

let trader: Trader;

test.beforeAll(async ({ browser }) => {
  trader = await newTrader(browser);
});

test.afterAll(() => trader.context.close());

test("the trade page's script before the chart", async () => {
  const { request } = trader.page;
  const html = await (await request.get("/trade?symbol=SPY")).text();
  // Without the polyfills that only browsers without modules load.
  const tags = [...html.matchAll(/<script[^>]+src="([^"]+)"[^>]*>/g)];
  const paths = new Set(tags.filter(([tag]) => !/nomodule/i.test(tag)).map(([, src]) => src));
  let bytes = 0;
  for (const path of paths) {
    if (path !== undefined) bytes += gzipSync(await (await request.get(path)).body()).length;
  }
  const kilobytes = bytes / 1_024;
  test.info().annotations.push({ type: "web-weight", description: kilobytes.toFixed(1) });
  expect(kilobytes).toBeGreaterThan(20); // the scripts were found
  expect(kilobytes).toBeLessThanOrEqual(WEIGHT_KB_MAX);
});

/** A desk that is drawn, whose scripts are held back until `come` is called: as on a slow line. */
async function drawnDesk() {
  const page = await trader.context.newPage();
  await page.setViewportSize({ width: 1440, height: 900 });
  let come: () => void = () => undefined;
  const may = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await may;
    await route.continue();
  });
  await page.goto("/trade?symbol=SPY", { waitUntil: "commit" });
  return { page, come };
}

test("a price pressed before any script has come is on the ticket once it has", async () => {
  const { page, come } = await drawnDesk();
  await page
    .getByRole("button", { name: /^Sell \d+ put, bid \d/ })
    .nth(2)
    .click();
  come();
  await expect(page.getByRole("list", { name: "Legs" }).getByRole("listitem")).toHaveCount(1);
  await expect(placeButton(page, /^Sell 1 /)).toBeEnabled();
  await page.close();
});

const LAYERS = [
  ["the accounts' menu", /^Account .*, menu$/, "menu"],
  ["the notices", /^Notifications/, "dialog"],
  ["the symbols", /^Symbol SPY, change$/, "dialog"],
  ["the indicators", /^Indicators/, "dialog"],
] as const;

for (const [name, button, role] of LAYERS) {
  test(`${name}, pressed before any script has come, open once it has`, async () => {
    const { page, come } = await drawnDesk();
    await page.getByRole("button", { name: button }).click();
    come();
    await expect(page.getByRole(role)).toBeVisible();
    await page.close();
  });
}

test("a list of the book, pressed as soon as the page has loaded, is shown", async () => {
  const page = await trader.context.newPage();
  await page.goto("/trade?symbol=SPY", { waitUntil: "load" });
  await page.getByRole("tab", { name: /^Fills/ }).click();
  await expect(page.getByRole("tabpanel")).toContainText("No fills yet.");
  await page.close();
});

test("a part that cannot be loaded takes nothing else with it, and comes when there is a line again", async () => {
  const page = await trader.context.newPage();
  await page.goto("/trade?symbol=SPY");
  await chooseExample(page, /^Put credit spread/, /^Sell 1 put credit spread/);
  await page.route("**/_next/static/**", (route) => route.abort());
  for (const name of [/^Notifications/, /^Columns/, /^Indicators/]) {
    const button = page.getByRole("button", { name });
    await button.click();
    await expect(page.getByText("That could not be loaded.").first()).toBeVisible();
    await expect(button).toBeVisible();
  }
  await expect(placeButton(page, /^Sell 1 put credit spread/)).toBeEnabled();
  await page.unroute("**/_next/static/**");
  await page.getByRole("button", { name: /^Notifications/ }).click();
  await expect(page.getByRole("dialog", { name: "Notifications" })).toBeVisible();
  await page.close();
});

test("what the first press needs is already there when nothing more can be loaded", async () => {
  const page = await trader.context.newPage();
  await page.goto("/trade?symbol=SPY");
  await chooseExample(page, /^Put credit spread/, /^Sell 1 put credit spread/);
  await page.getByRole("button", { name: "Clear" }).click();
  await page.route("**/_next/static/**", (route) => route.abort());
  await page.getByRole("tab", { name: /^Fills/ }).click();
  await expect(page.getByRole("tabpanel")).toContainText("No fills yet.");
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: /^Search pages/ })).toBeFocused();
  await page.close();
});
