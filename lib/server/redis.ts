/** Redis connections. Redis holds nothing that cannot be rebuilt (architecture: where truth lives). */
import { Redis } from "ioredis";
import type { Log } from "./log";
import { redisAddress } from "./redis-address";

/**
 * A connection that reconnects for ever and fails commands fast while it is away, so that callers
 * take their documented path without Redis instead of hanging.
 */
export function createRedis(redisUrl: string, log: Log): Redis {
  const redis = new Redis({
    ...redisAddress(redisUrl),
    maxRetriesPerRequest: 1,
    enableOfflineQueue: true,
    commandTimeout: 2_000,
    retryStrategy: (times) => Math.min(50 * times, 2_000),
  });
  redis.on("error", (error: Error) => log.warn({ err: error.message }, "redis connection lost"));
  return redis;
}
