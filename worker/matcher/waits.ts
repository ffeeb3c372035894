/** What a working order waits for before any quote can fill it; null when a quote may fill it now. */
import type { FillProfile } from "@/lib/engine/account/account-state";
import { PROFILES } from "@/lib/engine/match/profile/profiles";
import { isAuction, opensAtMs } from "@/lib/engine/match/trading-session";
import { auctionStartMs } from "@/lib/engine/order/expires-at";
import type { Order, Trail } from "@/lib/engine/order/order";
import { isStop, stopOf } from "@/lib/engine/order/terms";

export type Waits =
  /** A session, or the next look at what only time brings. */
  | { readonly kind: "time"; readonly atMs: number }
  /** The official print, or its time. */
  | { readonly kind: "auction"; readonly atMs: number }
  /** The fill of its entry. */
  | { readonly kind: "entry" }
  | { readonly kind: "stop"; readonly by: "print" | "quote"; readonly stopMicros: number }
  /** The best price it trails behind is null until a first print. */
  | { readonly kind: "trail"; readonly trail: Trail; readonly bestMicros: number | null };

/** While an auction's print is awaited, the order is looked at so often, besides at the print itself. */
const AUCTION_LOOK_MS = 5_000;

/** What the order waits for at this market time. */
export function waitsOf(order: Order, nowMs: number): Waits | null {
  const { group, terms, timeInForce, triggered } = order;
  if (group?.dormant === true) return { kind: "entry" };
  if (isAuction(timeInForce)) {
    const startMs = auctionStartMs(order);
    return { kind: "auction", atMs: nowMs < startMs ? startMs : nowMs + AUCTION_LOOK_MS };
  }
  const opens = opensAtMs(order, nowMs);
  if (opens !== null) return { kind: "time", atMs: opens };
  return isStop(terms) && triggered === undefined ? stopWait(order) : null;
}

function stopWait({ terms, legs, mark }: Order): Waits {
  if (terms.type === "trailing_stop") {
    const bestMicros = mark === undefined ? null : Number(mark.hwmMicros);
    return { kind: "trail", trail: terms.trail, bestMicros };
  }
  const by = legs[0]?.instrument.kind === "option" ? "quote" : "print";
  return { kind: "stop", by, stopMicros: Number(stopOf(terms)) };
}

/** Whether prints may bring a resting limit of this profile a share. */
export function readsPrints(profile: FillProfile, { orderClass, terms }: Order): boolean {
  return PROFILES[profile].shareOf !== null && orderClass === "simple" && terms.type !== "market";
}
