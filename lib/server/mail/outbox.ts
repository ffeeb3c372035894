/**
 * Puts a mail into the outbox, in the transaction of what it tells of: either both are there or neither.
 * Somebody without an address, as a guest is, gets none.
 */
import type { PrismaTx } from "../database/prisma";
import type { Deps } from "../deps";
import { sealText } from "../identity/sealed-text";
import { uuidv7 } from "../ids";
import type { MailDetail, MailKind } from "./mail-texts";

interface NewMail {
  readonly userId: string;
  readonly kind: MailKind;
  readonly detail?: MailDetail;
}

/** The name a link is sealed under: a row's link cannot be moved to another row. */
export function sealName(mailId: string): string {
  return `mail:${mailId}`;
}

/** Queues a mail without a link. */
export function queueMail(tx: PrismaTx, nowMs: number, mail: NewMail): Promise<void> {
  return insert(tx, { ...mail, id: uuidv7(nowMs), sealed: null });
}

/** Queues a mail with a link, which is sealed until it is sent. */
export function queueLink(
  tx: PrismaTx,
  { clock, env }: Pick<Deps, "clock" | "env">,
  { link, ...mail }: NewMail & { readonly link: string },
): Promise<void> {
  const id = uuidv7(clock.nowMs());
  const sealed = new Uint8Array(sealText(env.NEXTAUTH_SECRET, sealName(id), link));
  return insert(tx, { ...mail, id, sealed });
}

async function insert(
  tx: PrismaTx,
  {
    id,
    userId,
    kind,
    detail = {},
    sealed,
  }: NewMail & { readonly id: string; readonly sealed: Uint8Array<ArrayBuffer> | null },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO mails (id, user_id, address, kind, detail, sealed_link)
    SELECT ${id}::uuid, id, email, ${kind}, ${JSON.stringify(detail)}::jsonb, ${sealed}
    FROM users WHERE id = ${userId}::uuid AND email IS NOT NULL`;
}
