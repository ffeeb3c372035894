/** The body of POST /v1/strategies/recognise. */
import { z } from "zod";

const RATIO_MAX = 9_999;
/** Numbers arrive as their text (lib/wire/json.ts). */
const Ratio = z
  .string()
  .regex(/^[1-9][0-9]{0,3}$/, `must be a whole number from 1 to ${RATIO_MAX}`);
export const RecogniseBody = z.strictObject({
  legs: z
    .array(
      z.strictObject({
        symbol: z.string().min(1).max(24),
        side: z.enum(["buy", "sell"]),
        ratio_qty: Ratio,
      }),
    )
    .min(1)
    .max(8),
});
