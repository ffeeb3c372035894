/** feed:off and feed:on: stops a feed for everybody, and lets it go on; who, when and why stays on record. */
import { z } from "zod";
import { createPool } from "@/lib/server/database/pools";
import type { Deps } from "@/lib/server/deps";
import { FEED_NAMES } from "@/lib/server/market/feed-switches";

const Options = z.object({
  feed: z.enum(FEED_NAMES, { error: `--feed is ${FEED_NAMES.join(", ")}` }),
  reason: z.string({ error: "say why with --reason" }).trim().min(1).max(500),
});

/** The command of one direction. */
export function switchFeed(off: boolean) {
  return async (deps: Deps, values: unknown) => {
    const parsed = Options.safeParse(values);
    if (!parsed.success) throw new Error(parsed.error.issues.map((i) => i.message).join("; "));
    const { feed, reason } = parsed.data;
    const pool = createPool(deps.env.DATABASE_URL, "raxx_worker", deps.log);
    try {
      await pool.query("INSERT INTO feed_switches (feed, off, reason) VALUES ($1, $2, $3)", [
        feed,
        off,
        reason,
      ]);
      const { rows } = await pool.query(
        "SELECT feed, off, reason, at FROM feed_switches WHERE feed = $1 ORDER BY id DESC LIMIT 10",
        [feed],
      );
      return { ok: true, output: { feed, off, history: rows } };
    } finally {
      await pool.end();
    }
  };
}
