/** The bodies of /v1/accounts. */
import { z } from "zod";
import { shownName } from "@/lib/wire/raxx/shown-name";

const Terms = {
  starting_cash: z.string().max(24).optional(),
  kind: z.enum(["cash", "margin"]).optional(),
  policy: z.enum(["regt", "alpaca"]).optional(),
  profile: z.enum(["strict", "standard", "queue", "alpaca"]).optional(),
  fees: z.enum(["none", "regulatory"]).optional(),
};
export const NewAccount = z.strictObject({ name: shownName(), ...Terms });
export const ChangedAccount = z.strictObject({
  name: shownName().optional(),
  archived: z.boolean().optional(),
});
/** Numbers arrive as their text (lib/wire/json.ts). */
export const Reset = z.strictObject({ epoch: z.string().regex(/^[1-9][0-9]{0,8}$/), ...Terms });
