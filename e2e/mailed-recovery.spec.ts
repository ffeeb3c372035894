/** Somebody who lost every passkey comes back by a mailed link, and whoever was signed in is thrown out. */
import { expect, test } from "playwright/test";
import { newTrader } from "./pages/desk";
import { mailedLink } from "./pages/mails";
import { addPasskeyDevice } from "./pages/passkey";
import { passADay } from "./pages/store";

const THROWN_OUT_MS_MAX = 8_000;

test("a mailed link brings somebody back after a day, once, and throws the open desk out", async ({
  browser,
}) => {
  const { page, context, email } = await newTrader(browser);
  await page.goto("/settings/passkeys");
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByText("A link is on its way.")).toBeVisible();
  await page.goto(await mailedLink(email, "verify-email"));
  await page.getByRole("button", { name: "This address is mine" }).click();
  await expect(page.getByText("The address is confirmed.")).toBeVisible();
  await page.goto("/trade");
  await expect(page.getByRole("banner")).toContainText("DELAYED 15m");

  // Elsewhere, with nothing but the mailbox.
  const elsewhere = await browser.newContext();
  const outside = await elsewhere.newPage();
  await addPasskeyDevice(outside);
  await outside.goto("/recover");
  const way = outside.getByRole("form", { name: "With a mailed link" });
  await way.getByLabel("Email").fill(email);
  await way.getByRole("button", { name: "Mail me a link" }).click();
  await expect(outside.getByText("a link is on its way to it")).toBeVisible();
  const link = await mailedLink(email, "recover");
  await outside.goto(link);
  await outside.getByRole("button", { name: "Use this link" }).click();
  await expect(outside.getByText("The link is good.")).toBeVisible();
  expect((await outside.request.get("/api/sessions/current")).status()).toBe(401);
  expect(outside.url()).not.toContain("/settings");

  // Before the day is over it opens nothing.
  await outside.reload();
  await outside.getByRole("button", { name: "Use this link" }).click();
  await expect(outside.getByText("The link is good.")).toBeVisible();
  expect((await page.request.get("/api/sessions/current")).status()).toBe(200);

  await passADay(email);
  await outside.reload();
  await outside.getByRole("button", { name: "Use this link" }).click();
  await outside.waitForURL(/\/settings\/passkeys/);
  await expect(outside.getByText("Your only one: it stays")).toHaveCount(0);
  await page.waitForURL(/\/\?ended=1$/, { timeout: THROWN_OUT_MS_MAX });
  expect((await page.request.get("/api/sessions/current")).status()).toBe(401);

  await page.goto(link);
  await page.getByRole("button", { name: "Use this link" }).click();
  await expect(page.getByText("This link was used or ran out.")).toBeVisible();
  await elsewhere.close();
  await context.close();
});
