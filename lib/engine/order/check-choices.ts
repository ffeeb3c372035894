/** Refusals that the owner of the account asked for (account/owner-choices.ts). */
import type { AccountState } from "../account/account-state";
import type { OrderDraft } from "./draft";
import { isFractional } from "./legality";
import type { Rejection } from "./rejection";

/** The choice that a new order goes against. Fractions that are held may always be sold. */
export function findChoiceRejection(
  { choices }: Pick<AccountState, "choices">,
  draft: OrderDraft,
): Rejection | null {
  if (choices.suspended) return { code: "orders_suspended" };
  const buysFraction = isFractional(draft) && draft.legs[0]?.side === "buy";
  return buysFraction && !choices.fractional ? { code: "fractional_off" } : null;
}
