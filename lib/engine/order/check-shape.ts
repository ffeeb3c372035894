/** Refusals that need only the order itself, by precedence. */
import { findAmountRejection } from "./check-amount";
import { findExitsRejection } from "./check-group";
import { findLegalityRejection } from "./check-legality";
import { findLegsRejection } from "./check-legs";
import { findPriceRejection } from "./check-prices";
import type { OrderDraft } from "./draft";
import type { Rejection } from "./rejection";

/** The first shape rule the draft breaks, or null. */
export function findShapeRejection(draft: OrderDraft): Rejection | null {
  return (
    findLegsRejection(draft) ??
    findAmountRejection(draft) ??
    findLegalityRejection(draft) ??
    findPriceRejection(draft) ??
    findExitsRejection(draft)
  );
}
