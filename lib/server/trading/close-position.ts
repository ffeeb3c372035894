/** Closes positions with market orders for the day (alpaca-wire.md §1.9). */
import { setTimeout as sleep } from "node:timers/promises";
import type { Position } from "@/lib/engine/account/account-state";
import { absNanos, NANOS_PER_UNIT, type Nanos, nanos } from "@/lib/engine/money";
import type { Order } from "@/lib/engine/order/order";
import type { NewOrder } from "@/lib/wire/new-order";
import type { Caller, Deps } from "../deps";
import { freshIds, type NewId } from "../ids";
import { symbolOfId } from "../market/symbols-of-ids";
import { cancelAllOrders } from "./cancel-order";
import { type SubmitResult, submitOrder } from "./submit-order";

/** A second and a half in all. */
const LOOKS_MAX = 25;
const POLL_MS = 60;

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
  const positions = loaded === null ? [] : [...loaded.state.positions.values()].sort(bySymbol);
  const shorts = await closeEach(deps, caller, positions.filter(isShort));
  const bought = shorts.flatMap(({ result }) => (result.kind === "accepted" ? [result.order] : []));
  if (bought.some(isOption)) await untilDone(deps, caller, bought);
  const longs = await closeEach(
    deps,
    caller,
    positions.filter((one) => !isShort(one)),
  );
  return [...shorts, ...longs];
}

interface Closed {
  readonly symbol: string;
  readonly result: SubmitResult;
}

async function closeEach(
  deps: Deps,
  caller: Caller,
  positions: readonly Position[],
): Promise<readonly Closed[]> {
  const closed: Closed[] = [];
  for (const position of positions) {
    const result = await submitOrder(deps, caller, closingOrder(position, { kind: "all" }));
    closed.push({ symbol: position.symbol, result });
  }
  return closed;
}

/**
 * Shorts are bought back first: what covers one is free to be sold only then, and a small account may
 * not hold it naked meanwhile. The matcher needs a moment for it; what takes longer is left to its refusal.
 */
async function untilDone(deps: Deps, caller: Caller, orders: readonly Order[]): Promise<void> {
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const loaded = await deps.door.read(caller.accountId);
    if (!orders.some(({ id }) => loaded?.state.orders.has(id))) return;
    await sleep(POLL_MS);
  }
}

const isShort = ({ qtyNanos }: Position) => qtyNanos < 0n;
const isOption = ({ legs }: Order) => legs[0]?.instrument.kind === "option";
const bySymbol = (a: Position, b: Position) => (a.symbol < b.symbol ? -1 : 1);

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
