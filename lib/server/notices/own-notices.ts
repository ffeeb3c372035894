/** What a user was told of in the app, and what of it they have read. */
import type { NoticeKind, NoticesView } from "@/lib/wire/raxx/notices";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";

const SHOWN_MAX = 100;
/** More is "99+" on any screen. */
const UNREAD_MAX = 100;

interface Row {
  id: string;
  kind: NoticeKind;
  text: string;
  fill_id: string | null;
  account_id: string;
  at: Date;
  read_at: Date | null;
  unread: number;
}

type Reach = Pick<Deps, "webPool">;

/** The newest hundred, over all of the user's accounts. */
export async function listNotices({ webPool }: Reach, { userId }: Caller): Promise<NoticesView> {
  const rows = await queryAsUser<Row>(webPool, userId, {
    text: `SELECT id, kind, text, fill_id, account_id, at, read_at, (SELECT count(*)::int FROM
        (SELECT 1 FROM notices WHERE user_id = $1 AND in_app AND read_at IS NULL LIMIT ${UNREAD_MAX}) u)
        AS unread
      FROM notices WHERE user_id = $1 AND in_app ORDER BY id DESC LIMIT ${SHOWN_MAX}`,
    values: [userId],
  });
  return {
    unread: rows[0]?.unread ?? 0,
    notices: rows.map((row) => ({
      ...{ id: row.id, kind: row.kind, text: row.text, accountId: row.account_id },
      ...{ atMs: row.at.getTime(), fillId: row.fill_id, unread: row.read_at === null },
    })),
  };
}

/** Marks everything up to a notice as read: what came after it was not on screen. */
export async function readNotices(
  { webPool, clock }: Pick<Deps, "webPool" | "clock">,
  { userId }: Caller,
  upToId: string,
): Promise<void> {
  await queryAsUser(webPool, userId, {
    text: "UPDATE notices SET read_at = $3 WHERE user_id = $1 AND id <= $2 AND read_at IS NULL",
    values: [userId, upToId, new Date(clock.nowMs())],
  });
}
