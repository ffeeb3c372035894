/** Two devices with a passkey each: added, named, used, and the first one given up; the last one stays. */
import { expect, type Page, test } from "playwright/test";
import { addPasskeyDevice, forgetSession, type PasskeyDevice, signUpWith } from "./pages/passkey";

const isSignedIn = async (page: Page) =>
  (await page.request.get("/api/sessions/current")).status() === 200;

/** Only one device is touched at a time: two that answer at once would race. */
async function touch(one: PasskeyDevice, other: PasskeyDevice): Promise<void> {
  await other.touch(false);
  await one.touch(true);
}

/** Opens the way in for an address; whichever device is touched when the sheet opens answers it. */
async function signInAs(page: Page, email: string, ready: () => Promise<void>): Promise<void> {
  // Passkeys the field itself offers are a sheet of their own; the device is touched for ours alone.
  await page.route("**/api/passkeys/options", async (route) => {
    if ((route.request().postData() ?? "").includes("email")) await ready();
    await route.continue();
  });
  await page.goto("/");
  await page.getByRole("button", { name: "Start simulated trading" }).first().click();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: /Continue with passkey/ }).click();
}

async function rename(page: Page, row: ReturnType<Page["getByRole"]>, name: string) {
  await row.getByRole("button", { name: /^Rename/ }).click();
  await page.getByLabel("New name").fill(name);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(name, { exact: true })).toBeVisible();
}

test("a second passkey is added, named and signed in with; the first is removed, the last never", async ({
  page,
}) => {
  const laptop = await addPasskeyDevice(page);
  const phone = await addPasskeyDevice(page, "usb");
  await phone.touch(false);
  const email = await signUpWith(page);

  await page.goto("/settings/passkeys");
  await expect(page.getByText("Your only one: it stays")).toBeVisible();
  const rows = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: /^Rename/ }) });
  await rename(page, rows.first(), "Laptop");

  // The new device makes a passkey, then the old one signs that it may.
  await touch(phone, laptop);
  await page.route("**/api/step-up", async (route) => {
    await touch(laptop, phone);
    await route.continue();
  });
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(rows).toHaveCount(2);
  await page.unroute("**/api/step-up");
  await rename(page, rows.filter({ hasNotText: "Laptop" }), "Phone");
  await expect(page.getByText("Your only one: it stays")).toHaveCount(0);

  // In with the phone alone.
  await laptop.touch(false);
  await forgetSession(page);
  expect(await isSignedIn(page)).toBe(false);
  await signInAs(page, email, () => touch(phone, laptop));
  await page.waitForURL(/\/trade/);
  await page.unroute("**/api/passkeys/options");

  await page.goto("/settings/passkeys");
  await expect(rows.filter({ hasText: "Phone" })).not.toContainText("not used since");
  await page.getByRole("button", { name: "Remove Laptop" }).click();
  await page.getByRole("button", { name: "Remove for good" }).click();
  await expect(rows).toHaveCount(1);
  await expect(page.getByText("Your only one: it stays")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Remove/ })).toHaveCount(0);

  await page.goto("/settings/security-log");
  await expect(page.getByText("Passkey added: ").first()).toBeVisible();
  await expect(page.getByText("A passkey was removed.")).toBeVisible();

  // The laptop, which still has its half, is nobody now.
  await phone.touch(false);
  await forgetSession(page);
  await signInAs(page, email, () => touch(laptop, phone));
  await expect(page.getByRole("button", { name: /Continue with passkey/ })).toBeEnabled();
  await expect(page.getByRole("alert").filter({ hasText: /./ }).first()).toBeVisible();
  expect(await isSignedIn(page)).toBe(false);
});
