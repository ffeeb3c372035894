/**
 * Writes corporate actions down. The first telling of an action counts once its ex-date has come: what
 * accounts have applied must not change behind them; before that a correction replaces it.
 */
import type pg from "pg";
import type { ActionFact } from "@/lib/engine/action/action-fact";
import type { IsoDate } from "@/lib/engine/calendar/new-york";
import { canonicalize } from "@/lib/engine/canonical";
import type { MarketName } from "@/lib/wire/market-bus";

const SQL = `
  INSERT INTO corporate_actions AS a (market, id, source, kind, symbol, ex_date, pay_date, fact)
  SELECT $1, r.id, $2, r.kind, r.symbol, r.ex_date, r.pay_date, r.fact
  FROM json_to_recordset($3::json) AS r(id text, kind text, symbol text, ex_date text, pay_date text,
    fact text)
  ON CONFLICT (market, id) DO UPDATE SET kind = excluded.kind, symbol = excluded.symbol,
    ex_date = excluded.ex_date, pay_date = excluded.pay_date, fact = excluded.fact, updated_at = now()
  WHERE a.source = excluded.source AND a.fact <> excluded.fact AND (a.ex_date IS NULL OR a.ex_date > $4)
  RETURNING id`;

/** Stores facts; answers the ids that are new or changed. `today` is the market's date. */
export async function storeActions(
  pool: pg.Pool,
  facts: readonly ActionFact[],
  about: {
    readonly market: MarketName;
    readonly source: "feed" | "operator";
    readonly today: IsoDate;
  },
): Promise<readonly string[]> {
  if (facts.length === 0) return [];
  const { market, source, today } = about;
  const rows = facts.map((fact) => ({
    id: fact.id,
    kind: fact.kind,
    symbol: fact.symbol,
    ex_date: fact.exDate,
    pay_date: fact.payDate,
    fact: canonicalize(fact),
  }));
  const stored = await pool.query<{ id: string }>(SQL, [
    market,
    source,
    JSON.stringify(rows),
    today,
  ]);
  return stored.rows.map(({ id }) => id);
}
