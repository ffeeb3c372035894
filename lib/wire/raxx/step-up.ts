/** Actions that a passkey signs one by one (decisions 17), and what it answers with. */
import { z } from "zod";
import { SCOPES } from "./scope";
import { shownName } from "./shown-name";

const Id = z.uuid();
/** What its owner calls a passkey. */
export const PasskeyName = shownName();

/** What a new key may do, from where, and until when. */
export const KeyTerms = z.strictObject({
  name: shownName("Give the key a name of 1 to 60 characters."),
  scopes: z.array(z.enum(SCOPES)).min(1, "Choose what the key may do.").max(SCOPES.length),
  /** Days until it ends, as digits; null for a key that lasts. */
  expiresInDays: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, "Days are a number from 1 to 999.")
    .nullable(),
  /** Addresses or networks that may use it; empty for any. */
  allowedIps: z.array(z.string().max(49)).max(20, "List at most 20 addresses."),
});
export type KeyTerms = z.infer<typeof KeyTerms>;

export const BoundAction = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("api_key.create"), terms: KeyTerms }),
  z.strictObject({ kind: z.literal("api_key.rotate"), id: Id }),
  z.strictObject({ kind: z.literal("api_key.revoke"), id: Id }),
  z.strictObject({ kind: z.literal("passkey.add"), ceremonyId: Id, name: PasskeyName.nullable() }),
  z.strictObject({ kind: z.literal("passkey.remove"), id: Id }),
  z.strictObject({ kind: z.literal("recovery_codes.make") }),
  z.strictObject({ kind: z.literal("account.erase") }),
]);
export type BoundAction = z.infer<typeof BoundAction>;

/** A passkey's answer to the challenge of one action. */
export const StepUpProof = z.strictObject({
  stepUpId: z.string().max(64),
  response: z.record(z.string(), z.unknown()),
});
export type StepUpProof = z.infer<typeof StepUpProof>;
