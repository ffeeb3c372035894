/**
 * Which status may follow which (alpaca-wire.md §1.15). The table is the law: evolve refuses to
 * store a move that is not in it.
 */
import { invariant } from "../assert";
import type { OrderStatus } from "./order";

const NEXT: Record<OrderStatus, readonly OrderStatus[]> = {
  accepted: ["new", "partially_filled", "filled", "canceled", "expired", "rejected"],
  new: ["partially_filled", "filled", "canceled", "expired", "rejected"],
  partially_filled: ["partially_filled", "filled", "canceled", "expired", "rejected"],
  filled: [],
  canceled: [],
  expired: [],
  rejected: [],
};

/** Moves a status, or stops the step when the table does not allow it. */
export function moveStatus(from: OrderStatus, to: OrderStatus): OrderStatus {
  invariant(NEXT[from].includes(to), `an order may not go from ${from} to ${to}`);
  return to;
}
