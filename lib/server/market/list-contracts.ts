/** Option contracts by filters, in order of their symbols, a page at a time. */
import type { IsoDate } from "@/lib/engine/calendar/new-york";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import type { Micros } from "@/lib/engine/money";
import type { Deps } from "../deps";
import type { Contract, ContractRow } from "./catalog";

export interface ContractFilter {
  /** Empty for all. */
  readonly underlyings: readonly string[];
  readonly active: boolean;
  /** The date of the asking account's feed: a series is active through its last day. */
  readonly today: IsoDate;
  readonly expiryFrom: IsoDate | null;
  readonly expiryUntil: IsoDate | null;
  readonly root: string | null;
  readonly right: OptionSeries["right"] | null;
  readonly style: OptionSeries["style"] | null;
  readonly strikeFromMicros: Micros | null;
  readonly strikeUntilMicros: Micros | null;
  readonly limit: number;
  /** The last symbol of the page before; null for the first page. */
  readonly afterSymbol: string | null;
}

export interface ContractPage {
  readonly contracts: readonly Contract[];
  /** Null at the end. */
  readonly nextAfter: string | null;
}

// The order of bytes, so that a page token means the same whatever the database was created with.
const SQL = `
  SELECT * FROM option_contracts
  WHERE (cardinality($1::text[]) = 0 OR underlying = ANY ($1))
    AND (tradable AND expiry_date >= $2) = $3
    AND ($4::text IS NULL OR expiry_date >= $4) AND ($5::text IS NULL OR expiry_date <= $5)
    AND ($6::text IS NULL OR root = $6)
    AND ($7::text IS NULL OR "right" = $7) AND ($8::text IS NULL OR style = $8)
    AND ($9::bigint IS NULL OR strike_micros >= $9) AND ($10::bigint IS NULL OR strike_micros <= $10)
    AND ($11::text IS NULL OR symbol COLLATE "C" > $11)
  ORDER BY symbol COLLATE "C" LIMIT $12`;

/** Lists a page of contracts. */
export async function listContracts(
  { catalog, webPool }: Pick<Deps, "catalog" | "webPool">,
  filter: ContractFilter,
): Promise<ContractPage> {
  const { rows } = await webPool.query<ContractRow>(SQL, [
    filter.underlyings,
    filter.today,
    filter.active,
    filter.expiryFrom,
    filter.expiryUntil,
    filter.root,
    filter.right,
    filter.style,
    bigintText(filter.strikeFromMicros),
    bigintText(filter.strikeUntilMicros),
    filter.afterSymbol,
    filter.limit + 1, // one more tells whether there is a next page
  ]);
  const contracts = await catalog.remember(rows.slice(0, filter.limit));
  const last = contracts.at(-1);
  const more = rows.length > filter.limit && last !== undefined;
  return { contracts, nextAfter: more ? last.series.symbol : null };
}

function bigintText(value: bigint | null): string | null {
  return value === null ? null : String(value);
}
