/**
 * Orders of one leg as traders say them: orderOf("sell", "10 stop 9.50"), with their group and time
 * in force as options. Dollars instead of shares are written "$100 market".
 */
import { present } from "../assert";
import type { GroupDraft, OrderDraft } from "../order/draft";
import type { OrderSide, OrderTerms, Trail } from "../order/order";
import { type DraftOptions, dollars, marketOrder } from "./builders";

interface OrderOptions extends DraftOptions {
  readonly extendedHours?: boolean;
  /** Prices of the exits that are sent along. */
  readonly profit?: string;
  readonly loss?: string;
  /** Makes the stop-loss a stop-limit. */
  readonly lossLimit?: string;
}

const TERMS: { readonly [type: string]: (a: string, b: string) => OrderTerms } = {
  market: () => ({ type: "market" }),
  limit: (limit) => ({ type: "limit", limitMicros: dollars(limit) }),
  oco: (limit) => ({ type: "limit", limitMicros: dollars(limit) }),
  stop: (stop) => ({ type: "stop", stopMicros: dollars(stop) }),
  stop_limit: (stop, limit) => ({
    type: "stop_limit",
    stopMicros: dollars(stop),
    limitMicros: dollars(limit),
  }),
  trail: (by) => ({ type: "trailing_stop", trail: trailOf(by) }),
};

/** "0.50" or "2%" behind the best price. */
export function trailOf(by: string): Trail {
  return by.endsWith("%")
    ? { trailBps: Number(by.slice(0, -1)) * 100 }
    : { trailMicros: dollars(by) };
}

/** The words of each type after the quantity. */
export const TERM_WORDS: { readonly [type: string]: number } = {
  market: 0,
  limit: 1,
  oco: 2,
  stop: 1,
  stop_limit: 2,
  trail: 1,
};

/** The draft of a text; "oco 11.00 9.00" names the profit and the stop of two exits. */
export function orderOf(side: OrderSide, text: string, options: OrderOptions = {}): OrderDraft {
  const [qty = "", type = "", first = "", second = ""] = text.split(" ");
  const terms = present(TERMS[type], `${type} is an order type`)(first, second);
  const { extendedHours, profit, loss, lossLimit, ...rest } = options;
  const exits = type === "oco" ? { loss: second } : { profit, loss };
  const group = groupOf(options.id ?? "order-1", { ...exits, lossLimit }, type === "oco");
  return {
    ...marketOrder(side, qty.startsWith("$") ? "0" : qty, rest),
    terms,
    ...(qty.startsWith("$") && { notionalMicros: dollars(qty.slice(1)) }),
    ...(extendedHours === true && { extendedHours }),
    ...(group !== null && { group }),
  };
}

interface ExitPrices {
  readonly profit?: string | undefined;
  readonly loss?: string | undefined;
  readonly lossLimit?: string | undefined;
}

function groupOf(id: string, { profit, loss, lossLimit }: ExitPrices, oco: boolean) {
  if (profit === undefined && loss === undefined) return null;
  const ids = (name: string) => ({ id: `${id}.${name}`, clientOrderId: `client-${id}.${name}` });
  const isBoth = profit !== undefined && loss !== undefined;
  const group: GroupDraft = {
    kind: oco ? "oco" : isBoth ? "bracket" : "oto",
    ...(profit !== undefined && {
      takeProfit: { ...ids("profit"), limitMicros: dollars(profit) },
    }),
    ...(loss !== undefined && {
      stopLoss: {
        ...ids("loss"),
        stopMicros: dollars(loss),
        ...(lossLimit !== undefined && { limitMicros: dollars(lossLimit) }),
      },
    }),
  };
  return group;
}
