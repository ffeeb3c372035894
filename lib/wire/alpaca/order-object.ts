/**
 * The Order object as a schema, written from the field list of alpaca-wire.md §1.6 and not from the code
 * that fills it: tests hold every answer to it, and /openapi.json shows it.
 */
import { z } from "zod";
import { ErrorBody } from "./error-body";

/** A number as Alpaca writes it: no exponent, no trailing zeros. */
const Decimal = z.string().regex(/^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$/);
const Instant = z.iso.datetime();
const OrderTypeName = z.enum(["market", "limit", "stop", "stop_limit", "trailing_stop", ""]);
const Status = z.enum([
  ...["accepted", "pending_new", "new", "held", "partially_filled", "filled"],
  ...["pending_cancel", "canceled", "expired", "pending_replace", "replaced", "rejected"],
] as const);

const OrderFields = z.strictObject({
  id: z.uuid(),
  client_order_id: z.string().min(1).max(128),
  created_at: Instant,
  updated_at: Instant,
  submitted_at: Instant,
  filled_at: Instant.nullable(),
  expired_at: Instant.nullable(),
  expires_at: Instant.nullable(),
  canceled_at: Instant.nullable(),
  failed_at: Instant.nullable(),
  replaced_at: Instant.nullable(),
  replaced_by: z.uuid().nullable(),
  replaces: z.uuid().nullable(),
  asset_id: z.union([z.uuid(), z.literal("")]).describe('"" for a multi-leg parent'),
  symbol: z.string().describe('"" for a multi-leg parent'),
  asset_class: z.enum(["us_equity", "us_option", ""]),
  notional: Decimal.nullable(),
  qty: Decimal.nullable().describe("Null for an order in dollars"),
  filled_qty: Decimal,
  filled_avg_price: Decimal.nullable().describe("Signed net per unit of a multi-leg order"),
  order_class: z.enum(["", "mleg", "bracket", "oco", "oto"]),
  order_type: OrderTypeName,
  type: OrderTypeName.describe('"" for a leg'),
  side: z.enum(["buy", "sell", ""]),
  position_intent: z
    .enum(["buy_to_open", "buy_to_close", "sell_to_open", "sell_to_close"])
    .nullable(),
  time_in_force: z.enum(["day", "gtc", "opg", "cls", "ioc", "fok"]),
  limit_price: Decimal.nullable(),
  stop_price: Decimal.nullable(),
  trail_percent: Decimal.nullable(),
  trail_price: Decimal.nullable(),
  hwm: Decimal.nullable().describe("The best price of a trailing stop, once it trails"),
  status: Status,
  extended_hours: z.boolean(),
  ratio_qty: Decimal.nullable(),
  subtag: z.null(),
  source: z.null(),
});

const OrderLegObject = OrderFields.extend({ legs: z.null() }).meta({ id: "OrderLeg" });

/** An order; its legs are those of a multi-leg order, or the exits of a bracket, oco or oto. */
export const OrderObject = OrderFields.extend({
  legs: z.array(OrderLegObject).nullable(),
}).meta({ id: "Order" });

/** One outcome of a cancel-all. */
export const CancelOutcome = z.strictObject({
  id: z.uuid(),
  status: z.int(),
  body: z.union([OrderObject, ErrorBody]),
});

/** One outcome of a close-all. */
export const CloseOutcome = z.strictObject({
  symbol: z.string(),
  status: z.int(),
  body: z.union([OrderObject, ErrorBody]),
});

/** A position (alpaca-wire.md §1.9); what needs a price that is not known is null. */
export const PositionObject = z
  .strictObject({
    asset_id: z.uuid(),
    symbol: z.string(),
    exchange: z.string().describe('"" for options'),
    asset_class: z.enum(["us_equity", "us_option"]),
    asset_marginable: z.boolean(),
    qty: Decimal.describe("Negative for a short position"),
    qty_available: Decimal,
    avg_entry_price: Decimal,
    side: z.enum(["long", "short"]),
    market_value: Decimal.nullable(),
    cost_basis: Decimal,
    unrealized_pl: Decimal.nullable(),
    unrealized_plpc: Decimal.nullable().describe("A fraction: 0.01 is 1%"),
    unrealized_intraday_pl: Decimal.nullable(),
    unrealized_intraday_plpc: Decimal.nullable(),
    current_price: Decimal.nullable(),
    lastday_price: Decimal.nullable(),
    change_today: Decimal.nullable(),
  })
  .meta({ id: "Position" });
