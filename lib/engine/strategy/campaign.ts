/**
 * A campaign: the trades on one underlying that follow from each other, with what they brought.
 *
 * Trades belong together when they are legs of one order, when one closes what another opened, when
 * a roll, an exercise or an assignment turns one holding into another, and when options are sold
 * against the stock a campaign holds (fold-campaigns.ts). Each series and stock of an account
 * belongs to one campaign at a time, so the campaigns' money adds up to the ledger's.
 */
import type { Position } from "../account/account-state";
import { divideHalfEven, type Micros, micros, NANOS_PER_UNIT, ZERO_NANOS } from "../money";
import type { CampaignFigures } from "./campaign-figures";

export type StepKind =
  | "opened"
  | "added"
  | "reduced"
  | "rolled"
  | "turned"
  | "closed"
  | "exercised"
  | "assigned"
  | "expired"
  | "adjusted"
  | "dividend";

/** One event of the account that concerned the campaign. */
interface CampaignStep {
  readonly version: number;
  readonly atMs: number;
  readonly kind: StepKind;
}

export interface Campaign {
  /** Epoch and version of the event that opened it. */
  readonly id: string;
  readonly epoch: number;
  readonly underlying: string;
  readonly openedAtMs: number;
  /** Null while it holds anything. */
  readonly closedAtMs: number | null;
  readonly figures: CampaignFigures;
  readonly holdings: ReadonlyMap<string, Position>;
  /** What left it in its last step, as it was held. */
  readonly lastLeft: readonly Position[];
  readonly steps: readonly CampaignStep[];
}

/** Realised profit and dividends less fees: what the campaign has made so far. */
export function campaignProfit({ figures }: Pick<Campaign, "figures">): Micros {
  return micros(figures.realizedMicros + figures.dividendsMicros - figures.feesMicros);
}

export interface AdjustedBasis {
  readonly totalMicros: Micros;
  /** Rounded half to even. */
  readonly perShareMicros: Micros;
}

/**
 * The cost of the campaign's shares after all premiums, fees and dividends: at this price per share
 * the campaign comes out even, should the options it holds expire worthless. Null without long stock.
 */
export function adjustedBasis({ figures, holdings }: Campaign): AdjustedBasis | null {
  const { sharesNanos } = stockAndCalls(holdings);
  if (sharesNanos <= 0n) return null;
  const { debitsMicros, creditsMicros, feesMicros, dividendsMicros } = figures;
  const totalMicros = micros(debitsMicros - creditsMicros + feesMicros - dividendsMicros);
  const perShare = divideHalfEven(totalMicros * NANOS_PER_UNIT, sharesNanos);
  return { totalMicros, perShareMicros: micros(perShare) };
}

/** Where a wheel stands: a put sold, the stock it brought, a call sold against that; else null. */
export type WheelStage = "cash-secured put" | "assigned stock" | "covered call";

/** The wheel stage of an open campaign; stock that was bought and not assigned is only a stage with a call. */
export function wheelStage({ holdings, steps }: Campaign): WheelStage | null {
  const { sharesNanos, shortCalls, shortPuts, other } = stockAndCalls(holdings);
  if (other || sharesNanos < 0n) return null;
  if (sharesNanos === 0n) return shortPuts && !shortCalls ? "cash-secured put" : null;
  if (shortCalls) return "covered call";
  return steps.some(({ kind }) => kind === "assigned") ? "assigned stock" : null;
}

function stockAndCalls(holdings: Campaign["holdings"]) {
  let sharesNanos = ZERO_NANOS;
  let [shortCalls, shortPuts, other] = [false, false, false];
  for (const { instrument, qtyNanos } of holdings.values()) {
    if (instrument.kind === "equity") sharesNanos = qtyNanos;
    else if (qtyNanos > 0n) other = true;
    else if (instrument.right === "call") shortCalls = true;
    else shortPuts = true;
  }
  return { sharesNanos, shortCalls, shortPuts, other };
}
