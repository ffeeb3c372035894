/** Events of a margin call: it goes out, it is met, and positions are closed for it. */
import type { Micros } from "../money";
import type { EventBase } from "./event-base";

/** The equity fell below what must be kept. */
export interface MarginCalled extends EventBase {
  readonly type: "margin_called";
  readonly callId: string;
  readonly dueAtMs: number;
  readonly equityMicros: Micros;
  readonly maintenanceMicros: Micros;
}

/** The equity is enough again; the call is over. */
export interface MarginCallMet extends EventBase {
  readonly type: "margin_call_met";
  readonly callId: string;
  readonly equityMicros: Micros;
  readonly maintenanceMicros: Micros;
}

/** What closing one underlying would free, as the rule compared them. */
export interface LiquidationChoice {
  readonly underlying: string;
  readonly freedMicros: Micros;
}

/** The call was not met in time: the orders that follow close part of the account. */
export interface MarginLiquidated extends EventBase {
  readonly type: "margin_liquidated";
  readonly callId: string;
  readonly rule: "greatest_relief_first";
  readonly shortfallMicros: Micros;
  /** In the order of the rule; the first is the one that is closed. */
  readonly choices: readonly LiquidationChoice[];
  /** How many of the equal parts of the position are closed, and of how many it consists. */
  readonly parts: { readonly closed: number; readonly of: number };
  readonly orderIds: readonly string[];
}
