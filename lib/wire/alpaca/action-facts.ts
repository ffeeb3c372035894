/** Alpaca's corporate actions (GET /v1/corporate-actions, alpaca-wire.md §5.3) as facts of the engine. */
import { z } from "zod";
import { type ActionFact, type ActionKind, NOTHING_TOLD } from "@/lib/engine/action/action-fact";
import { nextTradingDay } from "@/lib/engine/calendar/trading-calendar";
import type { Equity } from "@/lib/engine/instrument/instrument";
import { type Micros, micros, type Nanos, nanos } from "@/lib/engine/money";

const Day = z.iso.date();
const Rate = z.number();
const OptionalDay = Day.nullish().transform((date) => date ?? null);
const dated = { id: z.string(), ex_date: Day, record_date: OptionalDay, payable_date: OptionalDay };
const effective = { id: z.string(), effective_date: Day, payable_date: OptionalDay };

interface Dated {
  readonly id: string;
  readonly ex_date: string;
  readonly record_date: string | null;
  readonly payable_date: string | null;
}

function fact(kind: ActionKind, { id, ex_date, record_date, payable_date }: Dated) {
  return {
    ...NOTHING_TOLD,
    id,
    kind,
    exDate: ex_date,
    recordDate: record_date,
    payDate: payable_date,
  };
}

const Split = z.object({ ...dated, symbol: z.string(), new_rate: Rate, old_rate: Rate });
function splitFact(kind: "forward_split" | "reverse_split") {
  return Split.transform(
    (split): ActionFact => ({
      ...fact(kind, split),
      symbol: split.symbol,
      newNanos: nanosOf(split.new_rate),
      oldNanos: nanosOf(split.old_rate),
    }),
  );
}

const CashDividend = z
  .object({ ...dated, symbol: z.string(), rate: Rate, special: z.boolean() })
  .transform(
    (dividend): ActionFact => ({
      ...fact("cash_dividend", dividend),
      symbol: dividend.symbol,
      cashMicros: microsOf(dividend.rate),
      special: dividend.special,
    }),
  );
const StockDividend = z.object({ ...dated, symbol: z.string(), rate: Rate }).transform(
  (dividend): ActionFact => ({
    ...fact("stock_dividend", dividend),
    symbol: dividend.symbol,
    newNanos: nanosOf(dividend.rate),
    oldNanos: nanosOf(1),
  }),
);
const SpinOff = z
  .object({
    ...{ ...dated, source_symbol: z.string(), new_symbol: z.string() },
    ...{ source_rate: Rate, new_rate: Rate },
  })
  .transform(
    (spin): ActionFact => ({
      ...fact("spin_off", spin),
      symbol: spin.source_symbol,
      other: stock(spin.new_symbol),
      newNanos: nanosOf(spin.new_rate),
      oldNanos: nanosOf(spin.source_rate),
    }),
  );
const Merger = z
  .object({
    ...{ ...effective, acquiree_symbol: z.string(), acquirer_symbol: z.string().nullish() },
    // A merger for cash has `rate`, one for shares the two others, one for both all of them.
    ...{ rate: Rate.nullish(), cash_rate: Rate.nullish() },
    ...{ acquirer_rate: Rate.nullish(), acquiree_rate: Rate.nullish() },
  })
  .transform((merger): ActionFact => {
    const { acquirer_rate: gives, acquiree_rate: takes, acquirer_symbol: acquirer } = merger;
    const cash = merger.cash_rate ?? merger.rate ?? null;
    const inShares = gives != null && takes != null && acquirer != null;
    return {
      ...fact("merger", { ...merger, ex_date: merger.effective_date, record_date: null }),
      symbol: merger.acquiree_symbol,
      cashMicros: cash === null ? null : microsOf(cash),
      other: inShares ? stock(acquirer) : null,
      newNanos: inShares ? nanosOf(gives) : null,
      oldNanos: inShares ? nanosOf(takes) : null,
    };
  });
const NameChange = z
  .object({ id: z.string(), old_symbol: z.string(), new_symbol: z.string(), process_date: Day })
  .transform(({ id, old_symbol, new_symbol, process_date }): ActionFact | null => {
    if (old_symbol === new_symbol) return null; // another CUSIP alone
    const at = { id, ex_date: process_date, record_date: null, payable_date: null };
    return { ...fact("rename", at), symbol: old_symbol, other: stock(new_symbol) };
  });
const WorthlessRemoval = z
  .object({ id: z.string(), symbol: z.string(), process_date: Day })
  .transform(({ id, symbol, process_date }): ActionFact => {
    const gone = nextTradingDay(process_date).date;
    const at = { id, ex_date: process_date, record_date: null, payable_date: gone };
    return { ...fact("delisting", at), symbol, cashMicros: microsOf(0) };
  });

/** The lists of an answer that the engine applies; what else there may be is counted, not read. */
const LISTS: { readonly [list: string]: z.ZodType<ActionFact | null> | undefined } = {
  cash_dividends: CashDividend,
  forward_splits: splitFact("forward_split"),
  reverse_splits: splitFact("reverse_split"),
  stock_dividends: StockDividend,
  spin_offs: SpinOff,
  cash_mergers: Merger,
  stock_mergers: Merger,
  stock_and_cash_mergers: Merger,
  name_changes: NameChange,
  worthless_removals: WorthlessRemoval,
};

const Page = z.object({
  corporate_actions: z.record(z.string(), z.array(z.unknown())),
  next_page_token: z.string().nullable().default(null),
});

export interface ActionPage {
  readonly facts: readonly ActionFact[];
  /** What was left out, in words: kinds nobody applies, and items that do not say what they must. */
  readonly skipped: readonly string[];
  readonly nextPageToken: string | null;
}

/** Reads one page of an answer; an item that is faulty stops nothing but itself. */
export function readActionPage(body: unknown): ActionPage {
  const page = Page.parse(body);
  const facts: ActionFact[] = [];
  const skipped: string[] = [];
  for (const [list, items] of Object.entries(page.corporate_actions)) {
    const item = LISTS[list];
    if (item === undefined) skipped.push(`${items.length} ${list}`);
    for (const [index, raw] of (item === undefined ? [] : items).entries()) {
      const read = item?.safeParse(raw);
      if (read?.success === false) skipped.push(`${list} ${index}: ${read.error.message}`);
      else if (read?.data != null) facts.push(read.data);
    }
  }
  return { facts, skipped, nextPageToken: page.next_page_token };
}

function stock(symbol: string): Equity {
  return { kind: "equity", symbol, marginable: true };
}

function nanosOf(rate: number): Nanos {
  return nanos(BigInt(Math.round(rate * 1e9)));
}

function microsOf(rate: number): Micros {
  return micros(BigInt(Math.round(rate * 1e6)));
}
