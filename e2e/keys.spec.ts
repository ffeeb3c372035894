/** API keys on the page: the secret is on screen once, works at once, and dies at once. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { errors } from "@alpacahq/alpaca-trade-api";
import { expect, test } from "playwright/test";
import { call, sdkOf } from "./pages/bot";
import { newTrader } from "./pages/desk";

const REVOKED_MS_MAX = 2_000;

/** The logs of web and worker: where npm test puts them, and where npm start does. */
function logTexts(): string[] {
  const dirs = ["test-results/logs", path.join(process.env.RAXX_DATA_DIR ?? ".data", "logs")];
  const files = dirs
    .filter((dir) => existsSync(dir))
    .flatMap((dir) => readdirSync(dir).map((name) => path.join(dir, name)))
    .filter((file) => /\/(web|worker)\.log$/.test(file));
  return files.map((file) => readFileSync(file, "utf8"));
}

test("a key is shown once, trades, and is refused within two seconds of its end", async ({
  browser,
}) => {
  const { page, context } = await newTrader(browser);
  await page.goto("/settings/keys");
  await page.getByLabel("Name of the new key").fill("my bot");
  await page.getByRole("button", { name: "Create key" }).click();
  const made = page.getByRole("region", { name: "New key" });
  await expect(made).toBeFocused();
  const [keyId = "", secret = ""] = await made.locator("code").allTextContents();
  expect(secret.length).toBeGreaterThanOrEqual(32);

  const key = { keyId, secret };
  const account = await call(key, "GET", "/v2/account");
  expect(account).toMatchObject({ status: 200, body: { cash: "50000", status: "ACTIVE" } });
  expect(account.headers.get("x-data-feed")).toBe("delayed");

  await page.reload();
  await expect(page.getByText(keyId)).toBeVisible();
  await expect(page.getByRole("region", { name: "New key" })).toHaveCount(0);
  expect(await page.content()).not.toContain(secret);

  await page.getByRole("button", { name: "Revoke my bot" }).click();
  await page.getByRole("button", { name: "Revoke for good" }).click();
  await expect(page.getByText("No keys yet.")).toBeVisible();
  await expect
    .poll(async () => (await call(key, "GET", "/v2/account")).status, {
      timeout: REVOKED_MS_MAX,
      intervals: [50],
    })
    .toBe(401);
  await expect(sdkOf(key).trading.account.getAccount()).rejects.toBeInstanceOf(errors.AuthError);

  const logs = logTexts();
  expect(logs.join("").length).toBeGreaterThan(0);
  expect(logs.filter((text) => text.includes(secret))).toEqual([]);
  await context.close();
});
