/** Refusals by type, time in force and class: what the legality table does not list. */
import type { OrderDraft } from "./draft";
import { isFractional, LEGALITY, type LegalityRow, legalityRow, timesInForceOf } from "./legality";
import type { Rejection } from "./rejection";

/** The first combination of the draft that is not taken, or null. */
export function findLegalityRejection(draft: OrderDraft): Rejection | null {
  const row = legalityRow(draft);
  return findMixRejection(draft, row) ?? findTableRejection(draft, row);
}

/** What never goes together, whatever type and time in force. */
function findMixRejection(draft: OrderDraft, row: LegalityRow): Rejection | null {
  const kind = draft.group?.kind;
  const extended = draft.extendedHours === true;
  const symbol = draft.legs[0]?.instrument.symbol ?? "";
  if (row === "option" || row === "mleg") {
    if (kind !== undefined) return { code: "option_class", kind };
    return extended ? { code: "option_extended_hours" } : null;
  }
  if (kind !== undefined && extended) return { code: "group_extended_hours", kind };
  if (kind !== undefined && isFractional(draft)) return { code: "fractional_not_simple", kind };
  return row === "fractional" && extended ? { code: "fractional_extended_hours", symbol } : null;
}

function findTableRejection(draft: OrderDraft, row: LegalityRow): Rejection | null {
  const { timeInForce, terms } = draft;
  const types = LEGALITY[row][timeInForce];
  if (types.includes(terms.type)) return null;
  if (types.length > 0) {
    return { code: "type_not_allowed", row, type: terms.type, timeInForce, allowed: types };
  }
  return row === "option" || row === "mleg"
    ? { code: "option_time_in_force", timeInForce }
    : {
        code: "time_in_force_not_allowed",
        row,
        timeInForce,
        allowed: timesInForceOf(row),
      };
}
