/**
 * What is kept of the erased outside of the database, with its backups: random ids and when. A backup that is
 * restored has people again who were erased after it was made; by this list they are erased again, before
 * anybody is served.
 */
import type pg from "pg";
import { z } from "zod";
import { AppError } from "../errors";
import { dueUsers, type EraseDeps, type Erased, eraseUser } from "./erase-user";

const Tombstone = z.strictObject({
  subject: z.uuid(),
  why: z.enum(["asked", "guest"]),
  erasedAt: z.iso.datetime(),
});
const Tombstones = z.strictObject({ erased: z.array(Tombstone) });
export type Tombstone = z.infer<typeof Tombstone>;

/** Everybody who was erased, the first one first; `owner` is a pool as raxx_owner. */
export async function listTombstones(owner: pg.Pool): Promise<readonly Tombstone[]> {
  const { rows } = await owner.query<{ subject: string; why: string; erased_at: Date }>(
    "SELECT subject, why, erased_at FROM erased_subjects ORDER BY erased_at, subject",
  );
  return rows.map(({ subject, why, erased_at: at }) =>
    Tombstone.parse({ subject, why, erasedAt: at.toISOString() }),
  );
}

/** Reads a list as `listTombstones` made it; one that is damaged is refused whole. */
export function readTombstones(text: string): readonly Tombstone[] {
  try {
    return Tombstones.parse(JSON.parse(text)).erased;
  } catch (cause) {
    throw new AppError("bad_request", "this is no list of erasure:list", { cause });
  }
}

/** Erases again whom the list names and the database has; what it did not know it knows from then on. */
export async function replayTombstones(
  deps: EraseDeps & { readonly owner: pg.Pool },
  tombstones: readonly Tombstone[],
): Promise<readonly Erased[]> {
  const subjects = tombstones.map(({ subject }) => subject);
  const { rows } = await deps.owner.query<{ id: string }>(
    // Longer due than anybody: they come first, however many others wait for the job that erases.
    `UPDATE users SET erase_asked_at = coalesce(erase_asked_at, now()), erase_at = 'epoch'
     WHERE id = ANY ($1::uuid[]) RETURNING id`,
    [subjects],
  );
  const back = new Set(rows.map(({ id }) => id));
  const erased: Erased[] = [];
  for (const user of await dueUsers(deps.retentionPool, back.size)) {
    if (back.has(user.id)) erased.push(await eraseUser(deps, user));
  }
  await deps.owner.query(
    `INSERT INTO erased_subjects (subject, why, erased_at, rows)
     SELECT r.subject, r.why, r.erased_at, 0
     FROM json_to_recordset($1::json) AS r(subject uuid, why text, erased_at timestamptz)
     ON CONFLICT (subject) DO NOTHING`,
    [JSON.stringify(tombstones.map(({ erasedAt, ...rest }) => ({ ...rest, erased_at: erasedAt })))],
  );
  return erased;
}
