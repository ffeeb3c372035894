/**
 * Recovery by mail (decisions 23): a link to a confirmed address. It is a recovery code that travels by
 * mail, so it opens nothing by itself: the first use starts the day of waiting, of which every session
 * and a second mail tell, and which both can cancel.
 */
import { withLookup, withUser } from "../database/with-user";
import type { Deps } from "../deps";
import { uuidv7 } from "../ids";
import { linkAddress, spendMailLink } from "../mail/mail-links";
import { queueLink } from "../mail/outbox";
import { beginRecoveryOf } from "./recover";
import { endRecovery, hashOfCode, newCode } from "./recovery-codes";

/** A mailed link is opened at once or not at all. */
const OPENED_WITHIN_MS = 60 * 60_000;
/** Asking again sends nothing for a while, and no more than this a day: nobody's inbox is filled. */
const PAUSE_MS = 5 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const MAILS_A_DAY = 3;
const LETTERS = 52; // 260 bits

/** Mails a link to whoever has this confirmed address; to everybody else nothing, and nothing is said. */
export async function mailRecoveryLink(deps: Deps, email: string): Promise<void> {
  const user = await withLookup(deps.prisma, email, (tx) =>
    tx.user.findUnique({ where: { email }, select: { id: true, emailVerifiedAt: true } }),
  );
  if (user === null || user.emailVerifiedAt === null) return;
  const userId = user.id;
  await withUser(deps.prisma, userId, async (tx) => {
    const nowMs = deps.clock.nowMs();
    const sent = await tx.recoveryCode.findMany({
      where: { userId, mailed: true, createdAt: { gt: new Date(nowMs - DAY_MS) } },
      select: { createdAt: true },
    });
    const isTooSoon = sent.some(({ createdAt }) => createdAt.getTime() > nowMs - PAUSE_MS);
    if (isTooSoon || sent.length >= MAILS_A_DAY) return;
    const code = newCode(LETTERS);
    await tx.recoveryCode.create({
      data: {
        ...{ id: uuidv7(nowMs), userId, codeHash: hashOfCode(code), mailed: true },
        createdAt: new Date(nowMs),
        expiresAt: new Date(nowMs + OPENED_WITHIN_MS),
      },
      select: { id: true },
    });
    const link = linkAddress(deps.env.RAXX_ORIGIN, "recover", code);
    await queueLink(tx, deps, { userId, kind: "recovery_link", link });
  });
}

/** Opens a mailed link; null for one that is none, or no longer. */
export async function beginRecoveryByLink(deps: Deps, code: string) {
  const codeHash = hashOfCode(code);
  const found = await withLookup(deps.prisma, Buffer.from(codeHash).toString("hex"), (tx) =>
    tx.recoveryCode.findUnique({ where: { codeHash }, select: { userId: true, mailed: true } }),
  );
  if (found === null || !found.mailed) return null;
  const { userId } = found;
  const user = await withUser(deps.prisma, userId, (tx) =>
    tx.user.findUnique({ where: { id: userId }, select: { email: true } }),
  );
  return beginRecoveryOf(deps, { userId, email: user?.email ?? "" }, code);
}

/** Cancels a recovery with the link of the mail that told of it; false for a link that is none. */
export async function cancelRecoveryByLink(deps: Deps, token: string): Promise<boolean> {
  const done = await spendMailLink(deps, { purpose: "cancel_recovery", token }, (tx, userId) =>
    endRecovery(tx, userId, deps.clock.nowMs()),
  );
  return done !== null;
}
