/** The one envelope of every refusal (alpaca-wire.md §1.1). */
import { z } from "zod";

/** Extras differ by refusal: buying_power, existing_order_id and the like stand beside the message. */
export const ErrorBody = z
  .looseObject({
    code: z.int().optional().describe("HTTP status x 100000 + detail; absent on a plain 401"),
    message: z.string(),
  })
  .meta({ id: "Error" });
