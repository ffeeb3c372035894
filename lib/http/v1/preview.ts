/** POST /v1/orders/preview: what an order would do, decided by the engine that would accept it. */
import { previewOrder } from "@/lib/server/ticket/preview-order";
import { OrderBody } from "@/lib/wire/alpaca/order-body";
import { readOrderRequest } from "@/lib/wire/alpaca/order-request";
import { assetNotFound } from "@/lib/wire/alpaca/order-value";
import { apiView } from "@/lib/wire/raxx/api-view";
import { type Handler, ok, Refused, refused } from "../call";
import { unknownField } from "./read-body";

/** Takes the body of POST /v2/orders and stores nothing; a refusal is part of the answer. */
export const postPreview: Handler = async ({ deps, caller, body }) => {
  const shape = OrderBody.safeParse(body);
  const extra = shape.success ? droppedKey(body, shape.data) : null;
  if (extra !== null) throw unknownField(extra);
  const request = readOrderRequest(body);
  if (!request.ok) throw new Refused(request.error);
  const preview = await previewOrder(deps, caller, request.value);
  if ("unknownSymbol" in preview) return refused(assetNotFound(preview.unknownSymbol));
  return ok({ simulated: true, ...Object(apiView(preview)) });
};

/** The first key that the schema left out, with its path. */
function droppedKey(sent: unknown, read: unknown): string | null {
  if (sent === null || typeof sent !== "object" || read === null || typeof read !== "object") {
    return null;
  }
  for (const [key, value] of Object.entries(sent)) {
    if (!Object.hasOwn(read, key)) return key;
    const inner = droppedKey(value, Object.entries(read).find(([name]) => name === key)?.[1]);
    if (inner !== null) return `${key}.${inner}`;
  }
  return null;
}
