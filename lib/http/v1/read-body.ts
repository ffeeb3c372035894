/** Reads the body of a `/v1` request: what is not in its schema is refused (decisions 19). */
import type { z } from "zod";
import { malformed } from "@/lib/wire/alpaca/order-request";
import { badField } from "@/lib/wire/alpaca/refusal";
import { type Call, Refused } from "../call";

/** The body, or 400 for a shape that is not the request's and 422 for a value that makes no sense. */
export function readBody<T>({ body }: Pick<Call, "body">, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw refusalOf(parsed.error.issues[0]);
}

function refusalOf(issue: z.core.$ZodIssue | undefined): Refused {
  const field = issue?.path.join(".") ?? "";
  switch (issue?.code) {
    case "unrecognized_keys":
      return unknownField([...issue.path, issue.keys[0] ?? ""].join("."));
    case "invalid_type":
      return new Refused(
        malformed(field === "" ? "must be a JSON object" : `${field} has the wrong type`),
      );
    default:
      return new Refused(badField(`invalid ${field}: ${issue?.message ?? "not accepted"}`));
  }
}

/** 400 for a field that no such request has. */
export function unknownField(name: string): Refused {
  return new Refused(malformed(`unknown field ${name.slice(0, 64)}`));
}
