/** Exits around a stock position: one takes the profit, one stops the loss, and one cancels the other. */
import { parseDollars } from "@/lib/engine/decimal";
import { type Micros, nanos } from "@/lib/engine/money";
import type { NewOrder } from "@/lib/wire/new-order";
import type { BracketForm } from "@/lib/wire/raxx/ticket";
import { readAccount } from "../accounts/read-account";
import type { Caller, Deps } from "../deps";
import { AppError } from "../errors";

/** The order of the whole position as it is now. */
export async function bracketOrder(
  deps: Deps,
  caller: Caller,
  { symbol, takeProfit, stopLoss }: BracketForm,
): Promise<NewOrder> {
  const limitMicros = priceOf("profit target", takeProfit);
  const stopMicros = priceOf("stop-loss", stopLoss);
  const { state } = await readAccount(deps, caller);
  const position = state.positions.get(symbol);
  if (position === undefined || position.instrument.kind !== "equity") {
    throw new AppError("not_found", "That position has changed; look at it again.");
  }
  const isLong = position.qtyNanos > 0n;
  return {
    clientOrderId: null,
    orderClass: "simple",
    terms: { type: "limit", limitMicros },
    timeInForce: "gtc",
    qtyNanos: isLong ? position.qtyNanos : nanos(-position.qtyNanos),
    legs: [{ symbol, side: isLong ? "sell" : "buy", ratio: 1, intent: null }],
    group: { kind: "oco", stopLoss: { stopMicros } },
  };
}

function priceOf(name: string, text: string): Micros {
  const price = parseDollars(text);
  if (price !== null) return price;
  throw new AppError("bad_request", `The ${name} must be a price such as "612.50".`);
}
