// Vitest's global setup of the "db" project: uses the stores scripts/test.mjs started, or starts some,
// so that `npx vitest run --project db <file>` works alone.
import { stopAll } from "./services/processes.mjs";
import { makeTestDir, migrateTemplate, startTestStores } from "./test-services.mjs";

export async function setup() {
  if (process.env.TEST_DATABASE_URL && process.env.TEST_REDIS_URL) return;
  const place = await makeTestDir();
  const stores = await startTestStores(place);
  await migrateTemplate(stores);
  Object.assign(process.env, stores.env); // before vitest starts its workers, which inherit it
  return async () => {
    await stopAll();
    place.remove();
  };
}
