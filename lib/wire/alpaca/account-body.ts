/** The shape of GET /v2/account (alpaca-wire.md §1.2). */
import { z } from "zod";
import { DecimalText } from "./decimal-text";

const Level = z.int().min(0).max(3);

export const AccountBody = z
  .strictObject({
    id: z.uuid(),
    account_number: z.string(),
    status: z.literal("ACTIVE"),
    crypto_status: z.literal("INACTIVE"),
    currency: z.literal("USD"),
    cash: DecimalText,
    portfolio_value: DecimalText,
    equity: DecimalText,
    last_equity: DecimalText.nullable(),
    long_market_value: DecimalText,
    short_market_value: DecimalText,
    position_market_value: DecimalText,
    buying_power: DecimalText,
    regt_buying_power: DecimalText,
    effective_buying_power: DecimalText,
    non_marginable_buying_power: DecimalText,
    options_buying_power: DecimalText,
    initial_margin: DecimalText,
    maintenance_margin: DecimalText,
    last_maintenance_margin: DecimalText.nullable(),
    sma: DecimalText,
    multiplier: z.enum(["1", "2", "4"]),
    accrued_fees: DecimalText,
    pending_reg_taf_fees: DecimalText,
    pending_transfer_in: DecimalText,
    pending_transfer_out: DecimalText,
    intraday_adjustments: DecimalText,
    options_approved_level: Level,
    options_trading_level: Level,
    trading_blocked: z.boolean(),
    transfers_blocked: z.boolean(),
    account_blocked: z.boolean(),
    shorting_enabled: z.boolean(),
    trade_suspended_by_user: z.boolean(),
    balance_asof: z.iso.date(),
    created_at: z.iso.datetime(),
    admin_configurations: z.strictObject({}),
    user_configurations: z.null(),
    crypto_tier: z.literal(0),
  })
  .meta({ id: "Account" });
export type AccountBody = z.infer<typeof AccountBody>;
