/** Rates of a day: for debits and credits, without risk, and for borrowed stock, each from a date on and with its source. */
import type pg from "pg";
import { z } from "zod";
import type { IsoDate } from "@/lib/engine/calendar/new-york";
import { AppError } from "../errors";

export interface Rates {
  readonly debitBps: number;
  readonly creditBps: number;
  readonly riskFreeBps: number;
  /** A year of borrowing a stock, in hundredths of a percent. */
  borrowBps(symbol: string, easyToBorrow: boolean): number;
}

interface RateRow {
  debit_bps: number;
  credit_bps: number;
  risk_free_bps: number;
}

/** Rows for all stocks without one of their own. */
const ANY = "*";
const ANY_HARD = "*hard";

const INTEREST_SQL = `
  SELECT debit_bps, credit_bps, risk_free_bps FROM interest_rates WHERE from_date <= $1
  ORDER BY from_date DESC LIMIT 1`;
const BORROW_SQL = `
  SELECT DISTINCT ON (symbol) symbol, rate_bps FROM borrow_rates WHERE from_date <= $1
  ORDER BY symbol, from_date DESC`;

/** The rates that hold on a date. */
export async function readRates(pool: pg.Pool, date: IsoDate): Promise<Rates> {
  const [interest, borrow] = await Promise.all([
    pool.query<RateRow>(INTEREST_SQL, [date]),
    pool.query<{ symbol: string; rate_bps: number }>(BORROW_SQL, [date]),
  ]);
  const [row] = interest.rows;
  if (row === undefined) throw new AppError("unavailable", `there are no rates of ${date}`);
  const bySymbol = new Map(borrow.rows.map(({ symbol, rate_bps }) => [symbol, rate_bps]));
  return {
    ...{ debitBps: row.debit_bps, creditBps: row.credit_bps, riskFreeBps: row.risk_free_bps },
    borrowBps: (symbol, easy) => bySymbol.get(symbol) ?? bySymbol.get(easy ? ANY : ANY_HARD) ?? 0,
  };
}

const Bps = z.coerce.number().int().min(0).max(10_000); // tidy-ok: a rate in hundredths of a percent is not money
const Source = z.string("say where it is from, with --source").trim().min(3).max(200);
const From = z.iso.date("give --from such as 2027-01-02");
const NewInterest = z.object({
  ...{ from: From, source: Source },
  ...{ debit: Bps, credit: Bps, "risk-free": Bps },
});
const NewBorrow = z.object({
  ...{ from: From, source: Source },
  symbol: z.string().regex(/^(\*|\*hard|[A-Z.]{1,10})$/, "--symbol is a stock, * or *hard"),
  borrow: Bps,
});

/** Enters rates from a date on that has not begun: days that were accrued keep theirs. */
export async function enterRates(
  { pool, today }: { readonly pool: pg.Pool; readonly today: IsoDate },
  values: { readonly symbol?: string },
): Promise<object> {
  const schema = values.symbol === undefined ? NewInterest : NewBorrow;
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    throw new AppError("bad_request", parsed.error.issues.map(({ message }) => message).join("; "));
  }
  if (parsed.data.from <= today) {
    throw new AppError("bad_request", `--from must be after ${today}: what has accrued stays`);
  }
  if ("borrow" in parsed.data) {
    const { symbol, from, borrow, source } = parsed.data;
    await pool.query("INSERT INTO borrow_rates VALUES ($1, $2, $3, $4)", [
      ...[symbol, from, borrow, source],
    ]);
  } else {
    const { from, debit, credit, source } = parsed.data;
    await pool.query("INSERT INTO interest_rates VALUES ($1, $2, $3, $4, $5)", [
      ...[from, debit, credit, parsed.data["risk-free"], source],
    ]);
  }
  return parsed.data;
}
