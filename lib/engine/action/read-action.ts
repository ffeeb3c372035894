/**
 * Makes whole actions of a fact, or names the first thing that is missing or contradicts itself.
 * One fact may be two actions: a delisting ends trading on one day and is resolved on another.
 */
import { type IsoDate, isIsoDate } from "../calendar/new-york";
import { type Micros, micros, NANOS_PER_UNIT, type Nanos, nanos, ZERO_NANOS } from "../money";
import { err, ok, type Result } from "../result";
import type { ActionFact, ActionKind } from "./action-fact";
import type { ActionBase, CorporateAction } from "./corporate-action";
import { usualExDate } from "./trade-date";

export interface ActionFault {
  readonly code: "missing_field" | "contradiction" | "unknown_kind";
  /** The field it is about. */
  readonly field: string;
}

type Read = Result<readonly CorporateAction[], ActionFault>;
type Reader = (fact: ActionFact, base: ActionBase) => Read;

/** A distribution this large goes ex after it is paid. Source: FINRA Rule 11140(b)(2), read 2026-11-21. */
const LARGE_PERCENT = 25n;

const READERS: { readonly [K in ActionKind]: Reader } = {
  forward_split: (fact, base) =>
    resize(fact, base, "forward_split", (grown, whole) => grown > whole),
  reverse_split: (fact, base) =>
    resize(fact, base, "reverse_split", (grown, whole) => grown < whole),
  stock_dividend: stockDividend,
  cash_dividend: cashDividend,
  spin_off: spinOff,
  merger,
  rename(fact, base) {
    const { other } = fact;
    if (other === null) return missing("other");
    if (other.symbol === fact.symbol) return contradiction("other");
    return ok([{ ...base, kind: "rename", renamed: other }]);
  },
  delisting,
};

/** What facts say: every command looks at the facts of its symbols again. */
const READ = new WeakMap<ActionFact, Read>();

/** Reads a fact. Its dates are checked first, then the fields its kind needs. */
export function readAction(fact: ActionFact): Read {
  const known = READ.get(fact);
  if (known !== undefined) return known;
  const read = readAnew(fact);
  READ.set(fact, read);
  return read;
}

function readAnew(fact: ActionFact): Read {
  const reader = (READERS as { readonly [kind: string]: Reader | undefined })[fact.kind];
  if (reader === undefined) return err({ code: "unknown_kind", field: fact.kind });
  if (fact.id === "") return missing("id");
  if (fact.symbol === "") return missing("symbol");
  const date = dateFault(fact);
  if (date !== null) return contradiction(date);
  const exDate = fact.exDate ?? usualExDate(fact, isLarge(fact));
  if (exDate === null) return missing("exDate");
  const memo = fact.memos.find((item) => item.contracts < 1 || item.strikeOldNanos <= 0n);
  if (memo !== undefined || !positiveOrNull(fact.fractionMicros)) {
    return contradiction(memo === undefined ? "fractionMicros" : "memos");
  }
  const { id, symbol, declaredDate, recordDate, payDate, memos } = fact;
  return reader(fact, { id, symbol, declaredDate, exDate, recordDate, payDate, memos });
}

/** Whether the distribution is 25% of the security or more, as far as the fact can tell. */
function isLarge({ kind, newNanos, oldNanos, cashMicros, closeMicros }: ActionFact): boolean {
  if (kind === "cash_dividend") {
    return (
      cashMicros !== null &&
      closeMicros !== null &&
      cashMicros * 100n >= closeMicros * LARGE_PERCENT
    );
  }
  if (newNanos === null || oldNanos === null) return false;
  if (kind === "stock_dividend") return newNanos * 100n >= oldNanos * LARGE_PERCENT;
  return kind === "forward_split" && (newNanos - oldNanos) * 100n >= oldNanos * LARGE_PERCENT;
}

/** The first date that is no date, or cannot be where the others are. */
function dateFault(fact: ActionFact): string | null {
  const { declaredDate, exDate, recordDate, payDate } = fact;
  const dates = { declaredDate, exDate, recordDate, payDate };
  for (const [field, date] of Object.entries(dates)) {
    if (date !== null && !isIsoDate(date)) return field;
  }
  if (declaredDate !== null && exDate !== null && declaredDate > exDate) return "declaredDate";
  if (payDate === null) return null;
  if (recordDate !== null && payDate < recordDate) return "payDate";
  return exDate === null || mayPay(fact, exDate, payDate) ? null : "payDate";
}

