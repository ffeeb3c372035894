/** What we hold about somebody: taken along as an archive, and gone for good, with a way back before. */
import { readFileSync } from "node:fs";
import pg from "pg";
import { type Browser, expect, type Page, test } from "playwright/test";
import { newTrader, restOrder } from "./pages/desk";
import { signInAgain } from "./pages/passkey";

async function query(text: string, values: readonly unknown[]): Promise<unknown[]> {
  const client = new pg.Client(process.env.DATABASE_URL);
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

async function askToBeErased(page: Page): Promise<void> {
  await page.goto("/settings/privacy");
  await page.getByRole("button", { name: "Erase my account" }).click();
  await page.getByRole("button", { name: "Erase everything, with my passkey" }).click();
  await page.waitForURL(/erasing=1/);
  await expect(page.getByText("Your account will be erased in seven days.")).toBeVisible();
}

async function traderWithOrder(browser: Browser) {
  const trader = await newTrader(browser);
  await expect(await restOrder(trader.page)).toBeVisible();
  return trader;
}

test("the archive has everything as JSON and CSV, behind a passkey", async ({ browser }) => {
  const { page, context } = await traderWithOrder(browser);
  await page.goto("/settings/privacy");
  await page.getByRole("button", { name: "Prepare the archive" }).click();
  const link = page.getByRole("link", { name: "Download the archive" });
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toBe("raxx-export-simulated.zip");
  const bytes = readFileSync(await download.path());
  expect(bytes.subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
  for (const name of [
    "README.txt",
    "json/mbt_orders.json",
    "csv/mbt_orders.csv",
    "json/users.json",
  ]) {
    expect(bytes.includes(name)).toBe(true);
  }
  const stranger = await browser.newContext();
  const path = (await link.getAttribute("href")) ?? "";
  const answer = await stranger.request.get(new URL(path, page.url()).href);
  expect(answer.status()).toBe(401);
  await stranger.close();
  await context.close();
});

test("asked for, undone by signing in, asked for again, and then nothing is left", async ({
  browser,
}) => {
  test.setTimeout(150_000);
  const { page, context, email } = await traderWithOrder(browser);
  const [user] = (await query("SELECT id FROM users WHERE email = $1", [email])) as {
    id: string;
  }[];
  await askToBeErased(page);
  const working = `SELECT o.id FROM mbt_orders o JOIN mbt_accounts a ON a.id = o.account_id
    WHERE a.user_id = $1 AND o.working`;
  expect(await query(working, [user?.id])).toEqual([]);

  await signInAgain(page);
  await expect(page.getByText("This account will be erased")).toBeVisible();
  await page.getByRole("button", { name: "Keep my account" }).click();
  await expect(page.getByText("This account will be erased")).toHaveCount(0);
  await page.goto("/settings/security-log");
  await expect(page.getByText("The erasure was undone")).toBeVisible();

  await askToBeErased(page);
  await query("UPDATE users SET erase_at = now() - interval '1 second' WHERE id = $1", [user?.id]);
  const gone = () => query("SELECT why FROM erased_subjects WHERE subject = $1", [user?.id]);
  await expect.poll(gone, { timeout: 90_000, intervals: [1_000] }).toEqual([{ why: "asked" }]);
  expect(
    await query("SELECT id FROM users WHERE id = $1 OR email = $2", [user?.id, email]),
  ).toEqual([]);
  await context.close();
});
