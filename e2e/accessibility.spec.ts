/** axe-core finds nothing on any screen and in what opens over it, in either theme and palette, in a wide window and on a phone. */
import axe from "axe-core";
import { expect, type Page, test } from "playwright/test";
import { chooseExample } from "./pages/desk";
import { type Looker, newLooker, open, SCREENS } from "./pages/screen-list";

const THEMES = ["light", "dark"] as const;
const PALETTES = ["clear", "classic"] as const;
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe objects to, short enough to read in a failure. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: Violation[] }> };
    };
    return (await axe.run()).violations;
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary}`),
  );
}

async function expectNone(page: Page, name: string, sizes = [WIDE, PHONE]): Promise<void> {
  for (const viewport of sizes) {
    await page.setViewportSize(viewport);
    for (const colorScheme of THEMES) {
      // Without motion: a colour halfway between two themes is nobody's to judge.
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const palette of PALETTES) {
        await page.evaluate((chosen) => {
          document.documentElement.dataset.palette = chosen;
        }, palette);
        const where = `${name} ${colorScheme} ${palette} ${viewport.width}`;
        expect.soft(await violations(page), where).toEqual([]);
      }
    }
  }
}

let looker: Looker;

test.beforeAll(async ({ browser }) => {
  looker = await newLooker(browser);
});

test.afterAll(() => looker.context.close());

for (const screen of SCREENS) {
  test(screen.route, async () => {
    const { page } = looker;
    await page.setViewportSize(WIDE);
    await open(screen, looker);
    await expectNone(page, screen.route);
  });
}

test("the start page with its sheet", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Start simulated trading" }).click();
  await expect(page.getByLabel("Email")).toBeVisible();
  await expectNone(page, "sheet");
});

test("desk with an empty ticket, with a preview and with a fill", async () => {
  const { page } = looker;
  await page.setViewportSize(WIDE);
  await page.goto("/trade");
  await expect(page.getByRole("region", { name: "Examples" })).toBeVisible(); // not its skeleton
  await expectNone(page, "empty desk");
  await page.setViewportSize(WIDE);
  const place = await chooseExample(page, /^Put credit spread/, /^Sell 1 put credit spread/);
  await expectNone(page, "preview", [WIDE]);
  await page.setViewportSize(WIDE);
  // By now the market has left the limit behind.
  await page.getByLabel("Type", { exact: true }).selectOption("market");
  await expect(place).toBeEnabled();
  await place.click();
  await expect(page.getByRole("region", { name: "Fill", exact: true })).toBeVisible();
  await expectNone(page, "fill", [PHONE]);
});

test("the chain's income view and its columns, the chart's table, the payoff's table", async () => {
  const { page } = looker;
  await page.setViewportSize(WIDE);
  await page.goto("/trade?symbol=SPY");
  await page.getByRole("button", { name: "Columns" }).click();
  await expect(page.getByRole("checkbox", { name: /^Open interest/ })).toBeVisible();
  await expectNone(page, "columns", [WIDE]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Income", exact: true }).click();
  await page.getByRole("button", { name: "Table", exact: true }).click();
  const cards = page.getByRole("region", { name: "Build on SPY" });
  await cards.getByRole("button", { name: /^Iron condor/ }).click();
  await page.getByRole("button", { name: "Price × date table" }).click();
  await expect(page.getByRole("table", { name: /^Profit or loss in dollars/ })).toBeVisible();
  await expectNone(page, "income and tables", [WIDE]);
});

test("keys page with a new secret", async () => {
  const { page } = looker;
  await page.setViewportSize(WIDE);
  await page.goto("/settings/keys");
  await page.getByLabel("Name of the new key").fill("axe");
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("region", { name: "New key" })).toBeVisible();
  await expectNone(page, "keys");
});

test("what opens over a page: palette, shortcuts, accounts, notifications", async () => {
  const { page } = looker;
  await page.setViewportSize(WIDE);
  await page.goto("/orders");
  const openings = [
    ["palette", () => page.keyboard.press("Control+k"), "dialog"],
    ["shortcuts", () => page.keyboard.press("?"), "dialog"],
    ["notifications", () => page.getByRole("button", { name: /^Notifications/ }).click(), "dialog"],
    ["accounts", () => page.getByRole("button", { name: /^Account .*, menu$/ }).click(), "menu"],
  ] as const;
  for (const [name, open, role] of openings) {
    await expect(async () => {
      await open();
      await expect(page.getByRole(role)).toBeVisible({ timeout: 500 });
    }).toPass();
    await expectNone(page, name, [WIDE]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole(role)).toHaveCount(0);
  }
});
