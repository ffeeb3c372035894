/** Pictures of every screen, for docs/screens: `npm run screens`. */
import { expect, type Page, test } from "playwright/test";
import { chooseExample, newTrader } from "../../e2e/pages/desk";
import { type Looker, newLooker, open, SCREENS } from "../../e2e/pages/screen-list";

const FOLDER = "docs/screens";
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

const QUIET = { colorScheme: "dark", reducedMotion: "reduce" } as const;

let looker: Looker;

test.beforeAll(async ({ browser }) => {
  looker = await newLooker(browser, QUIET);
});

test.afterAll(() => looker.context.close());

async function shoot(page: Page, name: string, fullPage = false): Promise<void> {
  for (const viewport of SIZES) {
    await page.setViewportSize(viewport);
    await page.waitForTimeout(700); // charts and quotes settle
    await page.screenshot({ path: `${FOLDER}/${name}-${viewport.width}.png`, fullPage });
  }
  await page.setViewportSize(SIZES[0]);
}

test("the way to a first fill", async ({ browser }) => {
  const { page, context } = await newTrader(browser, QUIET);
  await page.waitForTimeout(1_500);
  await shoot(page, "trade-empty");
  const place = await chooseExample(page, /^Put credit spread/, /^Sell 1 put credit spread/);
  await shoot(page, "trade-ticket");
  await page.getByLabel("Type", { exact: true }).selectOption("market");
  await expect(place).toBeEnabled();
  await place.click();
  await expect(page.getByRole("region", { name: "Fill", exact: true })).toBeVisible();
  await shoot(page, "trade-fill");
  await context.close();
});

/** "/settings/keys" is settings-keys, "/fills/[id]" is fills, the first page is start. */
function nameOf(route: string): string {
  const words = route.split("/").filter((word) => word !== "" && !word.startsWith("["));
  return words.join("-").replace(/^_/, "") || "start";
}

for (const screen of SCREENS) {
  test(nameOf(screen.route), async () => {
    await open(screen, looker);
    await shoot(looker.page, nameOf(screen.route), screen.route !== "/trade");
  });
}

test("a stranger's start", async ({ page }) => {
  await page.goto("/");
  await shoot(page, "start-stranger", true);
});

for (const name of ["start", "home", "trade", "performance"]) {
  test(`${name}, light`, async () => {
    const screen = SCREENS.find(({ route }) => nameOf(route) === name);
    if (screen === undefined) throw new Error(`no screen ${name}`);
    await looker.page.emulateMedia({ colorScheme: "light" });
    await open(screen, looker);
    await shoot(looker.page, `${name}-light`, name !== "trade");
  });
}
