/** What moved an account since an instant: its cash by its ledger, its quantities by its activities. */
import { micros, nanos, ZERO_MICROS, ZERO_NANOS } from "@/lib/engine/money";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";
import type { Change } from "./equity-series";

interface CashRow {
  at: Date;
  amount_micros: string;
}
interface QuantityRow {
  at: Date;
  symbol: string;
  qty_nanos: string;
  price_micros: string | null;
  is_fill: boolean;
}

const CASH = `
  SELECT at, amount_micros FROM mbt_ledger_entries
  WHERE account_id = $1 AND epoch = $2 AND version <= $3 AND ledger_account = 'cash' AND at >= $4`;
// A cash dividend names the shares it was paid on, with an amount for each: nothing was added to them.
const QUANTITIES = `
  SELECT at, symbol, type = 'FILL' AS is_fill, price_micros,
    CASE WHEN type = 'FILL' AND side LIKE 'sell%' THEN -qty_nanos ELSE qty_nanos END AS qty_nanos
  FROM mbt_activities
  WHERE account_id = $1 AND epoch = $2 AND version <= $3 AND at >= $4
    AND symbol IS NOT NULL AND qty_nanos IS NOT NULL AND NOT (type = 'DIV' AND price_micros IS NOT NULL)`;

export interface ChangesSince {
  readonly epoch: number;
  /** The events the caller has seen: later ones are not taken back from what it holds. */
  readonly version: number;
  readonly fromMs: number;
}

/** Loads them in order of time. */
export async function loadChanges(
  deps: Pick<Deps, "webPool">,
  caller: Caller,
  { epoch, version, fromMs }: ChangesSince,
): Promise<readonly Change[]> {
  const values = [caller.accountId, epoch, version, new Date(fromMs)];
  const cash = await queryAsUser<CashRow>(deps.webPool, caller.userId, { text: CASH, values });
  const quantities = await queryAsUser<QuantityRow>(deps.webPool, caller.userId, {
    text: QUANTITIES,
    values,
  });
  const changes: Change[] = [
    ...cash.map((row) => ({
      ...{ atMs: row.at.getTime(), cashMicros: micros(BigInt(row.amount_micros)) },
      ...{ symbol: null, qtyNanos: ZERO_NANOS, priceMicros: null },
    })),
    ...quantities.map((row) => ({
      ...{ atMs: row.at.getTime(), cashMicros: ZERO_MICROS, symbol: row.symbol },
      qtyNanos: nanos(BigInt(row.qty_nanos)),
      // Stock brought by an exercise comes at the strike, which is no price of the market.
      priceMicros:
        row.is_fill && row.price_micros !== null ? micros(BigInt(row.price_micros)) : null,
    })),
  ];
  return changes.sort((a, b) => a.atMs - b.atMs);
}
