/**
 * The passkey ceremony in the browser: options from the server, the system's sheet, and sign-in.
 *
 * One endpoint decides between creating and using a passkey, so the page cannot tell a stranger
 * whether an address is known. The autofill ceremony must be aborted before a modal one starts:
 * browsers allow a single request at a time.
 */
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from "@simplewebauthn/browser";
import { signIn } from "next-auth/react";

type PasskeyOptions =
  | {
      readonly ceremony: "register";
      readonly ceremonyId: string;
      readonly options: PublicKeyCredentialCreationOptionsJSON;
    }
  | {
      readonly ceremony: "authenticate";
      readonly ceremonyId: string;
      readonly options: PublicKeyCredentialRequestOptionsJSON;
    };

export type SignInOutcome =
  | { readonly kind: "signed_in"; readonly isNew: boolean }
  /** Another ceremony took over, or autofill is not offered here: nothing to say. */
  | { readonly kind: "superseded" }
  | { readonly kind: "failed"; readonly message: string };

/** Counts ceremonies, so that an autofill offer still on its way cannot abort a sheet opened since. */
let generation = 0;

/** Tells whether this browser can make passkeys at all. */
export function supportsPasskeys(): boolean {
  return browserSupportsWebAuthn();
}

/** What to tell a person when the sheet ended without an answer. */
export function passkeySentence(error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError") {
    return "The passkey sheet was closed or timed out. Nothing was done; press the button to try again.";
  }
  if (name === "InvalidStateError") {
    return "This device already has a Raxx passkey for that address. Press the button again to sign in with it.";
  }
  if (name === "SecurityError") {
    return "Passkeys do not work at this web address. Open Raxx at its own domain, or on localhost.";
  }
  if (name === "NotSupportedError" || name === "ConstraintError") {
    return "This device cannot make a passkey with a fingerprint, face or PIN. Try your phone or another browser.";
  }
  return "The passkey could not be used. Check your connection and try again.";
}

async function requestOptions(email: string | null): Promise<PasskeyOptions | string> {
  try {
    const response = await fetch("/api/passkeys/options", {
      method: "POST",
      headers: { "content-type": "application/json", "x-raxx-csrf": "1" },
      body: JSON.stringify(email === null ? {} : { email }),
    });
    if (response.ok) return (await response.json()) as PasskeyOptions;
    if (response.status === 429) return "Too many tries from here. Wait a minute, then try again.";
    if (response.status < 500)
      return "That email address is not one we can use. Check it for typos.";
    return "Raxx could not start the passkey step. Nothing was created; try again in a moment.";
  } catch {
    return "The server could not be reached. Check your connection and try again.";
  }
}

/** next-auth has one word for a passkey that is none of ours; anything else is a sentence of the server's. */
function refusalSentence(error: string | null | undefined): string {
  if (typeof error === "string" && error.endsWith(".")) return error;
  return "The passkey was not accepted; it may be too old or removed. Try again.";
}

async function finish(
  ceremonyId: string,
  response: object,
  isNew: boolean,
): Promise<SignInOutcome> {
  const result = await signIn("passkey", {
    ceremonyId,
    response: JSON.stringify(response),
    redirect: false,
  });
  if (result?.ok === true && !result.error) return { kind: "signed_in", isNew };
  return { kind: "failed", message: refusalSentence(result?.error) };
}

async function runCeremony(found: PasskeyOptions, autofill: boolean): Promise<SignInOutcome> {
  if (found.ceremony === "register") {
    const created = await startRegistration({ optionsJSON: found.options });
    return finish(found.ceremonyId, created, true);
  }
  const used = await startAuthentication({
    optionsJSON: found.options,
    useBrowserAutofill: autofill,
  });
  return finish(found.ceremonyId, used, false);
}

/** Creates or uses a passkey for an email address, in the system's sheet. */
export async function continueWithPasskey(email: string): Promise<SignInOutcome> {
  stopAutofill();
  const found = await requestOptions(email);
  if (typeof found === "string") return { kind: "failed", message: found };
  try {
    return await runCeremony(found, false);
  } catch (error) {
    return { kind: "failed", message: passkeySentence(error) };
  }
}

/** Offers known passkeys in the email field's autofill; ends quietly when it is not supported. */
export async function offerAutofill(): Promise<SignInOutcome> {
  const mine = generation;
  if (!(await browserSupportsWebAuthnAutofill())) return { kind: "superseded" };
  const found = await requestOptions(null);
  if (typeof found === "string" || found.ceremony !== "authenticate" || mine !== generation) {
    return { kind: "superseded" };
  }
  try {
    return await runCeremony(found, true);
  } catch {
    return { kind: "superseded" };
  }
}

/** Ends the autofill offer: its dialog went away, or a modal ceremony is about to start. */
export function stopAutofill(): void {
  generation += 1;
  WebAuthnAbortService.cancelCeremony();
}
