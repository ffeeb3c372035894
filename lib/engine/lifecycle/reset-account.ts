/**
 * A reset closes the epoch and opens the next with a new balance: working orders are canceled, the
 * figures of the old epoch are final, its records stay. Source: engine.md §9, decisions 6.
 */
import type { AccountState } from "../account/account-state";
import type { AccountEvent, EventOf } from "../event/event";
import type { EventBase } from "../event/event-base";

export type EpochTerms = Omit<EventOf<"account_opened">, "type" | "epoch" | "atMs" | "rules">;

/** The events of a reset, in one commit. */
export function resetAccount(
  state: AccountState,
  terms: EpochTerms,
  base: EventBase,
): readonly AccountEvent[] {
  const canceled = [...state.orders.keys()].map(
    (orderId) => ({ type: "order_canceled", orderId, reason: "account_reset", ...base }) as const,
  );
  const { epoch, openedAtMs, startingCashMicros, cashMicros, realizedMicros } = state;
  const { totals } = state.lifecycle;
  const openPositions = state.positions.size;
  return [
    ...canceled,
    {
      ...{ type: "epoch_closed", epoch, openedAtMs, startingCashMicros, cashMicros },
      ...{ realizedMicros, openPositions, totals, ...base },
    },
    { type: "account_opened", epoch: epoch + 1, ...terms, ...base },
  ];
}
