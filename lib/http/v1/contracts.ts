/** What Raxx's own routes read and answer, for /openapi.json and the tests. */
import { z } from "zod";
import { EXPORT_KINDS } from "@/lib/server/exports/export-rows";
import { DecimalText } from "@/lib/wire/alpaca/decimal-text";
import { OrderBody } from "@/lib/wire/alpaca/order-body";
import type { Contract } from "../contract";
import { ChangedAccount, NewAccount, Reset } from "./account-body";
import { RecogniseBody } from "./recognise-body";
import { Export, FillExplanation, OrderExplanation, Preview, Strategies } from "./shown-contracts";

const simulated = z.literal(true);
const byId = { params: z.object({ id: z.uuid() }) };

const PaperAccount = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    simulated,
    epoch: z.int(),
    kind: z.enum(["cash", "margin"]),
    policy: z.enum(["regt", "alpaca"]),
    profile: z.enum(["strict", "standard", "queue", "alpaca"]),
    market: z.enum(["sim", "alpaca"]),
    starting_cash: DecimalText,
    cash: DecimalText,
    realized: DecimalText,
    opened_at: z.iso.datetime(),
    created_at: z.iso.datetime(),
    archived_at: z.iso.datetime().nullable(),
  })
  .meta({ id: "PaperAccount" });

const Section = z.strictObject({
  total: DecimalText,
  requirements: z.array(
    z.strictObject({
      underlying: z.string(),
      strategy: z.string(),
      legs: z.array(z.strictObject({ symbol: z.string(), qty: DecimalText })),
      shares: DecimalText,
      worst_price: DecimalText.nullable(),
      amount: DecimalText,
      lent: DecimalText,
    }),
  ),
});
const Margin = z
  .strictObject({
    simulated,
    account_id: z.uuid(),
    policy: z.enum(["regt", "alpaca"]),
    multiplier: z.enum(["1", "2", "4"]),
    equity: DecimalText,
    cash: DecimalText,
    initial_margin: DecimalText,
    maintenance_margin: DecimalText,
    held_for_orders: DecimalText,
    excess: DecimalText,
    buying_power: DecimalText,
    options_buying_power: DecimalText,
    options: Section,
    stock: Section,
    maintenance: Section,
  })
  .meta({ id: "Margin" });

const Figures = z.strictObject({
  rule: z.string(),
  qty: DecimalText,
  price: DecimalText,
  leg_prices: z.array(DecimalText),
});
const Recompute = z
  .strictObject({
    simulated,
    fill_id: z.uuid(),
    rules_version: z.int(),
    reproducible: z.boolean(),
    stored: Figures,
    recomputed: Figures.nullable(),
  })
  .meta({ id: "Recompute" });

export const ACCOUNTS = contract("Paper accounts", {
  list: { summary: "The user's paper accounts", answers: { 200: z.array(PaperAccount) } },
  open: { summary: "Open one more", body: NewAccount, answers: { 200: PaperAccount } },
  get: { ...byId, summary: "One account", answers: { 200: PaperAccount } },
  change: {
    ...{ ...byId, summary: "Another name, into the archive or out of it" },
    ...{ body: ChangedAccount, answers: { 200: PaperAccount } },
  },
  reset: {
    ...{ ...byId, summary: "Begin again with a new balance; keys and history stay" },
    ...{ body: Reset, answers: { 200: PaperAccount } },
  },
});

export const EXPLAIN = contract("Explanations", {
  preview: {
    summary: "What an order would do, decided by the engine that would accept it",
    ...{ body: OrderBody, answers: { 200: Preview } },
  },
  order: {
    ...byId,
    summary: "Why an order waits, or why it ended",
    answers: { 200: OrderExplanation },
  },
  fill: {
    ...byId,
    summary: "Why a fill happened at its price",
    answers: { 200: FillExplanation },
  },
  recompute: { ...byId, summary: "A fill decided once more", answers: { 200: Recompute } },
  margin: { summary: "Every requirement taken apart", answers: { 200: Margin } },
  strategies: {
    summary: "The positions by the strategies they form",
    answers: { 200: Strategies },
  },
  recognise: {
    summary: "The strategy that legs form",
    body: RecogniseBody,
    answers: { 200: z.strictObject({ strategy: z.string(), title: z.string() }) },
  },
});

export const RECORDS = contract("Records", {
  replay: {
    summary: "The account rebuilt from its events and compared with everything stored",
    answers: {
      200: z.strictObject({
        ok: z.boolean(),
        version: z.int(),
        head_hash: z.string().nullable(),
        difference: z.string().nullable(),
      }),
    },
  },
  export: {
    summary: "Orders, fills, activities or positions as JSON or CSV",
    query: z.object({
      kind: z.enum(EXPORT_KINDS).optional(),
      format: z.enum(["json", "csv"]).optional(),
      epochs: z.enum(["current", "all"]).optional(),
    }),
    answers: { 200: Export },
  },
});

/** The contracts of one group. */
function contract<const C extends { readonly [name: string]: Omit<Contract, "tag"> }>(
  tag: string,
  contracts: C,
): { readonly [K in keyof C]: Contract } {
  const tagged = Object.entries(contracts).map(([name, one]) => [name, { ...one, tag }]);
  return Object.fromEntries(tagged);
}
