/** Closes positions with market orders for the day (alpaca-wire.md §1.9). */
import type { AccountState, Position } from "@/lib/engine/account/account-state";
import { absNanos, NANOS_PER_UNIT, type Nanos, nanos } from "@/lib/engine/money";
import type { NewOrder } from "@/lib/wire/new-order";
import type { Caller, Deps } from "../deps";
import { freshIds, type NewId } from "../ids";
import { symbolOfId } from "../market/symbols-of-ids";
import { cancelAllOrders } from "./cancel-order";
import { type SubmitResult, submitOrder } from "./submit-order";

/** How much of a position: all of it, a quantity, or a share of it in billionths of a percent. */
export type CloseAmount =
  | { readonly kind: "all" }
  | { readonly kind: "qty"; readonly qtyNanos: Nanos }
  | { readonly kind: "percentage"; readonly percentNanos: Nanos };

export type CloseResult = SubmitResult | { readonly kind: "no_position" };

/** Closes one position of the caller, or a part of it, by symbol or asset id. */
export async function closePosition(
  deps: Deps,
  caller: Caller,
  { name, amount }: { readonly name: string; readonly amount: CloseAmount },
  newId: NewId = freshIds(deps.clock),
): Promise<CloseResult> {
  const position = await findPosition(deps, caller, name);
  if (position === null) return { kind: "no_position" };
  return submitOrder(deps, caller, closingOrder(position, amount), newId);
}

/** Closes every position, after every order when they are to be canceled; one outcome each. */
export async function closeAllPositions(
  deps: Deps,
  caller: Caller,
  { cancelOrders }: { readonly cancelOrders: boolean },
): Promise<readonly { readonly symbol: string; readonly result: SubmitResult }[]> {
  if (cancelOrders) await cancelAllOrders(deps, caller);
  const loaded = await deps.door.read(caller.accountId);
  const results: { symbol: string; result: SubmitResult }[] = [];
  for (const position of loaded === null ? [] : inClosingOrder(loaded.state)) {
    const result = await submitOrder(deps, caller, closingOrder(position, { kind: "all" }));
    results.push({ symbol: position.symbol, result });
  }
  return results;
}

/** The caller's position by symbol or asset id; null when there is none. */
export async function findPosition(
  deps: Deps,
  caller: Caller,
  name: string,
): Promise<Position | null> {
  const loaded = await deps.door.read(caller.accountId);
  const symbol = await symbolOfId(deps, name);
  return loaded?.state.positions.get(symbol) ?? null;
}

/** Shorts first: what covers them is free only once they are bought back. */
function inClosingOrder(state: AccountState): readonly Position[] {
  const rank = ({ qtyNanos }: Position) => (qtyNanos < 0n ? 0 : 1);
  return [...state.positions.values()].sort(
    (a, b) => rank(a) - rank(b) || (a.symbol < b.symbol ? -1 : 1),
  );
}

function closingOrder(position: Position, amount: CloseAmount): NewOrder {
  const { symbol, qtyNanos } = position;
  const isLong = qtyNanos > 0n;
  return {
    clientOrderId: null,
    orderClass: "simple",
    terms: { type: "market" },
    timeInForce: "day",
    qtyNanos: closingQuantity(absNanos(qtyNanos), amount),
    legs: [
      {
        symbol,
        side: isLong ? "sell" : "buy",
        ratio: 1,
        intent: isLong ? "sell_to_close" : "buy_to_close",
      },
    ],
  };
}

/** A share of a whole position is rounded down to whole units: only fractions are sold in fractions. */
function closingQuantity(heldNanos: Nanos, amount: CloseAmount): Nanos {
  switch (amount.kind) {
    case "all":
      return heldNanos;
    case "qty":
      return amount.qtyNanos;
    case "percentage": {
      const part = (heldNanos * amount.percentNanos) / (100n * NANOS_PER_UNIT);
      const isWhole = heldNanos % NANOS_PER_UNIT === 0n;
      return nanos(isWhole ? part - (part % NANOS_PER_UNIT) : part);
    }
  }
}
