/**
 * Which status may follow which (alpaca-wire.md §1.15). The table is the law: evolve refuses to
 * store a move that is not in it. Alpaca's pending_new, pending_cancel and pending_replace pass by on
 * its wire; here every cancel and replace resolves in one commit, so no state is left pending.
 */
import { invariant } from "../assert";
import type { OrderStatus } from "./order";

/** Where any working order may end. */
const ENDS = ["canceled", "expired", "replaced", "rejected"] as const;

const NEXT: Record<OrderStatus, readonly OrderStatus[]> = {
  accepted: ["new", "partially_filled", "filled", ...ENDS],
  held: ["new", ...ENDS],
  new: ["partially_filled", "filled", ...ENDS],
  partially_filled: ["partially_filled", "filled", ...ENDS],
  filled: [],
  canceled: [],
  expired: [],
  replaced: [],
  rejected: [],
};

/** Moves a status, or stops the step when the table does not allow it. */
export function moveStatus(from: OrderStatus, to: OrderStatus): OrderStatus {
  invariant(NEXT[from].includes(to), `an order may not go from ${from} to ${to}`);
  return to;
}
