// npm run screens: takes the pictures of docs/screens, from a site of its own.
import path from "node:path";
import { install, requireNode } from "./install.mjs";
import { ROOT } from "./services/data-dir.mjs";
import { endOnce } from "./services/ending.mjs";
import { freePort } from "./services/ports.mjs";
import { run } from "./services/processes.mjs";
import { browserEnv, playwrightOf, withSite } from "./services/site.mjs";
import { step } from "./steps.mjs";
import { makeTestDir } from "./test-services.mjs";

let place = null;

async function main() {
  requireNode();
  await step("npm ci", install);
  place = await makeTestDir("screens");
  const copy = { into: ROOT, data: path.join(place.dir, "site"), port: await freePort() };
  await withSite(copy, place.lock.adopt, async () => {
    const env = await browserEnv(copy);
    const args = [playwrightOf(copy), "test", "--project=screens"];
    await step("pictures", () =>
      run(process.execPath, args, { name: "playwright", cwd: ROOT, env }),
    );
  });
}

const { end, fail } = endOnce({ last: () => place?.remove() });
await main().then(end, fail);
