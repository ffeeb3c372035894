/** The sub type of an activity, from the event it is of (alpaca-wire.md §1.4). */
import type { CorporateAction } from "@/lib/engine/action/corporate-action";
import type { AccountEvent, EventOf } from "@/lib/engine/event/event";
import type { FeeName } from "@/lib/engine/fees/fee-schedule";

const FEES: { readonly [N in FeeName]: string } = {
  SEC: "REG",
  TAF: "TAF",
  ORF: "ORF",
  OCC: "OCC",
  CAT: "CAT",
};

/** The sub type, or null where the event tells none: a fee that sums several has no one of theirs. */
export function subTypeOf(type: string, event: AccountEvent): string | null {
  switch (event.type) {
    case "order_filled":
      return type === "FEE" ? feeSubType(event) : null;
    case "dividend_paid":
      return "CDIV";
    case "interest_posted":
      return "MGN";
    case "corporate_action_applied":
      return actionSubType(event.action);
    default:
      return null;
  }
}

function feeSubType({ fees }: EventOf<"order_filled">): string | null {
  const [fee, ...more] = fees;
  return fee === undefined || more.length > 0 ? null : FEES[fee.name];
}

function actionSubType(action: CorporateAction): string | null {
  switch (action.kind) {
    case "forward_split":
      return "FSPLIT";
    case "reverse_split":
      return "RSPLIT";
    case "stock_dividend":
      return "SDIV";
    case "cash_dividend":
      return "CDIV";
    case "merger":
      if (action.acquirer === null) return action.cashMicros === 0n ? "WRM" : "CMA";
      return action.cashMicros === 0n ? "SMA" : "SCMA";
    case "rename":
      return "SNC";
    case "delisting":
      return "WRM";
    case "spin_off":
      return null;
  }
}
