/** Checks a new passkey against its challenge, and says what of it is stored. */
import { verifyRegistrationResponse } from "@simplewebauthn/server";
import type { Deps } from "../deps";
import { uuidv7 } from "../ids";
import { passkeyName } from "./passkey-name";
import { relyingParty } from "./relying-party";
import { AttestationJson, ranInOurPage } from "./webauthn-json";

/** Verifies an attestation and answers the row to insert; null for anything that is none. */
export async function checkAttestation(
  { env, clock, log }: Pick<Deps, "env" | "clock" | "log">,
  challenge: string,
  response: unknown,
) {
  const parsed = AttestationJson.safeParse(response);
  if (!parsed.success) {
    log.info({ why: "shape" }, "new passkey refused");
    return null;
  }
  try {
    return await verify(env, clock.nowMs(), challenge, parsed.data);
  } catch (error) {
    log.info({ why: String(error) }, "new passkey refused");
    return null;
  }
}

async function verify(
  env: Deps["env"],
  nowMs: number,
  challenge: string,
  { id, rawId, type, response }: AttestationJson,
) {
  if (!ranInOurPage(response.clientDataJSON)) throw new Error("not in our page");
  const { rpID, origin } = relyingParty(env);
  const { clientDataJSON, attestationObject, transports } = response;
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: {
      id,
      rawId,
      type,
      response: {
        clientDataJSON,
        attestationObject,
        ...(transports && { transports: transports as AuthenticatorTransport[] }),
      },
      clientExtensionResults: {},
    },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
  });
  if (!verified) return null;
  const { credential, credentialDeviceType, credentialBackedUp, aaguid } = registrationInfo;
  return {
    id: uuidv7(nowMs),
    credentialId: credential.id,
    publicKey: new Uint8Array(credential.publicKey),
    counter: BigInt(credential.counter),
    transports: credential.transports ?? [],
    deviceType: credentialDeviceType,
    backedUp: credentialBackedUp,
    aaguid,
    name: passkeyName(aaguid),
  };
}
