/** Corporate actions in the order they became known or were corrected, for readers that resume. */
import type { ActionFact } from "@/lib/engine/action/action-fact";
import { parseCanonical } from "@/lib/engine/canonical";
import type { Deps } from "../deps";

/** Which telling a reader has heard last. */
export interface ToldPlace {
  readonly atMs: number;
  readonly id: string;
}

export interface ToldAction extends ToldPlace {
  readonly fact: ActionFact;
}

export const TOLD_PAGE = 200;

// No writer's transaction lasts a second (decisions 4): what is older than that is all there.
const SQL = `
  SELECT id, updated_at, fact FROM corporate_actions
  WHERE market = $1 AND (updated_at, id) > ($2, $3) AND updated_at < now() - interval '1 second'
    AND (cardinality($4::text[]) = 0 OR symbol = ANY ($4))
  ORDER BY updated_at, id LIMIT ${TOLD_PAGE}`;

/** What was told after a place. */
export async function readToldActions(
  { webPool, marketClock }: Pick<Deps, "webPool" | "marketClock">,
  { atMs, id }: ToldPlace,
  symbols: readonly string[],
): Promise<readonly ToldAction[]> {
  const { rows } = await webPool.query<{ id: string; updated_at: Date; fact: string }>({
    name: "told_actions",
    text: SQL,
    values: [marketClock.market, new Date(atMs), id, symbols],
  });
  return rows.map((row) => ({
    id: row.id,
    atMs: row.updated_at.getTime(),
    fact: parseCanonical<ActionFact>(row.fact),
  }));
}
