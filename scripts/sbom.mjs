// npm run sbom: every component of this checkout with its version and hash, as CycloneDX, from the lock file alone.
//   npm run sbom [-- FILE]   writes FILE, else sbom.json in the data directory
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { dataDir, ROOT } from "./services/data-dir.mjs";
import { report } from "./services/plain-error.mjs";

const BYTES_MAX = 64 * 1024 * 1024;

/** The bill of materials as npm writes it; needs no network and no node_modules. */
export async function readSbom() {
  const args = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
  const { stdout } = await promisify(execFile)("npm", args, { cwd: ROOT, maxBuffer: BYTES_MAX });
  return JSON.parse(stdout);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const file = path.resolve(process.argv[2] ?? path.join(dataDir(), "sbom.json"));
    const sbom = await readSbom();
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(sbom, null, 2)}\n`);
    console.log(`${sbom.components.length} components in ${file}`);
  } catch (error) {
    report(error);
    process.exitCode = 1;
  }
}
