/**
 * Stores notices with the deliveries that carry them, each where its user wants it: one transaction,
 * so that a notice is told once whoever else tries and whenever this process dies.
 */
import type pg from "pg";
import { formatUtc } from "@/lib/engine/calendar/new-york";
import type { Clock } from "@/lib/server/clock";
import { uuidv7 } from "@/lib/server/ids";
import { choicesOf } from "@/lib/server/notices/notice-choices";
import type { NoticeKind } from "@/lib/wire/raxx/notices";

export interface NoticeDraft {
  readonly accountId: string;
  readonly kind: NoticeKind;
  /** Names what it tells of within its account. */
  readonly key: string;
  readonly text: string;
  readonly fillId: string | null;
  readonly atMs: number;
}

/** An alert that a notice tells of, and ends. */
export interface FiredAlert {
  readonly id: string;
  readonly atMs: number;
  readonly priceMicros: bigint;
}

/** How far the log was read. */
export interface TailMove {
  readonly fromXid: string;
  readonly fromPosition: string;
  readonly toXid: string;
  readonly toPosition: string;
}

interface Wanted {
  account_id: string;
  choices: Parameters<typeof choicesOf>[0] | null;
  webhooks: string[] | null;
}

const WANTED_SQL = `
  SELECT a.id AS account_id,
    (SELECT json_agg(c) FROM notice_choices c WHERE c.user_id = a.user_id) AS choices,
    (SELECT array_agg(w.id) FROM webhooks w
      WHERE w.account_id = a.id AND w.deleted_at IS NULL AND 'notices' = ANY (w.events)) AS webhooks
  FROM mbt_accounts a WHERE a.id = ANY ($1)`;

/** Answers the ids of new deliveries, to be sent. */
export async function storeNotices(
  pool: pg.Pool,
  clock: Clock,
  drafts: readonly NoticeDraft[],
  { fired = [], tail = null }: { fired?: readonly FiredAlert[]; tail?: TailMove | null },
): Promise<readonly string[]> {
  const accounts = [...new Set(drafts.map(({ accountId }) => accountId))];
  const { rows } = await pool.query<Wanted>(WANTED_SQL, [accounts]);
  const wanted = new Map(rows.map((row) => [row.account_id, row]));
  const parts = drafts.map((draft) => written(draft, wanted.get(draft.accountId), clock));
  const { rows: stored } = await pool.query<{ id: string }>(
    "SELECT store_notices($1, $2, $3, $4) AS id",
    [
      JSON.stringify(parts.map(({ notice }) => notice)),
      JSON.stringify(parts.flatMap(({ deliveries }) => deliveries)),
      JSON.stringify(
        fired.map(({ id, atMs, priceMicros }) => ({
          ...{ id, at: formatUtc(atMs), price: String(priceMicros) },
        })),
      ),
      tail === null ? null : JSON.stringify(tail),
    ],
  );
  return stored.map(({ id }) => id);
}

function written(draft: NoticeDraft, wanted: Wanted | undefined, { nowMs }: Clock) {
  const { accountId, kind, key, text, fillId, atMs } = draft;
  const choice = choicesOf(wanted?.choices ?? []).find((one) => one.kind === kind);
  const id = uuidv7(nowMs());
  const at = formatUtc(atMs);
  const notice = {
    ...{ id, account_id: accountId, kind, key, text, fill_id: fillId, at },
    in_app: choice?.inApp ?? true,
    mail_id: choice?.email === true ? uuidv7(nowMs()) : null,
  };
  const payload = JSON.stringify({
    ...{ type: "notices", event_id: key, account_id: accountId, simulated: true },
    data: { id, kind, text, fill_id: fillId, at },
  });
  const webhooks = choice?.webhook === true ? (wanted?.webhooks ?? []) : [];
  const deliveries = webhooks.map((webhookId) => ({
    ...{ id: uuidv7(nowMs()), webhook_id: webhookId, event_id: key, payload },
  }));
  return { notice, deliveries };
}
