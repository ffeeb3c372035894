/** A guest trades first and stays later: the account after the passkey is the account before it. */
import { expect, test } from "playwright/test";
import { chooseExample } from "./pages/desk";
import { addPasskeyDevice, newEmail } from "./pages/passkey";

test("guest, first trade, passkey: the position and the account are the same", async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await addPasskeyDevice(page);
  await page.goto("/");
  await page.getByRole("button", { name: "or try as guest" }).click();
  await page.waitForURL(/\/trade/);
  await expect(page.getByText("You are a guest.")).toBeVisible();
  const place = await chooseExample(page, /^Put credit spread/, /^Sell 1 put credit spread/);
  await place.click();
  await expect(page.getByRole("region", { name: "Fill", exact: true })).toContainText(
    "Sold 1 × SPY",
  );
  const session = async () => (await page.request.get("/api/sessions/current")).json();
  const before = (await session()).session;
  expect(before).toMatchObject({ email: null, tier: "free" });

  const email = newEmail();
  await page.getByRole("button", { name: "Keep it with a passkey" }).click();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("dialog").getByRole("button", { name: "Keep it with a passkey" }).click();
  await expect(page.getByText("You are a guest.")).toHaveCount(0);
  const after = (await session()).session;
  expect(after).toMatchObject({ email, accountId: before.accountId, guestUntilMs: null });
  await page.getByRole("tab", { name: /^Positions/ }).click();
  await expect(page.getByRole("table", { name: "Positions, simulated" })).toContainText("SPY");

  await page.goto("/settings/security-log");
  await expect(page.getByText("The guest account was kept with a passkey")).toBeVisible();
  await context.close();
});
