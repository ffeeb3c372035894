// Prisma's schema engine as WebAssembly: the same engine as the binary the CLI would download.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { databaseFactory, offlineFactory } from "./adapter.mjs";
import { tryConnect } from "./connection.mjs";

const PACKAGE_DIR = path.dirname(
  createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"),
);

export function engineVersion() {
  return JSON.parse(readFileSync(path.join(PACKAGE_DIR, "package.json"), "utf8")).version;
}

/** Makes an engine on the database behind the URL, or on none when nobody answers there. */
export async function makeEngine({ url, datamodelPaths }) {
  const glue = await loadGlue();
  const unreachable = url ? await whyUnreachable(url) : new Error("no database URL");
  const factory = unreachable ? offlineFactory(unreachable) : databaseFactory(url);
  const datamodels = datamodelPaths.map((file) => [path.resolve(file), readFileSync(file, "utf8")]);
  return glue.SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => undefined, // its debug log
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

/** By hand, because Node 20 cannot import a .wasm file and the package expects a bundler that can. */
async function loadGlue() {
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = readFileSync(path.join(PACKAGE_DIR, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}

async function whyUnreachable(url) {
  try {
    await tryConnect(url);
    return null;
  } catch (error) {
    return error;
  }
}
