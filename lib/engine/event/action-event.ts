/** What corporate actions do to an account: to its orders, its holdings, and the cash they bring. */
import type { HeldAction, Receivable } from "../action/action-state";
import type { CashDividend, CorporateAction } from "../action/corporate-action";
import type { PositionChange } from "../action/position-change";
import type { Instrument } from "../instrument/instrument";
import type { Micros, Nanos } from "../money";
import type { OrderTerms } from "../order/order";
import type { EventBase } from "./event-base";

/** A corporate action changed price, quantity or symbol of a working order. */
interface OrderAdjusted extends EventBase {
  readonly type: "order_adjusted";
  readonly orderId: string;
  readonly actionId: string;
  readonly terms: OrderTerms;
  readonly qtyNanos: Nanos;
  /** Of each leg, in their order. */
  readonly instruments: readonly Instrument[];
  readonly hwmMicros?: Micros;
}

/** A corporate action was applied: what it was, and what became of each holding it touched. */
interface CorporateActionApplied extends EventBase {
  readonly type: "corporate_action_applied";
  readonly action: CorporateAction;
  readonly changes: readonly PositionChange[];
}

/** One that is due cannot be applied: nothing changes, and what it touches does not trade. */
interface CorporateActionHeld extends EventBase {
  readonly type: "corporate_action_held";
  readonly held: HeldAction;
}

interface DividendReceivable extends EventBase {
  readonly type: "dividend_receivable";
  readonly action: CashDividend;
  readonly receivable: Receivable;
}

interface DividendPaid extends EventBase, Receivable {
  readonly type: "dividend_paid";
}

export type ActionEvent =
  | OrderAdjusted
  | CorporateActionApplied
  | CorporateActionHeld
  | DividendReceivable
  | DividendPaid;
