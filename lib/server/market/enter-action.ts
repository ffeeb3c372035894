/**
 * A corporate action from an operator: checked as the engine will read it, against what is known, and
 * refused with the reason. Nothing half-entered is kept.
 */
import type pg from "pg";
import { z } from "zod";
import type { ActionFact } from "@/lib/engine/action/action-fact";
import { readAction } from "@/lib/engine/action/read-action";
import { present } from "@/lib/engine/assert";
import { type IsoDate, isIsoDate } from "@/lib/engine/calendar/new-york";
import { tradingDay } from "@/lib/engine/calendar/trading-calendar";
import { canonicalize } from "@/lib/engine/canonical";
import { parseDollars, parseQuantity } from "@/lib/engine/decimal";
import type { MarketName } from "@/lib/wire/market-bus";
import { storeActions } from "./store-actions";

const KINDS = [
  "forward_split",
  "reverse_split",
  "stock_dividend",
  "cash_dividend",
  "spin_off",
  "merger",
  "rename",
  "delisting",
] as const;
const Day = z.string().refine(isIsoDate, "is no date such as 2026-12-01").optional();
const amount = (parse: (text: string) => bigint | null) =>
  z
    .string()
    .refine((text) => parse(text) !== null, "is no decimal such as 0.25")
    .optional();

/** What an operator types, all of it text. */
const Entry = z.object({
  kind: z.enum(KINDS, { error: `is one of ${KINDS.join(", ")}` }),
  symbol: z.string().min(1, "is missing"),
  ex: Day,
  record: Day,
  pay: Day,
  cash: amount(parseDollars),
  new: amount(parseQuantity),
  old: amount(parseQuantity),
  other: z.string().optional(),
  special: z.boolean().default(false),
  replace: z.boolean().default(false),
});

interface EnterDeps {
  readonly pool: pg.Pool;
  readonly market: MarketName;
  /** The market's date: what went ex before it is too late for any account. */
  readonly today: IsoDate;
}

/** Enters an action; throws a sentence that says what is wrong with it. */
export async function enterAction(deps: EnterDeps, values: unknown): Promise<ActionFact> {
  const parsed = Entry.safeParse(values);
  if (!parsed.success) {
    const said = parsed.error.issues.map(({ path, message }) => `--${path.join(".")} ${message}`);
    throw new Error(said.join("; "));
  }
  const fact = factOf(parsed.data);
  const read = readAction(fact);
  if (!read.ok) {
    const { code, field } = read.error;
    throw new Error(
      code === "missing_field" ? `${field} is missing` : `${field} contradicts the rest`,
    );
  }
  for (const { exDate } of read.value) checkDate(exDate, deps.today);
  await checkSymbol(deps.pool, fact.symbol);
  await checkOthers(deps, fact, parsed.data.replace);
  await storeActions(deps.pool, [fact], { ...deps, source: "operator" });
  return fact;
}

function factOf(entry: z.infer<typeof Entry>): ActionFact {
  const { kind, symbol, ex, record, pay, cash, other, special } = entry;
  const amountOf = <T>(text: string | undefined, parse: (text: string) => T | null) =>
    text === undefined ? null : present(parse(text), "the text was checked");
  return {
    id: `operator:${symbol}:${kind}:${ex ?? pay ?? record ?? ""}`,
    ...{ kind, symbol, special, declaredDate: null },
    ...{ exDate: ex ?? null, recordDate: record ?? null, payDate: pay ?? null },
    newNanos: amountOf(entry.new, parseQuantity),
    oldNanos: amountOf(entry.old, parseQuantity),
    cashMicros: amountOf(cash, parseDollars),
    other: other === undefined ? null : { kind: "equity", symbol: other, marginable: true },
    ...{ fractionMicros: null, costShareNanos: null, closeMicros: null, memos: [] },
  };
}

function checkDate(exDate: IsoDate, today: IsoDate): void {
  if (exDate < today) throw new Error(`${exDate} is over: the market's date is ${today}`);
  if (tradingDay(exDate) === null) throw new Error(`${exDate} is no trading day`);
}

async function checkSymbol(pool: pg.Pool, symbol: string): Promise<void> {
  const { rows } = await pool.query("SELECT 1 FROM instruments WHERE symbol = $1", [symbol]);
  if (rows.length === 0) throw new Error(`no stock ${symbol} is listed`);
}

/** Two of a kind on one day contradict each other, whoever told the other. */
async function checkOthers(
  { pool, market }: EnterDeps,
  fact: ActionFact,
  replace: boolean,
): Promise<void> {
  const { rows } = await pool.query<{ id: string; source: string; fact: string }>(
    `SELECT id, source, fact FROM corporate_actions
     WHERE market = $1 AND symbol = $2 AND kind = $3 AND ex_date IS NOT DISTINCT FROM $4`,
    [market, fact.symbol, fact.kind, fact.exDate],
  );
  for (const other of rows) {
    if (other.fact === canonicalize(fact)) throw new Error(`${other.id} says the same already`);
    if (other.id === fact.id && replace) continue;
    const how = other.id === fact.id ? "; give --replace to correct it" : "";
    throw new Error(`${other.id} (${other.source}) is a ${fact.kind} on that day already${how}`);
  }
}
