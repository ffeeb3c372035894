/**
 * Recovery codes: the way back for somebody without a passkey (decisions 23). A code starts a day of
 * cooling-off, which every session of the user can see and cancel; then the same code lets a new
 * passkey be made, once. There is no way to trade or to act with a code itself.
 */
import { createHash, randomBytes } from "node:crypto";
import type { RecoveryView } from "@/lib/wire/raxx/security";
import type { StepUpProof } from "@/lib/wire/raxx/step-up";
import type { PrismaTx } from "../database/prisma";
import { withUser } from "../database/with-user";
import type { Deps } from "../deps";
import { AppError } from "../errors";
import { uuidv7 } from "../ids";
import { linkAddress, makeMailLink } from "../mail/mail-links";
import { queueLink } from "../mail/outbox";
import { withBoundStepUp } from "./bound-step-up";
import { recordIn } from "./security-events";
import type { SessionReading } from "./sessions";

const CODES = 10;
const COOLING_OFF_MS = 24 * 60 * 60_000;
/** How long the door then stands open. */
const OPEN_MS = 48 * 60 * 60_000;
/** Twenty-five letters are 125 bits: from 112 on a plain hash is enough (ASVS 6.5.2). */
const LETTERS = 25;
/** Crockford's alphabet without what reads alike. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const ALIVE = { usedAt: null, endedAt: null } as const;

/** Ten fresh codes, shown once; the ones before are over. */
export function makeRecoveryCodes(
  deps: Deps,
  asker: SessionReading,
  proof: StepUpProof,
): Promise<readonly string[]> {
  const { userId } = asker.caller;
  const action = { kind: "recovery_codes.make" } as const;
  return withBoundStepUp(deps, asker, { action, proof }, async (tx) => {
    const nowMs = deps.clock.nowMs();
    const endedAt = new Date(nowMs);
    await tx.recoveryCode.updateMany({ where: { userId, ...ALIVE }, data: { endedAt } });
    const codes = Array.from({ length: CODES }, () => newCode(LETTERS));
    await tx.recoveryCode.createMany({
      data: codes.map((code) => ({ id: uuidv7(nowMs), userId, codeHash: hashOfCode(code) })),
    });
    await recordIn(tx, userId, "recovery_codes_made", { count: String(CODES) });
    return codes;
  });
}

/** What settings show. */
export function readRecovery(
  { prisma, clock }: Pick<Deps, "prisma" | "clock">,
  userId: string,
): Promise<RecoveryView> {
  return withUser(prisma, userId, async (tx) => {
    const codes = await tx.recoveryCode.findMany({ where: { userId, ...ALIVE } });
    const running = codes.filter(({ startedAt }) => isRunning(startedAt, clock.nowMs()));
    const starts = running.map(({ startedAt }) => startedAt?.getTime() ?? 0);
    return {
      codesLeft: codes.filter(({ startedAt, mailed }) => startedAt === null && !mailed).length,
      madeAtMs: codes.find(({ mailed }) => !mailed)?.createdAt.getTime() ?? null,
      opensAtMs: starts.length === 0 ? null : Math.min(...starts) + COOLING_OFF_MS,
    };
  });
}

/** Ends every recovery under way; the codes they used are spent. */
export function cancelRecovery(
  { prisma, clock }: Pick<Deps, "prisma" | "clock">,
  userId: string,
): Promise<void> {
  return withUser(prisma, userId, (tx) => endRecovery(tx, userId, clock.nowMs()));
}

/** The same in a transaction of the user. */
export async function endRecovery(tx: PrismaTx, userId: string, nowMs: number): Promise<void> {
  const { count } = await tx.recoveryCode.updateMany({
    where: { userId, ...ALIVE, startedAt: { not: null } },
    data: { endedAt: new Date(nowMs) },
  });
  if (count === 0) throw new AppError("not_found", "There is no recovery to cancel.");
  await recordIn(tx, userId, "recovery_canceled", {});
}

export type RecoveryStep =
  | { readonly kind: "refused" }
  | { readonly kind: "waiting"; readonly opensAtMs: number }
  | { readonly kind: "open"; readonly codeId: string };

/** Shows a code: the first time starts its clock and tells the user, after the cooling-off it opens. */
export function showRecoveryCode(
  deps: Pick<Deps, "prisma" | "clock" | "env">,
  userId: string,
  code: string,
): Promise<RecoveryStep> {
  return withUser(deps.prisma, userId, async (tx) => {
    const nowMs = deps.clock.nowMs();
    const now = new Date(nowMs);
    const where = { userId, codeHash: hashOfCode(code), ...ALIVE };
    const { count } = await tx.recoveryCode.updateMany({
      where: { ...where, startedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
      data: { startedAt: now },
    });
    if (count === 1) await tellOfStart(deps, tx, userId);
    const row = await tx.recoveryCode.findFirst({ where });
    if (row === null || !isRunning(row.startedAt, nowMs)) return { kind: "refused" };
    const opensAtMs = (row.startedAt?.getTime() ?? 0) + COOLING_OFF_MS;
    return nowMs < opensAtMs ? { kind: "waiting", opensAtMs } : { kind: "open", codeId: row.id };
  });
}

/** A recovery is no secret from its user: the log, and a mail that can cancel it. */
async function tellOfStart(
  deps: Pick<Deps, "clock" | "env">,
  tx: PrismaTx,
  userId: string,
): Promise<void> {
  const token = await makeMailLink(tx, deps.clock.nowMs(), { userId, purpose: "cancel_recovery" });
  const link = linkAddress(deps.env.RAXX_ORIGIN, "cancel-recovery", token);
  await recordIn(tx, userId, "recovery_started", {});
  await queueLink(tx, deps, { userId, kind: "recovery_started", link });
}

/** Spends a code in the transaction that makes the new passkey; false when somebody was faster. */
export async function spendRecoveryCode(
  tx: PrismaTx,
  userId: string,
  codeId: string,
  nowMs: number,
): Promise<boolean> {
  const { count } = await tx.recoveryCode.updateMany({
    where: { id: codeId, userId, ...ALIVE, startedAt: { lte: new Date(nowMs - COOLING_OFF_MS) } },
    data: { usedAt: new Date(nowMs) },
  });
  return count === 1;
}

function isRunning(startedAt: Date | null, nowMs: number): boolean {
  return startedAt !== null && nowMs < startedAt.getTime() + COOLING_OFF_MS + OPEN_MS;
}

/** A code of this many letters, in groups of five. */
export function newCode(length: number): string {
  const letters = Array.from(randomBytes(length), (byte) => ALPHABET[byte % 32]).join("");
  return letters.replace(/(.{5})(?=.)/g, "$1-");
}

/** Typed by hand: case and separators do not matter. */
export function hashOfCode(code: string): Uint8Array<ArrayBuffer> {
  const plain = code.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return new Uint8Array(createHash("sha256").update(`recovery:${plain}`).digest());
}
