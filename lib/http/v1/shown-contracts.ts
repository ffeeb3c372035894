/** What `/v1` answers as screens show it (lib/wire/raxx/desk.ts under snake_case names), field by field. */
import { z } from "zod";
import { ActivityBody } from "@/lib/wire/alpaca/activity-body";
import { DecimalText } from "@/lib/wire/alpaca/decimal-text";
import type { FillView, OrderView, PositionGroupView, PositionView } from "@/lib/wire/raxx/desk";
import type { PreviewView } from "@/lib/wire/raxx/preview";

const instant = z.iso.datetime();
const simulated = z.literal(true);
const epoch = z.int();
const side = z.enum(["buy", "sell"]);
const netWord = z.enum(["credit", "debit", "even"]);
const amountOrUnlimited = z.union([DecimalText, z.literal("unlimited")]).nullable();
const Fee = z.strictObject({
  name: z.enum(["SEC", "TAF", "ORF", "OCC", "CAT"]),
  amount: DecimalText,
});

type Snake<Text extends string> = Text extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Snake<Rest>}`
    : `_${Lowercase<First>}${Snake<Rest>}`
  : "";
type Name<Key extends string> = Key extends "atMs"
  ? "at"
  : Key extends `${infer Stem}AtMs`
    ? `${Snake<Stem>}_at`
    : Snake<Key>;
/** A field for each of a view's, under the name that api-view.ts gives it: a view that grows does not compile without. */
type FieldsOf<View> = { readonly [Key in keyof View & string as Name<Key>]: z.ZodType };

const preview = {
  strategy: z.string(),
  summary: z.string(),
  verb: z.string(),
  natural: DecimalText.nullable(),
  mid: DecimalText.nullable(),
  cash: DecimalText.nullable(),
  net_word: netWord,
  max_profit: amountOrUnlimited,
  max_loss: amountOrUnlimited,
  breakevens: z.array(DecimalText),
  limit_steps: z.array(DecimalText),
  events: z.array(
    z.strictObject({
      kind: z.enum(["ex_dividend", "earnings"]),
      date: z.iso.date(),
      text: z.string(),
    }),
  ),
  events_unknown: z.string().nullable(),
  realized: DecimalText.nullable(),
  probability_of_profit: DecimalText.nullable(),
  buying_power_effect: DecimalText.nullable(),
  buying_power_after: DecimalText.nullable(),
  fees: z.array(Fee),
  obligation: z.string().nullable(),
  days_to_expiry: z.int().nullable(),
  quote_at: instant.nullable(),
  label: z.strictObject({
    market: z.enum(["sim", "alpaca"]),
    feed: z.enum(["real_time", "delayed"]),
    delay_seconds: z.int(),
  }),
  notes: z.array(z.string()),
  refusal: z.string().nullable(),
} satisfies FieldsOf<PreviewView>;

export const Preview = z.strictObject({ simulated, ...preview }).meta({ id: "Preview" });

const shownOrder = {
  id: z.uuid(),
  client_order_id: z.string(),
  title: z.string(),
  order_class: z.enum(["simple", "mleg"]),
  type: z.enum(["market", "limit", "stop", "stop_limit", "trailing_stop"]),
  time_in_force: z.enum(["day", "gtc", "opg", "cls", "ioc", "fok"]),
  status: z.string(),
  qty: DecimalText,
  filled_qty: DecimalText,
  limit: DecimalText.nullable(),
  stop: DecimalText.nullable(),
  trail: z
    .string()
    .regex(/^[0-9]+(\.[0-9]+)?%?$/)
    .nullable(),
  notional: DecimalText.nullable(),
  extended_hours: z.boolean(),
  group: z
    .strictObject({
      id: z.uuid(),
      kind: z.enum(["bracket", "oco", "oto"]),
      role: z.enum(["entry", "take_profit", "stop_loss"]),
    })
    .nullable(),
  replaces: z.uuid().nullable(),
  replaced_by: z.uuid().nullable(),
  average_price: DecimalText.nullable(),
  legs: z.array(
    z.strictObject({
      symbol: z.string(),
      underlying: z.string(),
      name: z.string(),
      side,
      ratio: z.int(),
      intent: z.enum(["buy_to_open", "buy_to_close", "sell_to_open", "sell_to_close"]),
    }),
  ),
  submitted_at: instant,
  updated_at: instant,
  expires_at: instant.nullable(),
  working: z.boolean(),
  why: z.string().nullable(),
  fill_ids: z.array(z.uuid()),
} satisfies FieldsOf<OrderView>;

const shownFill = {
  id: z.uuid(),
  order_id: z.uuid(),
  at: instant,
  title: z.string(),
  sentence: z.string(),
  steps: z.array(z.string()),
  price: DecimalText,
  net_word: netWord.nullable(),
  qty: DecimalText,
  cash: DecimalText,
  fees: z.array(Fee),
  rule: z.string(),
  rules_version: z.int(),
  profile: z.enum(["strict", "standard", "queue", "alpaca"]),
  legs: z.array(
    z.strictObject({
      name: z.string(),
      symbol: z.string(),
      underlying: z.string(),
      side,
      qty: DecimalText,
      price: DecimalText,
      bid: DecimalText,
      bid_size: DecimalText,
      ask: DecimalText,
      ask_size: DecimalText,
      quote_at: instant,
    }),
  ),
  recomputed: z.boolean(),
} satisfies FieldsOf<FillView>;

const shownPosition = {
  symbol: z.string(),
  name: z.string(),
  underlying: z.string(),
  kind: z.enum(["equity", "option"]),
  qty: DecimalText,
  average_price: DecimalText,
  cost: DecimalText,
  mark: DecimalText.nullable(),
  market_value: DecimalText,
  unrealized: DecimalText,
  unrealized_percent: DecimalText.nullable(),
  expiry_date: z.iso.date().nullable(),
  days_to_expiry: z.int().nullable(),
} satisfies FieldsOf<PositionView>;
const ShownPosition = z.strictObject(shownPosition);

export const OrderExplanation = z
  .strictObject({ simulated, ...shownOrder })
  .meta({ id: "OrderExplanation" });
export const FillExplanation = z
  .strictObject({ simulated, ...shownFill })
  .meta({ id: "FillExplanation" });

const group = {
  id: z.string(),
  title: z.string(),
  underlying: z.string(),
  unrealized: DecimalText,
  profit_share: DecimalText.nullable(),
  days_to_expiry: z.int().nullable(),
  delta: DecimalText.nullable(),
  theta: DecimalText.nullable(),
  breakevens: z.array(DecimalText),
  can_close: z.boolean(),
  can_roll: z.boolean(),
  legs: z.array(ShownPosition),
} satisfies FieldsOf<PositionGroupView>;

export const Strategies = z
  .strictObject({
    simulated,
    strategies: z.array(z.strictObject(group)),
  })
  .meta({ id: "Strategies" });

/** Rows are those of the kind that was asked for. */
export const Export = z
  .strictObject({
    simulated,
    account_id: z.uuid(),
    kind: z.enum(["orders", "fills", "activities", "positions"]),
    rows: z.array(
      z.union([
        z.strictObject({ epoch, ...shownOrder }),
        z.strictObject({ epoch, ...shownFill }),
        ...ActivityBody.options.map((activity) => activity.extend({ epoch })),
        ShownPosition.extend({ epoch, strategy: z.string() }),
      ]),
    ),
  })
  .meta({ id: "Export" });
