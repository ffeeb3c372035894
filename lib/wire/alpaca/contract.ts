/** An option contract of GET /v2/options/contracts (alpaca-wire.md §1.10). */
import { z } from "zod";
import type { IsoDate } from "@/lib/engine/calendar/new-york";
import { formatDollars, formatQuantity } from "@/lib/engine/decimal";
import { deliverableOf } from "@/lib/engine/instrument/deliverable";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import type { Micros } from "@/lib/engine/money";
import { DecimalText } from "./decimal-text";

const Deliverable = z
  .strictObject({
    type: z.enum(["cash", "equity"]),
    symbol: z.string(),
    asset_id: z.uuid().optional(),
    amount: DecimalText.nullable(),
    allocation_percentage: DecimalText,
    settlement_type: z.string(),
    settlement_method: z.enum(["BTOB", "CADF", "CAFX", "CCC"]),
    delayed_settlement: z.boolean(),
  })
  .meta({ id: "OptionDeliverable" });

/** Open interest and the last close are there when the data account tells them. */
export const ContractBody = z
  .strictObject({
    id: z.uuid(),
    symbol: z.string(),
    name: z.string(),
    status: z.enum(["active", "inactive"]),
    tradable: z.boolean(),
    expiration_date: z.iso.date(),
    root_symbol: z.string(),
    underlying_symbol: z.string(),
    underlying_asset_id: z.uuid(),
    type: z.enum(["call", "put"]),
    style: z.enum(["american", "european"]),
    strike_price: DecimalText,
    multiplier: DecimalText,
    size: DecimalText,
    ppind: z.boolean(),
    open_interest: z
      .string()
      .regex(/^[0-9]+$/)
      .optional(),
    open_interest_date: z.iso.date().optional(),
    close_price: DecimalText.optional(),
    close_price_date: z.iso.date().optional(),
    deliverables: z.array(Deliverable).optional(),
  })
  .meta({ id: "OptionContract" });
export const ContractPage = z.strictObject({
  option_contracts: z.array(ContractBody),
  next_page_token: z.string().nullable(),
});

/** What the catalog knows of it. */
export interface ContractFacts {
  readonly assetId: string;
  readonly name: string;
  readonly root: string;
  readonly tradable: boolean;
  readonly series: OptionSeries;
}

export interface ContractContext {
  readonly underlyingAssetId: string;
  /** The date of the asking account's feed. */
  readonly today: IsoDate;
  readonly showDeliverables: boolean;
  /** What the last day left of it. */
  readonly day: ContractDayFacts;
}

interface ContractDayFacts {
  readonly openInterest: string | null;
  readonly openInterestDate: string | null;
  readonly closeMicros: Micros | null;
  readonly closeDate: string | null;
}

/** Writes a contract. */
export function alpacaContract({ series, ...contract }: ContractFacts, context: ContractContext) {
  const active = contract.tradable && series.expiryDate >= context.today;
  const size = String(series.multiplier);
  return {
    id: contract.assetId,
    symbol: series.symbol,
    name: contract.name,
    status: active ? "active" : "inactive",
    tradable: active,
    expiration_date: series.expiryDate,
    root_symbol: contract.root,
    underlying_symbol: series.underlying,
    underlying_asset_id: context.underlyingAssetId,
    type: series.right,
    style: series.style,
    strike_price: formatDollars(series.strikeMicros),
    multiplier: size,
    size,
    // Raxx takes every option price in cents.
    ppind: true,
    ...dayFields(context.day),
    ...(context.showDeliverables
      ? { deliverables: deliverablesOf(series, context.underlyingAssetId) }
      : {}),
  } as const;
}

/** What is not known is absent (§1.10). */
function dayFields({ openInterest, openInterestDate, closeMicros, closeDate }: ContractDayFacts) {
  return {
    ...(openInterest !== null && { open_interest: openInterest }),
    ...(openInterestDate !== null && { open_interest_date: openInterestDate }),
    ...(closeMicros !== null && { close_price: formatDollars(closeMicros) }),
    ...(closeDate !== null && { close_price_date: closeDate }),
  };
}

/**
 * European series here are index options, which settle in cash. The others deliver shares: 100 of the
 * underlying, or the list a corporate action left them with.
 */
function deliverablesOf(series: OptionSeries, underlyingAssetId: string) {
  if (series.style === "european") return [{ ...CASH, amount: null }];
  const { shares, cashMicros } = deliverableOf(series);
  const equities = shares.map(({ symbol, sharesNanos }) => ({
    type: "equity",
    symbol,
    // Only the underlying's id is at hand; the field is optional.
    ...(symbol === series.underlying ? { asset_id: underlyingAssetId } : {}),
    amount: formatQuantity(sharesNanos),
    allocation_percentage: "100",
    settlement_type: "T+1",
    settlement_method: "CCC",
    delayed_settlement: false,
  }));
  return cashMicros === 0n
    ? equities
    : [...equities, { ...CASH, amount: formatDollars(cashMicros) }];
}

const CASH = {
  type: "cash",
  symbol: "USD",
  allocation_percentage: "100",
  settlement_type: "T+1",
  settlement_method: "CADF",
  delayed_settlement: false,
} as const;
