/** An app of somebody else: registered by the operator, let in by its user, shown out again. */
import { expect, type Page, test } from "playwright/test";
import { BASE_URL } from "./pages/bot";
import { newTrader } from "./pages/desk";
import { ops } from "./pages/ops";
import { WireSocket } from "./pages/wire-socket";

const BACK = "https://bot.example/callback";
/** Written for Alpaca's flow, as these are. */
const ALPACAS = "--without-pkce";

interface App {
  readonly clientId: string;
  readonly clientSecret: string;
}

function authorizeAt({ clientId }: App, more: Record<string, string> = {}): string {
  const asked = { response_type: "code", client_id: clientId, redirect_uri: BACK, ...more };
  return `/oauth/authorize?${new URLSearchParams(asked)}`;
}

/** Where the browser is sent when the user answers. */
async function answered(page: Page, button: string): Promise<URL> {
  const sent = page.waitForRequest((request) => request.url().startsWith(BACK));
  await page.getByRole("button", { name: button }).click();
  return new URL((await sent).url());
}

async function exchange({ clientId, clientSecret }: App, code: string) {
  const form = { grant_type: "authorization_code", code, redirect_uri: BACK };
  const body = new URLSearchParams({ ...form, client_id: clientId, client_secret: clientSecret });
  const answer = await fetch(`${BASE_URL}/oauth/token`, { method: "POST", body });
  return { status: answer.status, body: await answer.json() };
}

async function accountStatus(token: string): Promise<number> {
  const headers = { Authorization: `Bearer ${token}` };
  return (await fetch(`${BASE_URL}/v2/account`, { headers })).status;
}

test("an app is let in by its user, calls and listens, and is shown out again", async ({
  browser,
}) => {
  const app = await ops<App>("oauth:app", "--name", "Trend Bot", "--redirect-uri", BACK, ALPACAS);
  const { page, context, email } = await newTrader(browser);
  await context.route(`${BACK}**`, (route) => route.fulfill({ body: "back at the app" }));

  await page.goto(authorizeAt(app, { scope: "trading", state: "s1" }));
  await expect(page.getByRole("heading", { name: "Connect Trend Bot" })).toBeVisible();
  await expect(page.getByText(email)).toBeVisible();
  await expect(page.getByText("Place, change and cancel simulated orders in it")).toBeVisible();
  const denied = await answered(page, "Deny");
  expect(Object.fromEntries(denied.searchParams)).toEqual({ error: "access_denied", state: "s1" });

  await page.goto(authorizeAt(app, { scope: "trading", state: "s2" }));
  const allowed = await answered(page, "Allow");
  expect(allowed.searchParams.get("state")).toBe("s2");
  const { status, body } = await exchange(app, allowed.searchParams.get("code") ?? "");
  expect({ status, ...body }).toMatchObject({
    status: 200,
    token_type: "bearer",
    scope: "trading",
  });
  const token: string = body.access_token;
  expect(await accountStatus(token)).toBe(200);
  const stream = await WireSocket.open("/stream");
  stream.say({ action: "authenticate", data: { oauth_token: token } });
  const { data } = await stream.until(({ stream: name }) => name === "authorization");
  expect(data.status).toBe("authorized");

  await page.goto("/settings/apps");
  await expect(page.getByText("Trend Bot")).toBeVisible();
  await page.getByRole("button", { name: "Disconnect Trend Bot" }).click();
  await page.getByRole("button", { name: "Disconnect now" }).click();
  await expect(page.getByText("No apps.")).toBeVisible();
  expect(await accountStatus(token)).toBe(401);
  expect(await stream.closed).toBe(1008);
  await context.close();
});

test("nobody is let in without signing in, nor by an app that was closed", async ({ page }) => {
  const app = await ops<App>("oauth:app", "--name", "Old Bot", "--redirect-uri", BACK, ALPACAS);
  await page.goto(authorizeAt(app));
  await expect(page.getByText("Sign in, then open the link from Old Bot again.")).toBeVisible();
  expect(await ops("oauth:revoke", "--client-id", app.clientId)).toMatchObject({ revoked: true });
  await page.goto(authorizeAt(app));
  await expect(page.getByText("There is no such app, or it was closed.")).toBeVisible();
});

test("a paid plan shows the delayed world until its user gave their word", async ({ browser }) => {
  const { page, context, email } = await newTrader(browser);
  await ops("user:tier", "--email", email, "--tier", "pro");
  await page.goto("/trade");
  await expect(page.getByText("DELAYED 15m").first()).toBeVisible();
  await expect(page.getByText("REAL-TIME")).toHaveCount(0);
  await page.goto("/settings/market-data");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("Your plan shows prices in real time.")).toBeVisible();
  await page.goto("/trade");
  await expect(page.getByText("REAL-TIME").first()).toBeVisible();
  await context.close();
});
