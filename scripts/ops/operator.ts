/** operator:grant and operator:revoke: who may open the operator page. It is in their security log. */
import { z } from "zod";
import { createPool } from "@/lib/server/database/pools";
import type { Deps } from "@/lib/server/deps";
import { changeOperator } from "@/lib/server/operator/change-operator";

const Options = z.object({ email: z.email("give --email with an address such as a@b.c") });

export function setOperator(operator: boolean) {
  return async (deps: Deps, values: unknown) => {
    const parsed = Options.safeParse(values);
    if (!parsed.success) throw new Error(parsed.error.issues.map((i) => i.message).join("; "));
    const email = parsed.data.email.toLowerCase();
    const pool = createPool(deps.env.DATABASE_URL, "raxx_owner", deps.log);
    try {
      const changed = await changeOperator(pool, email, operator);
      if (!changed) throw new Error(`nobody has the address ${email}`);
      return { ok: true, output: { email, operator } };
    } finally {
      await pool.end();
    }
  };
}
