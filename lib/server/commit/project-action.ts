/**
 * Rows of a corporate action: the positions it changed, and its activities as Alpaca names them
 * (alpaca-wire.md §1.4). A holding that is exchanged gives one activity for each symbol whose
 * quantity changed, with the cash on the first; adjusted contracts are OPCA.
 */
import type { AccountState } from "@/lib/engine/account/account-state";
import type { CorporateAction } from "@/lib/engine/action/corporate-action";
import type { PositionChange } from "@/lib/engine/action/position-change";
import { canonicalize } from "@/lib/engine/canonical";
import type { EventOf } from "@/lib/engine/event/event";
import type { Instrument } from "@/lib/engine/instrument/instrument";
import { isoTime } from "../clock";
import { uuidv5 } from "../ids";
import type { Row, Rows } from "./rows";

type Applied = EventOf<"corporate_action_applied">;
type Paid = EventOf<"dividend_paid">;
interface Around {
  readonly before: AccountState;
  readonly after: AccountState;
}

const TYPES: { readonly [K in CorporateAction["kind"]]: string } = {
  forward_split: "SPLIT",
  reverse_split: "SPLIT",
  stock_dividend: "DIV",
  cash_dividend: "DIV",
  spin_off: "SPIN",
  merger: "MA",
  rename: "NC",
  delisting: "REORG",
};

/** Appends the rows of an applied action. */
export function projectAction(rows: Rows, event: Applied, { before, after }: Around): void {
  const instruments = new Map<string, Instrument>();
  for (const { symbol, after: made } of event.changes) {
    const old = before.positions.get(symbol)?.instrument;
    if (old !== undefined) instruments.set(symbol, old);
    for (const { instrument } of made) instruments.set(instrument.symbol, instrument);
  }
  for (const [symbol, instrument] of instruments) {
    const position = after.positions.get(symbol);
    rows.positions.push({
      account_id: after.id,
      epoch: after.epoch,
      symbol,
      instrument: canonicalize(position?.instrument ?? instrument),
      qty_nanos: String(position?.qtyNanos ?? 0n),
      cost_micros: String(position?.costMicros ?? 0n),
    });
  }
  for (const change of event.changes) {
    const option = before.positions.get(change.symbol)?.instrument.kind === "option";
    const type = option ? "OPCA" : typeOf(event.action);
    rows.activities.push(...changeRows(change, event, { type, after }));
  }
}

/** Appends the activity of a paid dividend. */
export function projectDividend(rows: Rows, event: Paid, after: AccountState): void {
  const { symbol, qtyNanos, perShareMicros, amountMicros } = event;
  rows.activities.push({
    ...activity(event, { after, of: `${event.actionId}:paid` }),
    type: "DIV",
    symbol,
    qty_nanos: String(qtyNanos),
    price_micros: String(perShareMicros),
    net_micros: String(amountMicros),
  });
}

/** What is left of a delisted company at nothing a share is removed as worthless. */
function typeOf(action: CorporateAction): string {
  const worthless =
    action.kind === "merger" && action.acquirer === null && action.cashMicros === 0n;
  return worthless ? "REORG" : TYPES[action.kind];
}

function changeRows(
  { symbol, qtyNanos, after: made, cashMicros }: PositionChange,
  event: Applied,
  { type, after }: { readonly type: string; readonly after: AccountState },
): readonly Row[] {
  const deltas = new Map<string, bigint>([[symbol, -qtyNanos]]);
  for (const holding of made) {
    const key = holding.instrument.symbol;
    deltas.set(key, (deltas.get(key) ?? 0n) + holding.qtyNanos);
  }
  const moved = [...deltas].filter(([, delta]) => delta !== 0n);
  return moved.map(([key, delta], index) => ({
    ...activity(event, { after, of: `${event.action.id}:${symbol}:${key}` }),
    type,
    symbol: key,
    qty_nanos: String(delta),
    price_micros: null,
    net_micros: String(index === 0 ? cashMicros : 0n),
  }));
}

function activity(
  { atMs }: { readonly atMs: number },
  { after, of }: { readonly after: AccountState; readonly of: string },
): Row {
  const at = isoTime(atMs);
  return {
    id: `${at.replace(/[^0-9]/g, "")}::${uuidv5(`${after.id}:${after.epoch}:${of}`)}`,
    account_id: after.id,
    epoch: after.epoch,
    version: after.version,
    side: null,
    order_id: null,
    at,
  };
}
