/** A user's passkeys in settings: see, add, rename, remove. The last one that works stays. */
import type { PasskeyView } from "@/lib/wire/raxx/security";
import type { BoundAction, StepUpProof } from "@/lib/wire/raxx/step-up";
import type { PrismaTx } from "../database/prisma";
import { withUser } from "../database/with-user";
import type { Deps } from "../deps";
import { AppError } from "../errors";
import { isUuid } from "../ids";
import { withBoundStepUp } from "./bound-step-up";
import { takeCeremony } from "./challenges";
import { refuseGuest } from "./guests";
import { lockPasskeys } from "./passkey-assertion";
import { checkAttestation } from "./passkey-attestation";
import { credentialIds, registerOptions } from "./passkey-options";
import { recordIn } from "./security-events";
import type { SessionReading } from "./sessions";
import { isTaken } from "./sign-in";
import { userHandleText } from "./user-handle";

const PASSKEYS_MAX = 20;

/** Every passkey that was not removed, oldest first, and what a browser needs to tidy its own list. */
export async function listPasskeys(
  { prisma }: Pick<Deps, "prisma">,
  userId: string,
): Promise<{ readonly passkeys: readonly PasskeyView[]; readonly userHandle: string }> {
  const rows = await withUser(prisma, userId, (tx) =>
    tx.passkey.findMany({ where: { userId, removedAt: null }, orderBy: { createdAt: "asc" } }),
  );
  const passkeys = rows.map((row) => ({
    id: row.id,
    credentialId: row.credentialId,
    name: row.name,
    synced: row.deviceType === "multiDevice",
    locked: row.lockedAt !== null,
    createdAtMs: row.createdAt.getTime(),
    lastUsedAtMs: row.lastUsedAt?.getTime() ?? null,
  }));
  return { passkeys, userHandle: userHandleText(userId) };
}

/** Begins a passkey for the signed-in user; devices that have one of theirs refuse. */
export async function addPasskeyOptions(deps: Deps, session: SessionReading) {
  refuseGuest(session);
  const { sessionId, email, caller } = session;
  const { userId } = caller;
  const asker = { purpose: "add_passkey", email: email ?? "", userId, sessionId } as const;
  return registerOptions(deps, asker, await credentialIds(deps, userId));
}

/** Adds it, once a passkey that was there before has signed for it. */
export async function addPasskey(
  deps: Deps,
  asker: SessionReading,
  added: {
    readonly action: Extract<BoundAction, { kind: "passkey.add" }>;
    readonly proof: StepUpProof;
    readonly response: unknown;
  },
): Promise<void> {
  const { userId } = asker.caller;
  const ceremony = await takeCeremony(deps.redis, added.action.ceremonyId, ["add_passkey"]);
  const mine = ceremony?.userId === userId && ceremony.sessionId === asker.sessionId;
  if (ceremony === null || !mine) throw refusal();
  const passkey = await checkAttestation(deps, ceremony.challenge, added.response);
  if (passkey === null) throw refusal();
  await withBoundStepUp(deps, asker, added, async (tx) => {
    const working = await lockPasskeys(tx, userId);
    if (working.length >= PASSKEYS_MAX)
      throw new AppError("conflict", `You have ${PASSKEYS_MAX} passkeys; remove one first.`);
    const name = added.action.name ?? (await freeName(tx, userId, passkey.name));
    await tx.passkey.create({ data: { ...passkey, userId, name }, select: { id: true } });
    await recordIn(tx, userId, "passkey_added", { passkeyId: passkey.id, name });
  }).catch((error: unknown) => {
    throw isTaken(error) ? refusal() : error;
  });
}

/** Gives a passkey another name. */
export async function renamePasskey(
  { prisma }: Pick<Deps, "prisma">,
  userId: string,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  const { count } = isUuid(id)
    ? await withUser(prisma, userId, (tx) =>
        tx.passkey.updateMany({ where: { id, userId, removedAt: null }, data: { name } }),
      )
    : { count: 0 };
  if (count === 0) throw new AppError("not_found", "There is no such passkey.");
}

/** Removes a passkey, never the last one that works. */
export function removePasskey(
  deps: Deps,
  asker: SessionReading,
  removed: {
    readonly action: Extract<BoundAction, { kind: "passkey.remove" }>;
    readonly proof: StepUpProof;
  },
): Promise<void> {
  const { userId } = asker.caller;
  const { id } = removed.action;
  return withBoundStepUp(deps, asker, removed, async (tx) => {
    const working = await lockPasskeys(tx, userId);
    if (working.length === 1 && working[0] === id)
      throw new AppError("conflict", "This is your only passkey; add another one first.");
    const { count } = await tx.passkey.updateMany({
      where: { id, userId, removedAt: null },
      data: { removedAt: new Date(deps.clock.nowMs()) },
    });
    if (count === 0) throw new AppError("not_found", "There is no such passkey.");
    await recordIn(tx, userId, "passkey_removed", { passkeyId: id });
  });
}

/** Two of the same provider are told apart by a number. */
async function freeName(tx: PrismaTx, userId: string, name: string): Promise<string> {
  const same = await tx.passkey.count({ where: { userId, name: { startsWith: name } } });
  return same === 0 ? name : `${name} ${same + 1}`;
}

function refusal(): AppError {
  return new AppError("bad_request", "The new passkey was not accepted. Try again.");
}
