/**
 * The journal of the caller's account. A process keeps the journals it was asked for and folds only
 * what is new: a log never changes, it grows.
 */
import { parseCanonical } from "@/lib/engine/canonical";
import type { AccountEvent } from "@/lib/engine/event/event";
import { emptyJournal, foldJournal, type Journal } from "@/lib/engine/journal/journal";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";

const KEPT_MAX = 200;
const EVENTS_MAX = 5_000;
const EVENTS_SQL = `
  SELECT payload FROM mbt_events WHERE account_id = $1 AND version > $2
  ORDER BY version LIMIT ${EVENTS_MAX}`;

/** By account, the one asked for last at the end. Rows are read as the user, so a stranger finds none to fold. */
const kept = new Map<string, Journal>();

/** The journal up to the last commit. */
export async function loadJournal(
  { webPool }: Pick<Deps, "webPool">,
  { userId, accountId }: Pick<Caller, "userId" | "accountId">,
): Promise<Journal> {
  const key = `${userId} ${accountId}`;
  let journal = kept.get(key) ?? emptyJournal(accountId);
  for (;;) {
    const rows = await queryAsUser<{ payload: string }>(webPool, userId, {
      text: EVENTS_SQL,
      values: [accountId, journal.state.version],
    });
    for (const { payload } of rows) {
      journal = foldJournal(journal, parseCanonical<AccountEvent>(payload));
    }
    if (rows.length < EVENTS_MAX) break;
  }
  kept.delete(key);
  kept.set(key, journal);
  const [oldest] = kept.keys();
  if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest);
  return journal;
}
