/** Refusals of a price by itself: its sign, its size and its grid. */
import { type Micros, micros } from "../money";
import type { OrderDraft } from "./draft";
import type { PriceField, Rejection } from "./rejection";

const PRICE_MAX = micros(1_000_000_000_000n);
const OPTION_PRICE_MAX = micros(100_000_000_000n);
/** A stop 100% away would never go off. */
const TRAIL_BPS_MAX = 9_999;

const DOLLAR = 1_000_000n;
const CENT = 10_000n;
const SUB_PENNY = 100n;

interface Price {
  readonly field: PriceField;
  readonly valueMicros: Micros;
}

/** The first price that cannot be one, or null. */
export function findPriceRejection(draft: OrderDraft): Rejection | null {
  for (const price of pricesOf(draft)) {
    const rejection = priceRejection(draft, price);
    if (rejection !== null) return rejection;
  }
  return trailRejection(draft);
}

/** Every price a draft gives, in the order of Alpaca's body. */
function pricesOf({ terms, group }: OrderDraft): readonly Price[] {
  const prices: Price[] = [];
  const add = (field: PriceField, valueMicros: Micros | undefined) => {
    if (valueMicros !== undefined) prices.push({ field, valueMicros });
  };
  if ("limitMicros" in terms) add("limit_price", terms.limitMicros);
  if ("stopMicros" in terms) add("stop_price", terms.stopMicros);
  if ("trail" in terms && "trailMicros" in terms.trail) add("trail_price", terms.trail.trailMicros);
  add("take_profit.limit_price", group?.takeProfit?.limitMicros);
  add("stop_loss.stop_price", group?.stopLoss?.stopMicros);
  add("stop_loss.limit_price", group?.stopLoss?.limitMicros);
  return prices;
}

function priceRejection(draft: OrderDraft, { field, valueMicros }: Price): Rejection | null {
  const maxMicros = isOption(draft) ? OPTION_PRICE_MAX : PRICE_MAX;
  // A net price may be negative, a credit, or zero, an even roll; any other price may not.
  if (draft.orderClass === "simple" && valueMicros <= 0n) {
    return { code: "price_not_positive", field };
  }
  const size = valueMicros < 0n ? -valueMicros : valueMicros;
  if (size > maxMicros) return { code: "price_over_max", field, maxMicros };
  return valueMicros % gridMicros(isOption(draft), valueMicros) === 0n
    ? null
    : { code: "sub_penny", field, valueMicros };
}

/**
 * Sub-penny rule: at or above $1 prices move in cents, below in hundredths of a cent; options in
 * cents. Source: SEC Rule 612; alpaca-wire.md §2.1, read 2026-11-20.
 */
export function gridMicros(isOptionPrice: boolean, priceMicros: Micros): bigint {
  return !isOptionPrice && priceMicros < DOLLAR ? SUB_PENNY : CENT;
}

function trailRejection({ terms }: OrderDraft): Rejection | null {
  if (terms.type !== "trailing_stop" || !("trailBps" in terms.trail)) return null;
  const { trailBps } = terms.trail;
  return Number.isInteger(trailBps) && trailBps > 0 && trailBps <= TRAIL_BPS_MAX
    ? null
    : { code: "trail_out_of_range", maxBps: TRAIL_BPS_MAX };
}

function isOption(draft: Pick<OrderDraft, "legs">): boolean {
  return draft.legs.some((leg) => leg.instrument.kind === "option");
}
