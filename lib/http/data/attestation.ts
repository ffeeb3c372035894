/** GET and POST /v1/market-data/attestation: the user's word that they are no market professional. */
import { z } from "zod";
import { isoTime } from "@/lib/server/clock";
import { attest, attestedAt } from "@/lib/server/data/attestation";
import { type Call, type Handler, ok, refuseField } from "../call";
import type { Contract } from "../contract";

const Asked = z.strictObject({ non_professional: z.literal(true) });
const Answered = z.strictObject({
  non_professional: z.boolean(),
  attested_at: z.string().nullable(),
});

/** What was attested, and when. */
export const getAttestation: Handler = async (call) => ok(await stateOf(call));

/** Attests; once is enough. */
export const postAttestation: Handler = async (call) => {
  if (!Asked.safeParse(call.body).success) {
    return refuseField("non_professional must be true, and nothing else is asked");
  }
  const state = await stateOf(call);
  if (state.non_professional) return ok(state);
  const atMs = await attest(call.deps, call.caller, "user");
  return ok({ non_professional: true, attested_at: isoTime(atMs) });
};

async function stateOf({ deps, caller }: Call) {
  const atMs = await attestedAt(deps, caller.userId);
  return { non_professional: atMs !== null, attested_at: atMs === null ? null : isoTime(atMs) };
}

const TAG = "Market data entitlement";
export const GET_ATTESTATION: Contract = {
  summary: "Whether this user attested to be no market professional",
  tag: TAG,
  answers: { 200: Answered },
};
export const POST_ATTESTATION: Contract = {
  summary: "Attests to be no market professional: needed once, before real-time data",
  tag: TAG,
  body: Asked,
  answers: { 200: Answered },
};
