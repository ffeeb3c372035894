/** Decimals on the wire are strings without trailing zeros (alpaca-wire.md §1.0). */
import { z } from "zod";

export const DecimalText = z
  .string()
  .regex(/^-?[0-9]+(\.[0-9]+)?$/)
  .meta({ id: "Decimal", description: "A decimal as text" });
