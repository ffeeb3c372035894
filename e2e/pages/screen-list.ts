/**
 * Every screen there is: what is looked at for accessibility and for labels of prices. A page of the build that
 * is not in it fails a test.
 */
import { type Browser, expect, type Page } from "playwright/test";
import { newTrader, placeButton, pressUntil, type Trader } from "./desk";
import { ops } from "./ops";

/** What the screens are about: made once, by somebody who is also an operator. */
export interface Looker extends Trader {
  readonly fillId: string;
  readonly clientId: string;
}

const BACK = "https://bot.example/callback";

/** A trader with a position, an order that rests and a fill; an operator, and asked by an app. */
export async function newLooker(
  browser: Browser,
  options?: Parameters<typeof newTrader>[1],
): Promise<Looker> {
  const trader = await newTrader(browser, options);
  const { page, email } = trader;
  await page.goto("/trade?symbol=SPY");
  const buy = page.getByRole("button", { name: /^Buy SPY shares/ });
  await pressUntil(buy, page.getByLabel("Type", { exact: true }));
  await page.getByLabel("Type", { exact: true }).selectOption("market");
  await placeButton(page, /^Buy 1 SPY/).click();
  await expect(page.getByRole("region", { name: "Fill", exact: true })).toContainText("Bought 1");
  await page.goto("/orders");
  const href = await page.getByRole("link", { name: /fill/i }).first().getAttribute("href");
  await ops("operator:grant", "--email", email);
  const app = await ops<{ clientId: string }>(
    "oauth:app",
    "--name",
    "Eyes",
    "--redirect-uri",
    BACK,
  );
  return { ...trader, fillId: href?.split("/").at(-1) ?? "", clientId: app.clientId };
}

export interface Screen {
  /** As the build names the page. */
  readonly route: string;
  readonly path: (looker: Looker) => string;
  /** What is done before it is looked at; else its heading is waited for. */
  readonly ready?: (page: Page) => Promise<void>;
}

function at(route: string, path: string | Screen["path"] = route, ready?: Screen["ready"]): Screen {
  return {
    route,
    path: typeof path === "string" ? () => path : path,
    ...(ready === undefined ? {} : { ready }),
  };
}

const settings = [
  ...["accounts", "appearance", "apps", "keys", "market-data", "notifications"],
  ...["passkeys", "privacy", "security-log", "sessions", "shortcuts"],
].map((name) => at(`/settings/${name}`));

/** In the order of the way in. */
export const SCREENS: readonly Screen[] = [
  at("/"),
  at("/docs"),
  at("/terms"),
  at("/status"),
  at("/recover"),
  at("/link", "/link?for=verify-email#nothing"),
  at("/_not-found", "/nowhere"),
  at("/home"),
  at("/trade", "/trade?symbol=SPY&book=positions", async (page) => {
    await expect(page.getByRole("table", { name: "Positions, simulated" })).toContainText("SPY");
  }),
  at("/orders"),
  at("/fills/[id]", ({ fillId }) => `/fills/${fillId}`),
  at("/performance"),
  at("/alerts"),
  ...settings,
  at("/operator", "/operator", async (page) => {
    await page.getByRole("button", { name: "Look", exact: true }).click();
    await expect(page.getByRole("heading", { name: /^Health/ })).toBeVisible();
  }),
  at("/oauth/authorize", ({ clientId }) => {
    const app = { client_id: clientId, redirect_uri: BACK, state: "s" };
    const challenge = { code_challenge: "c".repeat(43), code_challenge_method: "S256" };
    const asked = { response_type: "code", ...app, ...challenge };
    return `/oauth/authorize?${new URLSearchParams(asked)}`;
  }),
];

/** Opens a screen and waits until it is what somebody would look at. */
export async function open({ path, ready }: Screen, looker: Looker): Promise<void> {
  const { page } = looker;
  await page.goto(path(looker));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await ready?.(page);
}
