/** What an account's owner wrote about its campaigns and fills: one note a subject. */
import type { FillNote, NoteForm } from "@/lib/wire/raxx/fill-context";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";
import { AppError } from "../errors";
import { uuidv7 } from "../ids";
import { findFill } from "../trading/find-fill";
import { loadJournal } from "./load-journal";

/** It bounds what one account can store. */
const NOTES_MAX = 5_000;

type Reach = Pick<Deps, "webPool" | "clock">;
type Subject = NoteForm["subject"];

/** Every note of the account, by subject: "campaign 1.7.SPY", "fill <id>". */
export async function listNotes(
  { webPool }: Pick<Deps, "webPool">,
  { userId, accountId }: Caller,
): Promise<ReadonlyMap<string, FillNote>> {
  const rows = await queryAsUser<FillNote & { subject: string }>(webPool, userId, {
    text: `SELECT subject, text, tags FROM journal_notes WHERE account_id = $1 LIMIT ${NOTES_MAX}`,
    values: [accountId],
  });
  return new Map(rows.map(({ subject, text, tags }) => [subject, { text, tags }]));
}

/** The note on the campaign that holds a position; null for one without. */
export async function positionNote(
  deps: Pick<Deps, "webPool" | "clock">,
  caller: Caller,
  symbol: string,
): Promise<{ readonly note: FillNote | null }> {
  const subject = await subjectOf(deps, caller, { kind: "position", symbol });
  return { note: (await listNotes(deps, caller)).get(subject) ?? null };
}

/** Keeps a note; an empty one is taken away. */
export async function saveNote(deps: Reach, caller: Caller, form: NoteForm): Promise<void> {
  const subject = await subjectOf(deps, caller, form.subject);
  const { userId, accountId } = caller;
  const { text, tags } = form;
  const query = (sql: string, values: readonly unknown[]) =>
    queryAsUser(deps.webPool, userId, { text: sql, values: [accountId, subject, ...values] });
  if (text === "" && tags.length === 0) {
    await query("DELETE FROM journal_notes WHERE account_id = $1 AND subject = $2", []);
    return;
  }
  const now = new Date(deps.clock.nowMs());
  const kept = await query(
    `INSERT INTO journal_notes (id, user_id, account_id, subject, text, tags, updated_at)
      SELECT $3, $4, $1, $2, $5, $6, $7
      WHERE (SELECT count(*) FROM journal_notes WHERE account_id = $1) < ${NOTES_MAX}
      ON CONFLICT (account_id, subject) DO UPDATE SET text = $5, tags = $6, updated_at = $7
      RETURNING id`,
    [uuidv7(now.getTime()), userId, text, [...new Set(tags)], now],
  );
  if (kept.length > 0) return;
  throw new AppError("conflict", `An account has room for ${NOTES_MAX} notes; remove one first.`);
}

async function subjectOf(deps: Reach, caller: Caller, subject: Subject): Promise<string> {
  if (subject.kind === "fill") {
    if ((await findFill(deps, caller, subject.id)) === null) throw missing("fill");
    return `fill ${subject.id}`;
  }
  const { open, ended } = (await loadJournal(deps, caller)).campaigns;
  const found =
    subject.kind === "campaign"
      ? [...open, ...ended].find(({ id }) => id === subject.id)
      : open.find(({ holdings }) => holdings.has(subject.symbol));
  if (found === undefined) throw missing(subject.kind);
  return `campaign ${found.id}`;
}

function missing(kind: Subject["kind"]): AppError {
  return new AppError("not_found", `There is no such ${kind} any more; load the page again.`);
}
