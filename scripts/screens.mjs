// npm run screens: takes the pictures of docs/screens, from a site of its own.
import path from "node:path";
import { install, requireNode } from "./install.mjs";
import { ROOT } from "./services/data-dir.mjs";
import { report } from "./services/plain-error.mjs";
import { freePort } from "./services/ports.mjs";
import { run, stopAll } from "./services/processes.mjs";
import { onStopRequest } from "./services/signals.mjs";
import { browserEnv, playwrightOf, withSite } from "./services/site.mjs";
import { step } from "./steps.mjs";
import { makeTestDir } from "./test-services.mjs";

let place = null;
let ending = null;

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

function end(code) {
  ending ??= (async () => {
    await stopAll();
    place?.remove();
    process.exit(code);
  })();
  return ending;
}

onStopRequest(() => void end(1));
try {
  await main();
  await end(0);
} catch (error) {
  report(error);
  await end(1);
}
