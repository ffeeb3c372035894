/** The JSON a browser answers a passkey ceremony with: closed shapes and small, before any parser of CBOR sees it. */
import { z } from "zod";

const Base64Url = (lengthMax: number) =>
  z
    .string()
    .max(lengthMax)
    .regex(/^[A-Za-z0-9_-]*$/);

const Common = {
  id: Base64Url(1_400).min(1),
  rawId: Base64Url(1_400),
  type: z.literal("public-key"),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).nullish(),
  clientExtensionResults: z.record(z.string().max(40), z.unknown()).default({}),
};

/** What `navigator.credentials.get` gives. */
export const AssertionJson = z.strictObject({
  ...Common,
  response: z.strictObject({
    clientDataJSON: Base64Url(4_096),
    authenticatorData: Base64Url(4_096),
    signature: Base64Url(2_048),
    userHandle: Base64Url(128).nullish(),
  }),
});
export type AssertionJson = z.infer<typeof AssertionJson>;

/** What `navigator.credentials.create` gives. */
export const AttestationJson = z.strictObject({
  ...Common,
  response: z.strictObject({
    clientDataJSON: Base64Url(4_096),
    attestationObject: Base64Url(16_384),
    authenticatorData: Base64Url(4_096).optional(),
    transports: z.array(z.string().max(20)).max(10).optional(),
    publicKeyAlgorithm: z.unknown(), // the attestation says it again, signed
    publicKey: Base64Url(4_096).nullish(),
  }),
});
export type AttestationJson = z.infer<typeof AttestationJson>;

const ClientData = z.object({
  crossOrigin: z.boolean().optional(),
  topOrigin: z.string().optional(),
});

/** Whether a ceremony ran in our own page and not in somebody's frame: the library lets frames through. */
export function ranInOurPage(clientDataJson: string): boolean {
  const text = Buffer.from(clientDataJson, "base64url").toString("utf8");
  const parsed = ClientData.safeParse(JSON.parse(text));
  return parsed.success && parsed.data.crossOrigin !== true && parsed.data.topOrigin === undefined;
}
