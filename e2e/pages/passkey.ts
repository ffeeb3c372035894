import type { Page } from "playwright/test";

/** Gives the page a platform authenticator that confirms by itself: what a fingerprint would do. */
export async function addPasskeyDevice(page: Page): Promise<{ remove(): Promise<void> }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    remove: async () => {
      await cdp.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
    },
  };
}

let people = 0;

/** An address nobody has used: journeys share one database. */
export function newEmail(): string {
  people += 1;
  return `pat-${process.pid}-${Date.now()}-${people}@example.com`;
}

/** Signs a new person up and waits for their desk. */
export async function signUp(page: Page): Promise<string> {
  const email = newEmail();
  await addPasskeyDevice(page);
  await page.goto("/");
  await page.getByRole("button", { name: "Start simulated trading" }).first().click();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: /Continue with passkey/ }).click();
  await page.waitForURL(/\/trade/);
  return email;
}
