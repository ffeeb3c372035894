/** The operator's page: hidden from everybody else, closed until a passkey says who looks, and each look on record. */
import { expect, test } from "playwright/test";
import { ops } from "./pages/ops";
import { addPasskeyDevice, signUpWith } from "./pages/passkey";
import { passSixMinutes } from "./pages/store";

test("an operator looks at the machinery; nobody else finds it", async ({ page }) => {
  const device = await addPasskeyDevice(page);
  const email = await signUpWith(page);
  await page.goto("/operator");
  await expect(page.getByRole("heading", { name: "Operator" })).toHaveCount(0);
  expect((await page.request.post("/api/operator")).ok()).toBe(false);

  await ops("operator:grant", "--email", email);
  await passSixMinutes(email);
  await page.goto("/operator");
  await expect(page.getByRole("heading", { name: "Operator" })).toBeVisible();
  const health = page.getByRole("heading", { name: /^Health/ });
  const look = page.getByRole("button", { name: "Look", exact: true });

  await device.recognise(false);
  await look.click();
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  await expect(health).toHaveCount(0);

  await device.recognise(true);
  await look.click();
  await expect(health).toHaveText("Health: ok");
  await expect(page.getByRole("region", { name: "Checks" })).toContainText(/postgres\s*ok/);
  await expect(page.getByRole("heading", { name: "On hold" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Market days" })).toBeVisible();

  await page.goto("/settings/security-log");
  await expect(page.getByRole("main")).toContainText("Opened the operator page.");
});
