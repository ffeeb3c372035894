/** A user's address and whether it is known to be theirs. Confirming it is up to them (decisions 23). */
import type { EmailView } from "@/lib/wire/raxx/security";
import { withUser } from "../database/with-user";
import type { Deps } from "../deps";
import { AppError } from "../errors";
import { linkAddress, makeMailLink, spendMailLink } from "../mail/mail-links";
import { queueLink } from "../mail/outbox";
import { recordIn } from "./security-events";

const PURPOSE = "verify_email";

/** What settings show. */
export async function readEmail(
  { prisma }: Pick<Deps, "prisma">,
  userId: string,
): Promise<EmailView> {
  const { email, emailVerifiedAt } = await withUser(prisma, userId, (tx) =>
    tx.user.findUniqueOrThrow({
      where: { id: userId },
      select: { email: true, emailVerifiedAt: true },
    }),
  );
  return { email, verified: emailVerifiedAt !== null };
}

/** Mails a link that confirms the address of a user. */
export function mailVerification(deps: Deps, userId: string): Promise<void> {
  return withUser(deps.prisma, userId, async (tx) => {
    const where = { id: userId };
    const user = await tx.user.findUniqueOrThrow({ where, select: { emailVerifiedAt: true } });
    if (user.emailVerifiedAt !== null)
      throw new AppError("conflict", "The address is already confirmed.");
    const token = await makeMailLink(tx, deps.clock.nowMs(), { userId, purpose: PURPOSE });
    const link = linkAddress(deps.env.RAXX_ORIGIN, "verify-email", token);
    await queueLink(tx, deps, { userId, kind: "verify_email", link });
  });
}

/** Confirms the address a link was mailed to; false for a link that is none. */
export async function confirmEmail(deps: Deps, token: string): Promise<boolean> {
  const done = await spendMailLink(deps, { purpose: PURPOSE, token }, async (tx, userId) => {
    await tx.user.update({
      where: { id: userId },
      data: { emailVerifiedAt: new Date(deps.clock.nowMs()) },
      select: { id: true },
    });
    await recordIn(tx, userId, "email_verified", {});
    return true;
  });
  return done === true;
}
