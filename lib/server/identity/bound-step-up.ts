/**
 * The bound step-up (decisions 17, reliability.md §2.7): a passkey signs the hash of one exact action.
 * It is used once, within a minute, by the session that asked, in the transaction of that action, and
 * the hash is worked out again from the request about to be executed.
 */
import { createHash, randomBytes } from "node:crypto";
import { generateAuthenticationOptions } from "@simplewebauthn/server";
import { canonicalize } from "@/lib/engine/canonical";
import type { BoundAction, StepUpProof } from "@/lib/wire/raxx/step-up";
import type { PrismaTx } from "../database/prisma";
import { withUser } from "../database/with-user";
import type { Deps } from "../deps";
import { AppError } from "../errors";
import { isUuid, uuidv7 } from "../ids";
import {
  lockCopied,
  lockPasskeys,
  recordUse,
  verifyAssertion,
  wentForward,
} from "./passkey-assertion";
import { credentialIds } from "./passkey-options";
import { relyingParty } from "./relying-party";
import type { SessionReading } from "./sessions";

const BOUND_MS = 60_000;

type Asker = Pick<SessionReading, "sessionId" | "caller">;
type Needs = Pick<Deps, "prisma" | "clock" | "env" | "log">;

/** Begins a step-up for one action; the challenge is made of its hash. */
export async function beginBoundStepUp(deps: Needs, asker: Asker, action: BoundAction) {
  const { userId } = asker.caller;
  const nowMs = deps.clock.nowMs();
  const id = uuidv7(nowMs);
  const nonce = new Uint8Array(randomBytes(32));
  const actionHash = hashOf(asker, action);
  const allowed = await credentialIds(deps, userId);
  await withUser(deps.prisma, userId, (tx) =>
    tx.stepUp.create({
      data: {
        id,
        userId,
        sessionId: asker.sessionId,
        kind: action.kind,
        actionHash,
        nonce,
        expiresAt: new Date(nowMs + BOUND_MS),
      },
      select: { id: true },
    }),
  );
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(deps.env).rpID,
    userVerification: "required",
    timeout: BOUND_MS,
    challenge: challengeOf(nonce, actionHash),
    allowCredentials: allowed.map((credential) => ({ id: credential })),
  });
  return { stepUpId: id, options };
}

/** Does an action that a passkey has signed; anything that is not exactly that action is refused. */
export async function withBoundStepUp<T>(
  deps: Needs,
  asker: Asker,
  { action, proof }: { readonly action: BoundAction; readonly proof: StepUpProof },
  work: (tx: PrismaTx) => Promise<T>,
): Promise<T> {
  const { userId } = asker.caller;
  const actionHash = hashOf(asker, action);
  const nonce = await nonceOf(deps, userId, proof.stepUpId);
  const challenge = Buffer.from(challengeOf(nonce, actionHash)).toString("base64url");
  const checked = await verifyAssertion(deps, { challenge, userId, response: proof.response });
  if (checked === null) throw refusal();
  const done = await withUser(deps.prisma, userId, async (tx) => {
    const nowMs = deps.clock.nowMs();
    await lockPasskeys(tx, userId);
    const { count } = await tx.stepUp.updateMany({
      where: {
        id: proof.stepUpId,
        userId,
        sessionId: asker.sessionId,
        actionHash,
        usedAt: null,
        expiresAt: { gt: new Date(nowMs) },
      },
      data: { usedAt: new Date(nowMs) },
    });
    // Only now is an old count a copy of the key: a word said twice, as by a second click, ends here.
    if (count !== 1) throw refusal();
    if (!wentForward(checked)) {
      await lockCopied(tx, checked, nowMs);
      return null;
    }
    if (!(await recordUse(tx, checked, nowMs))) throw refusal();
    return { answer: await work(tx) };
  });
  if (done === null) throw refusal();
  return done.answer;
}

async function nonceOf({ prisma }: Needs, userId: string, id: string): Promise<Uint8Array> {
  const row = isUuid(id)
    ? await withUser(prisma, userId, (tx) =>
        tx.stepUp.findFirst({ where: { id, userId }, select: { nonce: true } }),
      )
    : null;
  if (row === null) throw refusal();
  return row.nonce;
}

/** Who, from which session and for which account is part of what is signed. */
function hashOf({ sessionId, caller }: Asker, action: BoundAction): Uint8Array<ArrayBuffer> {
  const { userId, accountId } = caller;
  const text = canonicalize({ action, userId, accountId, sessionId });
  return new Uint8Array(createHash("sha256").update(`raxx/v1\n${text}`).digest());
}

function challengeOf(nonce: Uint8Array, actionHash: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(nonce).update(actionHash).digest());
}

function refusal(): AppError {
  return new AppError("step_up_required", "Confirm this with your passkey, within a minute.");
}
