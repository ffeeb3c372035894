/** What the routes of orders and positions promise: alpaca-wire.md §1.6–1.9. */
import { z } from "zod";
import { OrderBody, ReplaceBody } from "@/lib/wire/alpaca/order-body";
import {
  CancelOutcome,
  CloseOutcome,
  OrderObject,
  PositionObject,
} from "@/lib/wire/alpaca/order-object";
import type { Contract } from "../contract";

const ById = z.object({ id: z.uuid() });
const BySymbol = z.object({ symbol: z.string().describe("Symbol or asset id") });
const nested = z.boolean().optional().describe("Legs inside their parent");

const orders = (summary: string, rest: Omit<Contract, "summary" | "tag">): Contract => {
  return { summary, tag: "Orders", ...rest };
};
const positions = (summary: string, rest: Omit<Contract, "summary" | "tag">): Contract => {
  return { summary, tag: "Positions", ...rest };
};

export const ORDER_CONTRACTS = {
  post: orders("Sends an order", { body: OrderBody, answers: { 200: OrderObject } }),
  list: orders("Orders by submission", {
    query: z.object({
      status: z.enum(["open", "closed", "all"]).optional(),
      limit: z.int().min(1).max(500).optional(),
      after: z.string().optional().describe("Submitted later than this instant"),
      until: z.string().optional().describe("Submitted before this instant"),
      direction: z.enum(["desc", "asc"]).optional(),
      nested,
      symbols: z.array(z.string()).optional(),
      side: z.enum(["buy", "sell"]).optional(),
      asset_class: z.array(z.string()).optional(),
      before_order_id: z.uuid().optional(),
      after_order_id: z.uuid().optional(),
    }),
    answers: { 200: z.array(OrderObject) },
  }),
  cancelAll: orders("Cancels every working order", {
    answers: { 207: z.array(CancelOutcome) },
  }),
  byClientId: orders("The order with a client order id", {
    query: z.object({ client_order_id: z.string(), nested }),
    answers: { 200: OrderObject },
  }),
  get: orders("One order", {
    params: ById,
    query: z.object({ nested }),
    answers: { 200: OrderObject },
  }),
  patch: orders("Replaces a working order by a new one", {
    params: ById,
    body: ReplaceBody,
    answers: { 200: OrderObject },
  }),
  cancel: orders("Cancels an order", { params: ById, answers: { 204: null } }),
} satisfies Record<string, Contract>;

export const POSITION_CONTRACTS = {
  list: positions("What the account holds", { answers: { 200: z.array(PositionObject) } }),
  get: positions("One position", { params: BySymbol, answers: { 200: PositionObject } }),
  close: positions("Closes a position, or a part of it", {
    params: BySymbol,
    query: z.object({
      qty: z.string().optional(),
      percentage: z.string().optional().describe("Of the position, up to 100"),
    }),
    answers: { 200: OrderObject },
  }),
  closeAll: positions("Closes every position", {
    query: z.object({ cancel_orders: z.boolean().optional() }),
    answers: { 207: z.array(CloseOutcome) },
  }),
  exercise: positions("Exercises every free contract of a long option now", {
    params: BySymbol,
    answers: { 200: null },
  }),
  doNotExercise: positions("Lets an option expire unexercised", {
    params: BySymbol,
    answers: { 200: null },
  }),
} satisfies Record<string, Contract>;
