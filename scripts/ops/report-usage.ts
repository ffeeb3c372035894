/** usage:report: how many users were given each feed in a month, as exchanges want it reported. */
import { z } from "zod";
import { createPool } from "@/lib/server/database/pools";
import type { Deps } from "@/lib/server/deps";

const Options = z.object({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "give --month such as 2026-11"),
});

const SQL = `
  SELECT d.feed, count(DISTINCT d.user_id)::int AS users, count(*)::int AS user_days,
    count(DISTINCT d.user_id) FILTER (WHERE EXISTS (
      SELECT 1 FROM data_attestations a WHERE a.user_id = d.user_id))::int AS non_professionals
  FROM data_usage_days d
  WHERE d.day >= ($1 || '-01')::date AND d.day < ($1 || '-01')::date + interval '1 month'
  GROUP BY d.feed ORDER BY d.feed`;

export async function reportUsage(deps: Deps, values: unknown) {
  const parsed = Options.safeParse(values);
  if (!parsed.success) throw new Error(parsed.error.issues.map((i) => i.message).join("; "));
  const { month } = parsed.data;
  const pool = createPool(deps.env.DATABASE_URL, "raxx_worker", deps.log);
  try {
    const { rows } = await pool.query(SQL, [month]);
    return { ok: true, output: { month, feeds: rows } };
  } finally {
    await pool.end();
  }
}
