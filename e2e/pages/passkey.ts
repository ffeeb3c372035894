import type { CDPSession, Page } from "playwright/test";
import { passAMinuteOfTries } from "./store";

export interface PasskeyDevice {
  remove(): Promise<void>;
  /** Whether its owner is recognised, as by a fingerprint. */
  recognise(isOwner: boolean): Promise<void>;
  /** Whether somebody is there to touch it; it answers nothing while nobody is. */
  touch(isPresent: boolean): Promise<void>;
}

/** Gives the page an authenticator that confirms by itself: what a fingerprint would do. */
export async function addPasskeyDevice(
  page: Page,
  transport: "internal" | "usb" = "internal",
): Promise<PasskeyDevice> {
  await passAMinuteOfTries();
  const cdp = await devicesOf(page);
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport,
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
    touch: async (enabled) => {
      await cdp.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
    },
    recognise: async (isUserVerified) => {
      await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
    },
  };
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** One for each page: a second one would begin with no authenticators. */
function devicesOf(page: Page): Promise<CDPSession> {
  const made = sessions.get(page) ?? enable(page);
  sessions.set(page, made);
  return made;
}

async function enable(page: Page): Promise<CDPSession> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  return cdp;
}

let people = 0;

/** An address nobody has used: journeys share one database. */
export function newEmail(): string {
  people += 1;
  return `pat-${process.pid}-${Date.now()}-${people}@example.com`;
}

/** Signs a new person up and waits for their desk. */
export async function signUp(page: Page): Promise<string> {
  await addPasskeyDevice(page);
  return signUpWith(page);
}

/** The same with the authenticators that the page has. */
export async function signUpWith(page: Page): Promise<string> {
  const email = newEmail();
  await page.goto("/");
  await page.getByRole("button", { name: "Start simulated trading" }).first().click();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: /Continue with passkey/ }).click();
  await page.waitForURL(/\/trade/);
  return email;
}

/** The browser forgets its session, with no page of ours open that would notice and go to the start by itself. */
export async function forgetSession(page: Page): Promise<void> {
  await page.goto("about:blank");
  await page.context().clearCookies();
}

/**
 * The passkey of this page, again: the email field offers it by itself, and a device that confirms by
 * itself takes the offer, so there is no time to press a button.
 */
export async function signInAgain(page: Page): Promise<void> {
  await passAMinuteOfTries();
  await page.goto("/");
  await page.getByRole("button", { name: "Start simulated trading" }).first().click();
  await page.waitForURL(/\/trade/);
}
