/**
 * Numbers at the boundary: strings and JSON number tokens read by the engine's one decimal grammar.
 *
 * A JSON number arrives here as its own text (lib/wire/json.ts keeps the token), so 0.1 is exactly
 * "0.1" and 1e3 is refused like the string "1e3" (decisions 19).
 */
import { z } from "zod";
import { parseDollars, parseQuantity, parseSignedDollars } from "@/lib/engine/decimal";

/** Dollars without a sign, as micros. */
export const Dollars = z.string().transform((text, context) => {
  const value = parseDollars(text);
  if (value !== null) return value;
  context.addIssue({ code: "custom", message: 'must be a decimal such as "12.34"' });
  return z.NEVER;
});

/** Dollars that may be negative: only a multi-leg net price. */
export const SignedDollars = z.string().transform((text, context) => {
  const value = parseSignedDollars(text);
  if (value !== null) return value;
  context.addIssue({ code: "custom", message: 'must be a decimal such as "-1.35"' });
  return z.NEVER;
});

/** A quantity of shares, contracts or units, as nanos. */
export const Quantity = z.string().transform((text, context) => {
  const value = parseQuantity(text);
  if (value !== null) return value;
  context.addIssue({ code: "custom", message: 'must be a decimal such as "10"' });
  return z.NEVER;
});
