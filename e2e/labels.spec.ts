/** Every price and profit says where it comes from and that it is simulated, on every screen there is. */
import { readFileSync } from "node:fs";
import { expect, test } from "playwright/test";
import { unlabelledPrices } from "./pages/labels";
import { type Looker, newLooker, open, SCREENS } from "./pages/screen-list";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
const ROUTES = ".next/app-path-routes-manifest.json";
/** Shown when the frame of every page broke: nobody can ask for it. */
const NOT_OPENED = ["/_global-error"];

let looker: Looker;

test.beforeAll(async ({ browser }) => {
  looker = await newLooker(browser);
});

test.afterAll(() => looker.context.close());

test("the list of screens is the list of the build's pages", () => {
  const routes: Record<string, string> = JSON.parse(readFileSync(ROUTES, "utf8"));
  const pages = Object.entries(routes).flatMap(([file, route]) =>
    file.endsWith("/page") && !NOT_OPENED.includes(route) ? [route] : [],
  );
  expect(SCREENS.map(({ route }) => route).sort()).toEqual(pages.sort());
});

for (const screen of SCREENS) {
  test(screen.route, async () => {
    const { page } = looker;
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await open(screen, looker);
      expect.soft(await unlabelledPrices(page), `${size.width}`).toEqual([]);
    }
  });
}
