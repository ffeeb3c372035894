// One step for everything that becomes a program: TypeScript with its imports as one file each.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./services/data-dir.mjs";

/**
 * Programs as one file each, in `outdir`: name.mjs of `entryPoints` { name: source }. Packages are left out, so `outdir` must lie
 * where node_modules is found. `edits` breaks sources on purpose, see scripts/chaos/mutants.mjs.
 */
export async function bundle(entryPoints, outdir = "dist", { edits = [] } = {}) {
  const esbuild = await import("esbuild"); // here, not above: this file loads before npm ci has run
  await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints,
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    sourcemap: true,
    packages: "external", // native parts and WASM files of packages stay where they find themselves
    alias: { "@": ROOT },
    logLevel: "warning",
    plugins: edits.length === 0 ? [] : [editing(edits)],
  });
}

/** Bundles a source that needs no package and imports it. */
export async function importBundled(source) {
  const dir = mkdtempSync(path.join(tmpdir(), "raxx-bundle-"));
  try {
    await bundle({ program: source }, dir);
    return await import(pathToFileURL(path.join(dir, "program.mjs")).href);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Each edit must find its text exactly once: one that no longer applies would prove nothing. */
function editing(edits) {
  return {
    name: "edits",
    setup(building) {
      for (const file of new Set(edits.map((edit) => edit.file))) {
        const whole = path.join(ROOT, file);
        const filter = new RegExp(`^${whole.replace(/[.\\/]/g, "\\$&")}$`);
        building.onLoad({ filter }, async () => {
          const { readFile } = await import("node:fs/promises");
          const source = await readFile(whole, "utf8");
          const mine = edits.filter((edit) => edit.file === file);
          const contents = mine.reduce((text, { from, to }) => {
            if (text.split(from).length !== 2) throw new Error(`${file} has no single "${from}"`);
            return text.replace(from, to);
          }, source);
          return { contents, loader: "ts" };
        });
      }
    },
  };
}
