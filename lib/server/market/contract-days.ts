/**
 * What the last day left of contracts: how many are open, and where they closed. It changes every day,
 * which the catalog, whose contracts stay as they are, does not follow.
 */
import { type Micros, micros } from "@/lib/engine/money";
import type { Deps } from "../deps";

export interface ContractDay {
  readonly openInterest: string | null;
  readonly openInterestDate: string | null;
  readonly closeMicros: Micros | null;
  readonly closeDate: string | null;
}

interface DayRow {
  symbol: string;
  open_interest: string | null;
  open_interest_date: string | null;
  close_micros: string | null;
  close_date: string | null;
}

/** By symbol; a contract the data account says nothing of has nulls. */
export async function contractDays(
  { webPool }: Pick<Deps, "webPool">,
  symbols: readonly string[],
): Promise<ReadonlyMap<string, ContractDay>> {
  const { rows } = await webPool.query<DayRow>({
    name: "contract_days",
    text: `SELECT symbol, open_interest, open_interest_date, close_micros, close_date
      FROM option_contracts WHERE symbol = ANY ($1)`,
    values: [symbols],
  });
  return new Map(rows.map((row) => [row.symbol, toDay(row)]));
}

function toDay(row: DayRow): ContractDay {
  return {
    openInterest: row.open_interest,
    openInterestDate: row.open_interest_date,
    closeMicros: row.close_micros === null ? null : micros(BigInt(row.close_micros)),
    closeDate: row.close_date,
  };
}
