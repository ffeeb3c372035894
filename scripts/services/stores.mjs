// PostgreSQL and Redis together: the ones named by DATABASE_URL and REDIS_URL, else our own.
import path from "node:path";
import { givenSecret } from "./given-secret.mjs";
import { startPostgres } from "./postgres.mjs";
import { startRedis } from "./redis.mjs";

/**
 * Starts what the environment does not name, both at the same time.
 *
 * Each process started is told to `adopt`, so that the next copy can stop it if this one is killed.
 * `restartable` says how to start our own ones again, on the same data and port.
 */
export async function startStores(dir, { adopt }) {
  const [database, redis] = await Promise.all([
    startDatabase(dir, { adopt }),
    startQueue(dir, { adopt }),
  ]);
  const restartable = [
    {
      service: database.service,
      relaunch: async () => (await startDatabase(dir, { adopt })).service,
    },
    { service: redis.service, relaunch: async () => (await startQueue(dir, { adopt })).service },
  ].filter(({ service }) => service);
  return { databaseUrl: database.url, redisUrl: redis.url, restartable };
}

/** PostgreSQL alone, for commands that need no Redis. */
export async function startDatabase(dir, { adopt }) {
  const url = givenSecret("DATABASE_URL");
  if (url) return { url };
  const database = await startPostgres(path.join(dir, "postgres"));
  adopt(database.service);
  return database;
}

async function startQueue(dir, { adopt }) {
  const url = givenSecret("REDIS_URL");
  if (url) return { url };
  const redis = await startRedis(path.join(dir, "redis"), { downloads: dir });
  adopt(redis.service);
  return redis;
}

/** Throw-away stores for tests: never those of the environment, which may hold somebody's data. */
export async function startThrowawayStores(dir, { downloads, adopt }) {
  const [database, redis] = await Promise.all([
    startPostgres(path.join(dir, "postgres"), { throwaway: true }),
    startRedis(path.join(dir, "redis"), { downloads, throwaway: true }),
  ]);
  for (const { service } of [database, redis]) adopt(service);
  const { url: databaseUrl, maintenanceUrl } = database;
  return { databaseUrl, maintenanceUrl, redisUrl: redis.url };
}
