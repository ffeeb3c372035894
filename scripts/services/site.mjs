// A whole site started from a checkout as its owner would start it, with a browser that finds it.
import path from "node:path";
import { findBrowser } from "./browser.mjs";
import { dataDir } from "./data-dir.mjs";
import { PlainError } from "./plain-error.mjs";
import { start, stop, until } from "./processes.mjs";

const START_MS_MAX = 600_000;
/** Settings of the developer's own copy belong to no other. */
const OWN_SETTINGS =
  /^(RAXX_|NEXTAUTH_|ALPACA_|APCA_|SMTP_|DATABASE_URL|REDIS_URL|PORT$|GATEWAY_PORT|npm_)/;

/** The environment of a copy: `into` is its checkout, `data` where it keeps its data. */
export function siteEnv({ data, port }) {
  const kept = Object.entries(process.env).filter(([name]) => !OWN_SETTINGS.test(name));
  return { ...Object.fromEntries(kept), RAXX_DATA_DIR: data, PORT: `${port}` };
}

/** Does its work while the copy's site runs. */
export async function withSite(copy, adopt, work) {
  const { into } = copy;
  const options = { name: "npm start", command: "npm", args: ["start"], cwd: into };
  const site = start({ ...options, env: siteEnv(copy) });
  adopt(site);
  const isReady = async () => {
    if (site.end) throw new PlainError(`npm start ended:\n${site.output}`);
    return site.output.includes("Raxx is ready on");
  };
  await until("the site's start", isReady, { waitMsMax: START_MS_MAX });
  try {
    return await work();
  } finally {
    await stop(site);
  }
}

/** The browser tests' program. */
export function playwrightOf({ into }) {
  return path.join(into, "node_modules/playwright/cli.js");
}

/** What playwright needs to find its browser and the site. */
export async function browserEnv(copy) {
  const browser = await findBrowser(dataDir());
  return {
    ...siteEnv(copy),
    ...browser.env,
    CHROMIUM_PATH: browser.path,
    BASE_URL: `http://localhost:${copy.port}`, // never 127.0.0.1: passkeys belong to the name
  };
}
