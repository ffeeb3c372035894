/** Settings as their owner uses them: a second passkey, codes, other devices, and what a page may run. */
import { type Browser, expect, type Page, test } from "playwright/test";
import { newTrader } from "./pages/desk";
import { addPasskeyDevice, forgetSession, signInAgain } from "./pages/passkey";

const ENDED_MS_MAX = 5_000;

/** What the browser refused to load or run. */
function violationsOf(page: Page): string[] {
  const found: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) found.push(message.text());
  });
  return found;
}

/** The same session in another browser. */
async function otherBrowser(browser: Browser, page: Page): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies((await page.context().storageState()).cookies);
  return context.newPage();
}

test("passkeys, codes and sessions are kept from the settings, and every page keeps its policy", async ({
  browser,
}) => {
  const { page, context, email } = await newTrader(browser);
  const violations = violationsOf(page);

  await page.goto("/settings/passkeys");
  await expect(page.getByText("Your only one: it stays")).toBeVisible();
  await page.getByRole("button", { name: "Rename Passkey" }).click();
  await page.getByLabel("New name").fill("Laptop");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Laptop")).toBeVisible();

  await page.getByRole("button", { name: "Make recovery codes" }).click();
  const codes = page.getByRole("region", { name: "New recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  const code = (await codes.first().textContent()) ?? "";

  await page.goto("/settings/security-log");
  await expect(page.getByText("10 recovery codes made")).toBeVisible();
  await expect(page.getByText("Account created with a passkey")).toBeVisible();

  await page.goto("/settings/appearance");
  await page.getByRole("button", { name: "Dark", exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const theme = page.getByRole("group", { name: "Theme" });
  await theme.getByRole("button", { name: "As the system" }).click();
  await expect(page.locator("html")).not.toHaveAttribute("data-theme", /./);

  await page.goto("/trade");
  await expect(page.getByRole("banner")).toContainText("DELAYED 15m");
  expect(violations).toEqual([]);

  const stranger = await browser.newContext();
  const outside = await stranger.newPage();
  await outside.goto("/recover");
  await outside.getByLabel("Email").first().fill(email);
  await outside.getByLabel("Recovery code", { exact: true }).fill(code);
  await outside.getByRole("button", { name: "Use this code" }).click();
  await expect(outside.getByText("The code is good.")).toBeVisible();
  await stranger.close();

  await page.goto("/settings/passkeys");
  await expect(page.getByText("Somebody began a recovery.")).toBeVisible();
  await page.getByRole("button", { name: "Cancel the recovery" }).click();
  await expect(page.getByText("The recovery was canceled.")).toBeVisible();
  await context.close();
});

test("a session ended from another device throws its open desk out", async ({ browser }) => {
  const { page, context } = await newTrader(browser);
  const phone = await otherBrowser(browser, page);
  await phone.goto("/trade");
  await expect(phone.getByRole("banner")).toContainText("DELAYED 15m");

  // A second sign-in with the same passkey: its session can end the first.
  await forgetSession(page);
  await signInAgain(page);
  await page.goto("/settings/sessions");
  await expect(page.getByText("This one")).toBeVisible();
  await page.getByRole("button", { name: /^End Chrome/ }).click();
  await page.getByRole("button", { name: "End it now" }).click();
  await expect(page.getByRole("button", { name: /^End Chrome/ })).toHaveCount(0);
  await phone.waitForURL(/\/\?ended=1$/, { timeout: ENDED_MS_MAX + 3_000 });
  await phone.context().close();
  await context.close();
});

test("every answer of the site carries its policy, and none lets a script in", async ({ page }) => {
  await addPasskeyDevice(page);
  for (const path of ["/", "/terms", "/recover", "/no-such-page"]) {
    const violations = violationsOf(page);
    const answer = await page.goto(path);
    const policy = answer?.headers()["content-security-policy"] ?? "";
    expect(policy).toContain("frame-ancestors 'none'");
    expect(await page.evaluate(() => document.scripts.length)).toBeGreaterThan(0);
    expect(violations).toEqual([]);
    // What injected markup would be: a handler in an attribute has no nonce and does not run.
    const ran = await page.evaluate(() => {
      const place = document.body.appendChild(document.createElement("div"));
      place.innerHTML = '<img src="data:," onerror="window.injected = true">';
      return new Promise<boolean>((resolve) =>
        setTimeout(() => resolve("injected" in window), 300),
      );
    });
    expect(ran).toBe(false);
    page.removeAllListeners("console");
  }
});