/** Payment follows the ex-date; the ex-date of a large distribution follows its payment. */
function mayPay(fact: ActionFact, exDate: IsoDate, payDate: IsoDate): boolean {
  if (fact.kind === "delisting") return payDate > exDate;
  if (fact.kind === "stock_dividend") return payDate < exDate === isLarge(fact);
  if (fact.kind !== "cash_dividend" || fact.closeMicros === null) return true;
  return payDate < exDate === isLarge(fact);
}

function resize(
  fact: ActionFact,
  base: ActionBase,
  kind: "forward_split" | "reverse_split",
  grows: (grown: Nanos, whole: Nanos) => boolean,
): Read {
  const ratio = ratioOf(fact);
  if (!ratio.ok) return ratio;
  if (!grows(ratio.value.newNanos, ratio.value.oldNanos)) return contradiction("newNanos");
  return ok([{ ...base, kind, ...ratio.value, fractionMicros: fact.fractionMicros }]);
}

function stockDividend(fact: ActionFact, base: ActionBase): Read {
  const ratio = ratioOf(fact);
  if (!ratio.ok) return ratio;
  const { newNanos, oldNanos } = ratio.value;
  const { fractionMicros } = fact;
  const grown = nanos(oldNanos + newNanos);
  return ok([{ ...base, kind: "stock_dividend", newNanos: grown, oldNanos, fractionMicros }]);
}

function cashDividend(fact: ActionFact, base: ActionBase): Read {
  const { cashMicros, special, payDate } = fact;
  if (cashMicros === null) return missing("cashMicros");
  if (cashMicros <= 0n) return contradiction("cashMicros");
  if (payDate === null) return missing("payDate");
  return ok([{ ...base, kind: "cash_dividend", cashMicros, special, payDate }]);
}

function spinOff(fact: ActionFact, base: ActionBase): Read {
  const { other, costShareNanos, fractionMicros } = fact;
  const ratio = ratioOf(fact);
  if (!ratio.ok) return ratio;
  if (other === null) return missing("other");
  if (other.symbol === fact.symbol) return contradiction("other");
  if (costShareNanos !== null && (costShareNanos < 0n || costShareNanos > NANOS_PER_UNIT)) {
    return contradiction("costShareNanos");
  }
  const { value } = ratio;
  return ok([{ ...base, kind: "spin_off", spun: other, ...value, fractionMicros, costShareNanos }]);
}

function merger(fact: ActionFact, base: ActionBase): Read {
  const { other: acquirer, cashMicros, fractionMicros } = fact;
  if (acquirer?.symbol === fact.symbol) return contradiction("other");
  if (cashMicros !== null && cashMicros < 0n) return contradiction("cashMicros");
  if (acquirer === null) {
    if (cashMicros === null) return missing("cashMicros");
    if (fact.newNanos !== null && fact.newNanos > 0n) return missing("other");
    return ok([cashMerger(base, cashMicros)]);
  }
  const ratio = ratioOf(fact);
  if (!ratio.ok) return ratio;
  const cash = cashMicros ?? micros(0n);
  return ok([
    { ...base, kind: "merger", acquirer, ...ratio.value, cashMicros: cash, fractionMicros },
  ]);
}

function cashMerger(base: ActionBase, cashMicros: Micros): CorporateAction {
  const ratio = { newNanos: ZERO_NANOS, oldNanos: nanos(NANOS_PER_UNIT) };
  return { ...base, kind: "merger", acquirer: null, ...ratio, cashMicros, fractionMicros: null };
}

/** Without a price to pay at its resolution the holding is worth nothing. */
function delisting(fact: ActionFact, base: ActionBase): Read {
  const { cashMicros, closeMicros, payDate } = fact;
  if (cashMicros !== null && cashMicros < 0n) return contradiction("cashMicros");
  const ended: CorporateAction = { ...base, kind: "delisting", closeMicros };
  if (payDate === null) return ok([ended]);
  const resolved = { ...base, id: `${base.id}:resolution`, exDate: payDate };
  return ok([ended, cashMerger(resolved, cashMicros ?? micros(0n))]);
}

function ratioOf(
  fact: ActionFact,
): Result<{ readonly newNanos: Nanos; readonly oldNanos: Nanos }, ActionFault> {
  const { newNanos, oldNanos } = fact;
  if (newNanos === null) return missing("newNanos");
  if (oldNanos === null) return missing("oldNanos");
  if (newNanos <= 0n) return contradiction("newNanos");
  if (oldNanos <= 0n) return contradiction("oldNanos");
  return ok({ newNanos, oldNanos });
}

function positiveOrNull(amount: Micros | null): boolean {
  return amount === null || amount > 0n;
}

function missing(field: string): { readonly ok: false; readonly error: ActionFault } {
  return err({ code: "missing_field", field });
}

function contradiction(field: string): { readonly ok: false; readonly error: ActionFault } {
  return err({ code: "contradiction", field });
}
