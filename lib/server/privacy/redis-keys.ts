/** What Redis holds of somebody: counted, or deleted before it runs out by itself. */
import type { Redis } from "ioredis";
import { REDIS_PLACES } from "./personal-data";

const PAGE = 500;

/** Counts or deletes the keys that name one of these in themselves or in their value. */
export async function eraseRedisKeys(
  redis: Redis,
  names: readonly string[],
  what: "count" | "delete",
): Promise<number> {
  let found = 0;
  for (const { match, holds } of REDIS_PLACES) {
    let cursor = "0";
    do {
      const [next, keys] = await redis.scan(cursor, "MATCH", match, "COUNT", PAGE);
      cursor = next;
      const texts = holds === "key" ? keys : await valuesOf(redis, keys);
      const theirs = keys.filter((_, n) => names.some((name) => texts[n]?.includes(name)));
      if (theirs.length > 0 && what === "delete") await redis.del(...theirs);
      found += theirs.length;
    } while (cursor !== "0");
  }
  return found;
}

async function valuesOf(redis: Redis, keys: readonly string[]): Promise<readonly string[]> {
  if (keys.length === 0) return [];
  return (await redis.mget(...keys)).map((value) => value ?? "");
}
