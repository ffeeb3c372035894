/** Who somebody is, in a real browser with a virtual authenticator: each way in, each way out. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, type Page, test } from "playwright/test";
import { PUBLIC_PAGES, SESSION_PAGES } from "../lib/http/testing/access";
import { BASE_URL } from "./pages/bot";
import {
  addPasskeyDevice,
  forgetSession,
  newEmail,
  signInAgain,
  signUpWith,
} from "./pages/passkey";
import { passADay, passSixMinutes } from "./pages/store";

const THROWN_OUT_MS_MAX = 5_000;
/** Where a passkey's answer is sent to. */
const WAY_IN = /\/api\/(sessions|auth\/callback\/\w+)$/;

async function start(page: Page, email: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: "Start simulated trading" }).first().click();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: /Continue with passkey/ }).click();
}

const signedIn = async (page: Page) =>
  (await page.request.get("/api/sessions/current")).status() === 200;

test("a session of six minutes ago asks for a passkey before it ends another, which is thrown out within five seconds", async ({
  browser,
  page,
}) => {
  await addPasskeyDevice(page);
  const email = await signUpWith(page);
  const other = await browser.newContext();
  await other.addCookies((await page.context().storageState()).cookies);
  const desk = await other.newPage();
  await desk.goto("/trade");
  await expect(desk.getByRole("banner")).toContainText("DELAYED 15m");
  await forgetSession(page);
  await signInAgain(page);

  await page.goto("/settings/sessions");
  await passSixMinutes(email);
  const stepUp = page.waitForResponse((answer) => answer.url().endsWith("/api/sessions/step-up"));
  await page.getByRole("button", { name: "End all other sessions" }).click();
  await page.getByRole("button", { name: "End all others now" }).click();
  expect((await stepUp).status()).toBe(200);
  await expect(page.getByRole("button", { name: /^End Chrome/ })).toHaveCount(0);
  await desk.waitForURL(/\/\?ended=1$/, { timeout: THROWN_OUT_MS_MAX });
  await other.close();
});

test("a recovery code brings somebody back after a day, and every session is over", async ({
  browser,
  page,
}) => {
  await addPasskeyDevice(page);
  const email = await signUpWith(page);
  await page.goto("/settings/passkeys");
  await page.getByRole("button", { name: "Make recovery codes" }).click();
  const codes = page.getByRole("region", { name: "New recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  const code = (await codes.first().textContent()) ?? "";

  const context = await browser.newContext();
  const outside = await context.newPage();
  await addPasskeyDevice(outside);
  const enter = async () => {
    await outside.goto("/recover");
    await outside.getByLabel("Email").first().fill(email);
    await outside.getByRole("textbox", { name: "Recovery code" }).fill(code);
    await outside.getByRole("button", { name: "Use this code" }).click();
  };
  await enter();
  await expect(outside.getByText("The code is good.")).toBeVisible();
  expect(await signedIn(outside)).toBe(false);
  await passADay(email);
  await enter();
  await outside.waitForURL(/\/settings\/passkeys/);
  expect(await signedIn(outside)).toBe(true);
  expect(await signedIn(page)).toBe(false);
  await context.close();
});

test.describe("a virtual authenticator that is not the owner's gets nobody in", () => {
  test("when its owner is not recognised, signing up and signing in", async ({ page }) => {
    const device = await addPasskeyDevice(page);
    await device.recognise(false);
    await start(page, newEmail());
    await expect(page.getByRole("button", { name: /Continue with passkey/ })).toBeEnabled();
    expect(await signedIn(page)).toBe(false);
    await device.recognise(true);
    const email = await signUpWith(page);
    await forgetSession(page);
    await device.recognise(false);
    await start(page, email);
    await expect(page.getByRole("button", { name: /Continue with passkey/ })).toBeEnabled();
    expect(await signedIn(page)).toBe(false);
  });

  test("with the answer of a ceremony that is over", async ({ page }) => {
    await addPasskeyDevice(page);
    const sent = page.waitForRequest(
      (request) => request.method() === "POST" && WAY_IN.test(request.url()),
    );
    await signUpWith(page);
    const request = await sent;
    const body = request.postData() ?? "";
    expect(body).toContain("ceremonyId");
    await page.context().clearCookies({ name: /raxx-session/ });
    expect(await signedIn(page)).toBe(false);
    const headers = { ...request.headers(), origin: BASE_URL, "x-raxx-csrf": "1" };
    await page.request.post(request.url(), { data: Buffer.from(body), headers });
    expect(await signedIn(page)).toBe(false);
  });
});

test("a passkey that autofill offered and the server refused says why", async ({ page }) => {
  await addPasskeyDevice(page);
  await signUpWith(page);
  await forgetSession(page);
  const why = "Too many tries. Wait a minute, then try again.";
  await page.route("**/api/auth/callback/passkey", (route) =>
    route.fulfill({
      status: 401,
      json: { url: `${BASE_URL}/?error=${encodeURIComponent(why)}` },
    }),
  );
  await page.goto("/");
  await page.getByRole("button", { name: "Start simulated trading" }).first().click();
  await expect(page.getByRole("alert").filter({ hasText: why })).toBeVisible();
});

test("pages of a session send a stranger to the start", async ({ page }) => {
  for (const address of SESSION_PAGES) {
    await page.goto(address);
    expect(new URL(page.url()).pathname, address).toBe("/");
  }
});

test("what was built is what has a row in the authorisation matrix", () => {
  const server = path.join(".next", "server");
  const built = Object.keys(
    JSON.parse(readFileSync(path.join(server, "app-paths-manifest.json"), "utf8")),
  );
  const pages = built
    .filter((name) => name.endsWith("/page"))
    .map((name) => name.replace(/\/\([^)]+\)/g, "").replace(/\/page$/, "") || "/");
  const own = pages.filter((name) => !name.startsWith("/_"));
  expect(own.sort()).toEqual([...SESSION_PAGES, ...PUBLIC_PAGES].sort());
});

test("no secret of the deployment is in what browsers are sent", () => {
  const files = readdirSync(path.join(".next", "static"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(js|css|json|txt|map)$/.test(name))
    .map((name) => readFileSync(path.join(".next", "static", name), "utf8"));
  expect(files.length).toBeGreaterThan(10);
  const { DATABASE_URL = "", REDIS_URL = "", NEXTAUTH_SECRET = "" } = process.env;
  const password = DATABASE_URL === "" ? "" : new URL(DATABASE_URL).password;
  for (const secret of [DATABASE_URL, REDIS_URL, NEXTAUTH_SECRET, password]) {
    if (secret.length < 8) continue;
    expect(files.filter((text) => text.includes(secret))).toEqual([]);
  }
  expect(
    files.filter((text) => /BEGIN [A-Z ]*PRIVATE KEY|rxp_[A-Za-z0-9_-]{20}/.test(text)),
  ).toEqual([]);
});
