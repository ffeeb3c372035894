/**
 * What a passkey must sign before the server does it: begins the step-up, shows the system's sheet and
 * sends the action with the answer.
 */
import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser";
import type { BoundAction } from "@/lib/wire/raxx/step-up";
import { type Sent, sendJson } from "./api";
import { passkeySentence, stopAutofill } from "./passkey";

type Method = "POST" | "DELETE";

interface Signed {
  readonly action: BoundAction;
  /** What is sent beside the proof. */
  readonly body?: object;
}

/** Sends one action, signed by a passkey (decisions 17, the bound kind). */
export async function sendSigned<T>(
  method: Method,
  path: string,
  { action, body = {} }: Signed,
): Promise<Sent<T>> {
  stopAutofill();
  const begun = await sendJson<{
    readonly stepUpId: string;
    readonly options: PublicKeyCredentialRequestOptionsJSON;
  }>("POST", "/api/step-up", { action });
  if (!begun.ok) return begun;
  const { stepUpId, options } = begun.value;
  const response = await ask(() => startAuthentication({ optionsJSON: options }));
  if (typeof response === "string") return { ok: false, code: "passkey", message: response };
  return sendJson<T>(method, path, { ...body, proof: { stepUpId, response } });
}

/** Sends what needs a passkey's word of the last five minutes; asks for one when there is none. */
export async function sendFresh<T>(method: Method, path: string): Promise<Sent<T>> {
  const first = await sendJson<T>(method, path);
  if (first.ok || first.code !== "step_up_required") return first;
  const begun = await sendJson<{
    readonly ceremonyId: string;
    readonly options: PublicKeyCredentialRequestOptionsJSON;
  }>("POST", "/api/sessions/step-up/options");
  if (!begun.ok) return begun;
  const { ceremonyId, options } = begun.value;
  const response = await ask(() => startAuthentication({ optionsJSON: options }));
  if (typeof response === "string") return { ok: false, code: "passkey", message: response };
  const confirmed = await sendJson("POST", "/api/sessions/step-up", { ceremonyId, response });
  return confirmed.ok ? sendJson<T>(method, path) : confirmed;
}

interface Begun {
  readonly ceremonyId: string;
  readonly options: PublicKeyCredentialCreationOptionsJSON;
}

/** Makes another passkey: the new one first, then the word of an old one, which lasts a minute. */
export async function addPasskey<T>(): Promise<Sent<T>> {
  const begun = await sendJson<Begun>("POST", "/api/passkeys/registration");
  if (!begun.ok) return begun;
  const { ceremonyId, options } = begun.value;
  const response = await ask(() => startRegistration({ optionsJSON: options }));
  if (typeof response === "string") return { ok: false, code: "passkey", message: response };
  const action = { kind: "passkey.add", ceremonyId, name: null } as const;
  const body = { ceremonyId, name: null, response };
  return sendSigned<T>("POST", "/api/passkeys", { action, body });
}

/** Makes the passkey of a recovery that is open. */
export async function finishRecovery({ ceremonyId, options }: Begun): Promise<Sent<unknown>> {
  const response = await ask(() => startRegistration({ optionsJSON: options }));
  if (typeof response === "string") return { ok: false, code: "passkey", message: response };
  return sendJson("POST", "/api/recovery", { ceremonyId, response });
}

/** Tells the browser which passkeys still count, where it can be told, so that it offers no others. */
export async function signalPasskeys(
  userHandle: string,
  credentialIds: readonly string[],
): Promise<void> {
  const credential = window.PublicKeyCredential as unknown as Signaling | undefined;
  const allAcceptedCredentialIds = [...credentialIds];
  const said = { rpId: location.hostname, userId: userHandle, allAcceptedCredentialIds };
  await credential?.signalAllAcceptedCredentials?.(said).catch(() => undefined);
}

interface Signaling {
  readonly signalAllAcceptedCredentials?: (said: object) => Promise<void>;
}

/** The answer of the system's sheet, or a sentence about why there is none. */
async function ask(sheet: () => Promise<object>): Promise<object | string> {
  try {
    return await sheet();
  } catch (error) {
    return passkeySentence(error);
  }
}
