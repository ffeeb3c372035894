/** The desk as a trader reads it: by role and name. */
import {
  type Browser,
  type BrowserContext,
  expect,
  type Locator,
  type Page,
} from "playwright/test";
import { signUp } from "./passkey";

/** The first example after a start waits for the chain it is chosen from to be priced. */
const EXAMPLE_MS_MAX = 20_000;

export interface Trader {
  readonly email: string;
  readonly context: BrowserContext;
  readonly page: Page;
}

/** A new person at their desk. */
export async function newTrader(
  browser: Browser,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Trader> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  return { email: await signUp(page), context, page };
}

/** The button that sends the ticket; its words say what it does. */
export function placeButton(page: Page, words: RegExp): Locator {
  return page.getByRole("button", { name: words }).filter({ hasText: /, simulated$/ });
}

/** One of the four examples on an empty ticket. */
export function exampleCard(page: Page, name: RegExp): Locator {
  return page.getByRole("region", { name: "Examples" }).getByRole("button", { name });
}

/** Presses an example card and waits until its order could be sent. */
export async function chooseExample(page: Page, name: RegExp, words: RegExp): Promise<Locator> {
  await exampleCard(page, name).click();
  const place = placeButton(page, words);
  await expect(place).toBeEnabled({ timeout: EXAMPLE_MS_MAX });
  return place;
}

/** Presses Tab until an element has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator, stopsMax = 150): Promise<number> {
  for (let stops = 1; stops <= stopsMax; stops += 1) {
    await page.keyboard.press("Tab");
    const reached = await target.evaluateAll((all) =>
      all.some((element) => element === document.activeElement),
    );
    if (reached) return stops;
  }
  throw new Error(`not reached in ${stopsMax} Tabs`);
}

/** Rests an order to buy one share of the symbol on screen for a dollar; answers its row. */
export async function restOrder(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: /^Buy SPY shares/ }).click();
  await page.getByLabel("Limit price").fill("1.00");
  const place = placeButton(page, /^Buy 1 SPY/);
  await expect(place).toBeEnabled();
  await place.click();
  await page.getByRole("tab", { name: /^Orders/ }).click();
  return page.getByRole("listitem").filter({ hasText: "SPY" }).filter({ hasText: "limit 1.00" });
}

/** How far things jumped over some seconds of ticking quotes (CLS as browsers count it). */
export function layoutShift(page: Page, ms: number): Promise<number> {
  return page.evaluate(
    (overMs) =>
      new Promise<number>((resolve) => {
        let shift = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            shift += (entry as unknown as { value: number }).value;
        });
        observer.observe({ type: "layout-shift" });
        setTimeout(() => {
          observer.disconnect();
          resolve(shift);
        }, overMs);
      }),
    ms,
  );
}

/** Presses until what it leads to is there: right after a load the page may not be listening yet. */
export async function pressUntil(control: Locator, shown: Locator): Promise<void> {
  await expect(async () => {
    await control.click({ timeout: 2_000 });
    await expect(shown).toBeVisible({ timeout: 2_000 });
  }).toPass();
}
