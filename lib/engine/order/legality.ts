/**
 * Which order types go with which time in force, by what is traded. The table is the rule; the
 * checks only look rows up.
 *
 * Source: alpaca-wire.md §1.6 (type × TIF legality) and §2.2, §2.9, read 2026-11-21. Auction and
 * immediate orders are taken without the entitlement live accounts need.
 */
import { NANOS_PER_UNIT } from "../money";
import type { OrderDraft } from "./draft";
import type { OrderType, TimeInForce } from "./order";

export type LegalityRow = "equity" | "fractional" | "extended_hours" | "group" | "option" | "mleg";

type Row = { readonly [T in TimeInForce]: readonly OrderType[] };

const SIMPLE_TYPES: readonly OrderType[] = ["market", "limit", "stop", "stop_limit"];
const ALL_TYPES: readonly OrderType[] = [...SIMPLE_TYPES, "trailing_stop"];
const PRICED: readonly OrderType[] = ["market", "limit"];
const NEVER = { opg: [], cls: [], ioc: [], fok: [] } as const;

export const LEGALITY: { readonly [R in LegalityRow]: Row } = {
  equity: {
    day: ALL_TYPES,
    gtc: ALL_TYPES,
    opg: PRICED,
    cls: PRICED,
    ioc: PRICED,
    fok: PRICED,
  },
  fractional: { ...NEVER, day: SIMPLE_TYPES, gtc: [] },
  extended_hours: { ...NEVER, day: ["limit"], gtc: ["limit"] },
  // A trailing stop is a simple order: neither entry nor exit of a group.
  group: { ...NEVER, day: SIMPLE_TYPES, gtc: SIMPLE_TYPES },
  option: { ...NEVER, day: SIMPLE_TYPES, gtc: SIMPLE_TYPES },
  mleg: { ...NEVER, day: PRICED, gtc: PRICED },
};

/** The row an order is looked up in. */
export function legalityRow(draft: OrderDraft): LegalityRow {
  if (draft.orderClass === "mleg") return "mleg";
  if (draft.legs[0]?.instrument.kind === "option") return "option";
  if (draft.group !== undefined) return "group";
  if (isFractional(draft)) return "fractional";
  return draft.extendedHours === true ? "extended_hours" : "equity";
}

/** Times in force with which any type of the row goes. */
export function timesInForceOf(row: LegalityRow): readonly TimeInForce[] {
  const times: readonly TimeInForce[] = ["day", "gtc", "opg", "cls", "ioc", "fok"];
  return times.filter((time) => LEGALITY[row][time].length > 0);
}

/** Whether an order asks for dollars, or for less than whole shares. */
export function isFractional({
  notionalMicros,
  qtyNanos,
}: Pick<OrderDraft, "notionalMicros" | "qtyNanos">): boolean {
  return notionalMicros !== undefined || qtyNanos % NANOS_PER_UNIT !== 0n;
}
