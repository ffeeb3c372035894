/** Reads a JSON body by its schema; a field that makes no sense is 422 40010001 with its name. */
import type { z } from "zod";
import { malformed } from "@/lib/wire/alpaca/order-request";
import type { JsonValue } from "@/lib/wire/json";
import { Refused, refuseField } from "../call";

/** The parsed body, or a refusal that names the first field that is wrong. */
export function readBody<T extends z.ZodType>(schema: T, body: JsonValue): z.output<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join(".") ?? "";
  if (field === "") throw new Refused(malformed("must be a JSON object"));
  return refuseField(`invalid ${field}`);
}
