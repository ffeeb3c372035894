// A Chromium for Playwright without a download: CHROMIUM_PATH, an installed one, or the one inside
// @sparticuz/chromium, which is the only whole browser that npm itself delivers.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./data-dir.mjs";
import { PlainError } from "./plain-error.mjs";
import { run } from "./processes.mjs";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The program to run and the environment it needs. */
export async function findBrowser(downloads) {
  if (process.env.CHROMIUM_PATH) return { path: process.env.CHROMIUM_PATH, env: {} };
  const installed = process.env.RAXX_BUNDLED_CHROMIUM
    ? undefined
    : INSTALLED.find((file) => existsSync(file));
  if (installed) return { path: installed, env: {} };
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new PlainError("no Chromium here: install one, or set CHROMIUM_PATH to it");
  }
  const dir = path.join(downloads, "chromium");
  if (!existsSync(dir)) await unpack(dir);
  writeFileSync(path.join(dir, "fonts.conf"), fontsConfig(dir));
  return {
    path: path.join(dir, "chromium"),
    // Its own NSS and fonts: a bare server has neither, and installing them would take root.
    // Without any font Chromium draws no text at all, web fonts included.
    env: {
      LD_LIBRARY_PATH: path.join(dir, "al2023/lib"),
      FONTCONFIG_FILE: path.join(dir, "fonts.conf"),
    },
  };
}

/** The package's own file names the directories of a Lambda, where its fonts would lie. */
function fontsConfig(dir) {
  return `<?xml version="1.0"?>
<fontconfig>
  <dir>${path.join(dir, "fonts")}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${path.join(dir, "fonts-cache")}</cachedir>
</fontconfig>
`;
}

/**
 * Unpacks under another name first, so that an interrupted unpacking is never used.
 *
 * In its own process, because the package decides by the environment, at import, where it unpacks
 * (TMPDIR) and whether its libraries come along (it looks for a Lambda).
 */
async function unpack(dir) {
  const draft = `${dir}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const env = { ...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: "nodejs22.x" };
  const program = 'import("@sparticuz/chromium").then(({ default: it }) => it.executablePath())';
  await run(process.execPath, ["--eval", program], { name: "chromium unpacking", cwd: ROOT, env });
  renameSync(draft, dir);
}
