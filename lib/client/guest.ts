/** A guest in the browser: a day's account without a passkey, and the passkey that keeps it. */
import {
  type PublicKeyCredentialCreationOptionsJSON,
  startRegistration,
} from "@simplewebauthn/browser";
import { type Sent, sendJson } from "./api";
import { passkeySentence, stopAutofill } from "./passkey";

/** Makes a guest's account and session. */
export function startAsGuest(): Promise<Sent<unknown>> {
  stopAutofill();
  return sendJson("POST", "/api/guests");
}

/** Keeps a guest's account: an address and a passkey, in the system's sheet. */
export async function keepAccount(email: string): Promise<Sent<unknown>> {
  const begun = await sendJson<{
    readonly ceremonyId: string;
    readonly options: PublicKeyCredentialCreationOptionsJSON;
  }>("POST", "/api/guests/upgrade/options", { email });
  if (!begun.ok) return begun;
  const { ceremonyId, options } = begun.value;
  try {
    const response = await startRegistration({ optionsJSON: options });
    return await sendJson("POST", "/api/guests/upgrade", { ceremonyId, response });
  } catch (error) {
    return { ok: false, code: "passkey", message: passkeySentence(error) };
  }
}
