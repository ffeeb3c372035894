/**
 * Erasure as its user asks for it: a passkey signs it, everything that acts for them ends at once, and for
 * seven days it can be undone by signing in again or by the link of a mail. Doing it is erase-user.ts.
 */
import type { StepUpProof } from "@/lib/wire/raxx/step-up";
import type { PrismaTx } from "../database/prisma";
import { withUser } from "../database/with-user";
import type { Deps } from "../deps";
import { AppError } from "../errors";
import { withBoundStepUp } from "../identity/bound-step-up";
import { recordIn } from "../identity/security-events";
import type { SessionReading } from "../identity/sessions";
import { linkAddress, makeMailLink, spendMailLink } from "../mail/mail-links";
import { queueLink } from "../mail/outbox";
import { cancelWorking } from "./cancel-working";

const UNDO_MS = 7 * 24 * 60 * 60_000;

/** Asks for it; answers when it is done. The session that asks ends too. */
export async function askErasure(
  deps: Deps,
  asker: SessionReading,
  proof: StepUpProof,
): Promise<number> {
  const { userId, feed } = asker.caller;
  const action = { kind: "account.erase" } as const;
  const eraseAtMs = await withBoundStepUp(deps, asker, { action, proof }, async (tx) => {
    const nowMs = deps.clock.nowMs();
    const data = { eraseAskedAt: new Date(nowMs), eraseAt: new Date(nowMs + UNDO_MS) };
    const { count } = await tx.user.updateMany({ where: { id: userId, eraseAt: null }, data });
    if (count === 0) throw new AppError("conflict", "The erasure is already under way.");
    await endEverything(tx, userId, new Date(nowMs));
    const token = await makeMailLink(tx, nowMs, { userId, purpose: "keep_account" });
    const link = linkAddress(deps.env.RAXX_ORIGIN, "keep-account", token);
    const at = data.eraseAt.toISOString().slice(0, 10);
    await recordIn(tx, userId, "erasure_asked", { at });
    await queueLink(tx, deps, { userId, kind: "erasure_asked", detail: { at }, link });
    return data.eraseAt.getTime();
  });
  // What this does not reach before the process dies, the job of erasures does.
  const accounts = await withUser(deps.prisma, userId, (tx) =>
    tx.mbtAccount.findMany({ where: { userId }, select: { id: true } }),
  );
  const ids = accounts.map(({ id }) => id);
  await cancelWorking(deps.door, ids, feed);
  return eraseAtMs;
}

/** Sessions, keys, apps, webhooks and ways back: nothing acts for the user any more. */
async function endEverything(tx: PrismaTx, userId: string, now: Date): Promise<void> {
  const alive = { userId, revokedAt: null };
  await tx.session.updateMany({ where: alive, data: { revokedAt: now } });
  await tx.apiKey.updateMany({ where: alive, data: { revokedAt: now } });
  await tx.oauthGrant.updateMany({ where: alive, data: { revokedAt: now } });
  await tx.webhook.updateMany({ where: { userId, deletedAt: null }, data: { deletedAt: now } });
  await tx.recoveryCode.updateMany({
    where: { userId, usedAt: null, endedAt: null },
    data: { endedAt: now },
  });
}

/** Undoes it for a user who signed in again. What had ended stays ended. */
export function undoErasure({ prisma }: Pick<Deps, "prisma">, userId: string): Promise<void> {
  return withUser(prisma, userId, (tx) => undoIn(tx, userId));
}

/** The same by the link of the mail that told of it; false for a link that is none. */
export async function undoErasureByLink(deps: Deps, token: string): Promise<boolean> {
  const done = await spendMailLink(deps, { purpose: "keep_account", token }, async (tx, userId) => {
    await undoIn(tx, userId);
    return true;
  });
  return done === true;
}

async function undoIn(tx: PrismaTx, userId: string): Promise<void> {
  const { count } = await tx.user.updateMany({
    where: { id: userId, eraseAt: { not: null } },
    data: { eraseAskedAt: null, eraseAt: null },
  });
  if (count === 0) throw new AppError("not_found", "There is no erasure to undo.");
  await recordIn(tx, userId, "erasure_undone", {});
}

/** Refuses what somebody may not do whose account is being erased: all but looking, taking along and undoing. */
export function refuseErasing({ erasesAtMs }: Pick<SessionReading, "erasesAtMs">): void {
  if (erasesAtMs !== null)
    throw new AppError("forbidden", "This account is being erased; undo that first.");
}
