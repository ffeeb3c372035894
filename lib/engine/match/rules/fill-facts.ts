/**
 * Everything a fill is decided from, and what comes of it. The matcher gathers the facts from the
 * account and the market; a stored fill carries the same facts, so it can be decided again.
 */
import type { FillProfile } from "../../account/account-state";
import type { FillRuleId } from "../../event/event";
import type { Instrument } from "../../instrument/instrument";
import type { TakenPrint } from "../../market/consumption";
import type { Quote } from "../../market/quote";
import type { Micros, Nanos } from "../../money";
import type { OrderSide } from "../../order/side";
import type { FillSettings } from "../profile/fill-settings";
import type { WaitReason } from "../wait-reason";

export interface FactLeg {
  readonly instrument: Instrument;
  readonly side: OrderSide;
  readonly ratio: number;
  readonly quote: Quote;
  /** What the account had taken of the displayed size. */
  readonly takenBeforeNanos: Nanos;
}

export interface FillFacts {
  readonly orderId: string;
  readonly fillNumber: number;
  readonly profile: FillProfile;
  readonly settings: FillSettings;
  readonly multiLeg: boolean;
  /** Null for what trades at any price: market orders, and stops once triggered. */
  readonly limitMicros: Micros | null;
  /** A limit that met a quote beyond it and has stood in the book since. */
  readonly resting: boolean;
  readonly allOrNone: boolean;
  readonly remainingNanos: Nanos;
  readonly legs: readonly FactLeg[];
  /** Prints that may bring a resting limit a share, oldest first. */
  readonly prints: readonly Omit<TakenPrint, "takenNanos">[];
  /** Size ahead in the queue before the first of those prints; null when the place is not known. */
  readonly aheadNanos: Nanos | null;
}

export type FillDecision =
  | {
      readonly kind: "fill";
      readonly ruleId: FillRuleId;
      readonly qtyNanos: Nanos;
      readonly priceMicros: Micros;
      readonly legPricesMicros: readonly Micros[];
      readonly prints: readonly TakenPrint[];
      /** What chance was drawn from; null when nothing was drawn. */
      readonly seedState: number | null;
    }
  | { readonly kind: "wait"; readonly reason: WaitReason };

/** The rules of one version: facts in, the fill or the reason for waiting out. */
export type FillRules = (facts: FillFacts) => FillDecision;
