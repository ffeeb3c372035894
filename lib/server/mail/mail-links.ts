/** Links of mails: 256 random bits that are stored hashed, work once and run out. */
import { createHash, randomBytes } from "node:crypto";
import type { PrismaTx } from "../database/prisma";
import { withLookup, withUser } from "../database/with-user";
import type { Deps } from "../deps";
import { uuidv7 } from "../ids";

export type LinkPurpose = "verify_email" | "cancel_recovery" | "keep_account";

const LIVES_MS: { readonly [P in LinkPurpose]: number } = {
  verify_email: 24 * 60 * 60_000,
  cancel_recovery: 72 * 60 * 60_000,
  keep_account: 7 * 24 * 60 * 60_000,
};
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** The address a mail sends people to. The token is in the fragment, which browsers send to nobody. */
export function linkAddress(origin: string, purpose: string, token: string): string {
  return `${new URL(origin).origin}/link?for=${purpose}#${token}`;
}

/** Makes a link's token in a transaction of its user. */
export async function makeMailLink(
  tx: PrismaTx,
  nowMs: number,
  { userId, purpose }: { readonly userId: string; readonly purpose: LinkPurpose },
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await tx.mailLink.create({
    data: {
      id: uuidv7(nowMs),
      userId,
      purpose,
      tokenHash: hashOf(purpose, token),
      expiresAt: new Date(nowMs + LIVES_MS[purpose]),
    },
    select: { id: true },
  });
  return token;
}

/** Spends a link in the transaction of what it does; null when it was used, ran out or never was. */
export async function spendMailLink<T>(
  { prisma, clock }: Pick<Deps, "prisma" | "clock">,
  { purpose, token }: { readonly purpose: LinkPurpose; readonly token: string },
  work: (tx: PrismaTx, userId: string) => Promise<T>,
): Promise<T | null> {
  if (!TOKEN.test(token)) return null;
  const tokenHash = hashOf(purpose, token);
  const found = await withLookup(prisma, Buffer.from(tokenHash).toString("hex"), (tx) =>
    tx.mailLink.findUnique({ where: { tokenHash }, select: { id: true, userId: true } }),
  );
  if (found === null) return null;
  const now = new Date(clock.nowMs());
  return withUser(prisma, found.userId, async (tx) => {
    const { count } = await tx.mailLink.updateMany({
      where: { id: found.id, userId: found.userId, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    return count === 1 ? work(tx, found.userId) : null;
  });
}

function hashOf(purpose: LinkPurpose, token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(`mail:${purpose}:${token}`).digest());
}
