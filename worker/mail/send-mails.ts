/** Sends what is in the outbox. A mail that was not taken is tried again, later and later, for a day. */
import type pg from "pg";
import type { Deps } from "@/lib/server/deps";
import { openText } from "@/lib/server/identity/sealed-text";
import { isMailKind, type MailDetail, writeMail } from "@/lib/server/mail/mail-texts";
import { type MailTransport, mailTransport } from "@/lib/server/mail/mail-transport";
import { sealName } from "@/lib/server/mail/outbox";
import type { Loop } from "../loop";

const LOOK_MS = 1_000;
const BATCH = 20;
/** With the doubling pause of claim_mails the last try is a day after the first. */
const ATTEMPTS_MAX = 13;
const ERROR_LENGTH_MAX = 200;

interface MailRow {
  id: string;
  address: string;
  kind: string;
  detail: MailDetail;
  sealed_link: Buffer | null;
  attempts: number;
  created_at: Date;
}

type Needs = Pick<Deps, "env" | "log">;

/** Sends every mail that is due, a batch at a time. */
export async function sendMails(
  deps: Needs,
  pool: pg.Pool,
  transport: MailTransport,
): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<MailRow>("SELECT * FROM claim_mails($1)", [BATCH]);
    await Promise.all(rows.map((row) => send(deps, pool, transport, row)));
    if (rows.length < BATCH) return;
  }
}

/** The loop of a worker. */
export function startMails(deps: Needs, pool: pg.Pool): { readonly loop: Loop; stop(): void } {
  const transport = mailTransport(deps.env);
  return {
    loop: { name: "mails", everyMs: LOOK_MS, step: () => sendMails(deps, pool, transport) },
    stop: () => transport.close(),
  };
}

async function send(
  deps: Needs,
  pool: pg.Pool,
  transport: MailTransport,
  row: MailRow,
): Promise<void> {
  const failure = await tryOnce(deps, transport, row).then(
    () => null,
    (error: unknown) => reasonOf(error, row.address),
  );
  const isLast = row.attempts >= ATTEMPTS_MAX;
  await pool.query("SELECT record_mail($1, $2, $3)", [row.id, failure, isLast]);
  if (failure === null) return;
  const said = { mail: row.id, kind: row.kind, attempts: row.attempts, err: failure };
  deps.log[isLast ? "error" : "warn"](said, "mail not sent");
}

async function tryOnce({ env }: Needs, transport: MailTransport, row: MailRow): Promise<void> {
  const { id, address, kind, detail, sealed_link: sealed } = row;
  if (!isMailKind(kind)) throw new Error("a kind this version does not know");
  const link = sealed === null ? "" : openText(env.NEXTAUTH_SECRET, sealName(id), sealed);
  if (link === null) throw new Error("its link was sealed with another secret");
  const written = writeMail(kind, {
    ...{ detail, link, atMs: row.created_at.getTime() },
    origin: new URL(env.RAXX_ORIGIN).origin,
  });
  await transport.send({ ...written, id, address });
}

/** What a mail server says may repeat the address; rows and logs go without it. */
function reasonOf(error: unknown, address: string): string {
  return String(error).replaceAll(address, "[address]").slice(0, ERROR_LENGTH_MAX);
}
