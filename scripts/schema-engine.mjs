#!/usr/bin/env node
// Stands in for the `schema-engine` binary that the Prisma CLI downloads (not possible where only npm is
// reachable): same arguments, same JSON-RPC over stdin and stdout, served by @prisma/schema-engine-wasm
// through @prisma/adapter-pg. scripts/prisma.mjs points PRISMA_SCHEMA_ENGINE_BINARY here.
import readline from "node:readline";
import { createDatabase, databaseName, tryConnect } from "./schema-engine/connection.mjs";
import { engineVersion, makeEngine } from "./schema-engine/engine.mjs";

const ARGS = process.argv.slice(2);
const DATASOURCE = JSON.parse(option("--datasource")[0] ?? "{}");
const URL_GIVEN = DATASOURCE.url ?? process.env.DATABASE_URL;
const RPC_ERROR_CODE = 4466; // what the CLI expects of an engine's known error

const waitingForPrint = new Map();
let lastPrintId = 1_000_000; // far above the CLI's own ids
let enginePromise;

if (ARGS.includes("--version")) {
  console.log(`schema-engine-cli wasm ${engineVersion()}`);
} else if (ARGS.includes("cli")) {
  process.exitCode = await runCommand(ARGS[ARGS.indexOf("cli") + 1]);
} else {
  serve();
}

function option(name) {
  return ARGS.flatMap((arg, index) => (arg === name ? [ARGS[index + 1]] : []));
}

/** The two commands the CLI runs to the end instead of serving: answers are its exit code and its log. */
async function runCommand(command) {
  try {
    await (command === "create-database" ? createDatabase(URL_GIVEN) : tryConnect(URL_GIVEN));
    return 0;
  } catch (error) {
    log("INFO", { message: "Starting schema engine" }); // the CLI skips the first line
    log("ERROR", { is_panic: false, ...knownError(command, error) });
    return 1;
  }
}

function knownError(command, error) {
  if (command === "can-connect-to-database" && error.code === "3D000") {
    const message = `Database \`${databaseName(URL_GIVEN)}\` does not exist`;
    return { error_code: "P1003", message };
  }
  const message = `Can't reach database server: ${error.message}`;
  return { error_code: error.code === "28P01" ? "P1000" : "P1001", message };
}

function log(level, fields) {
  const entry = {
    timestamp: new Date().toISOString(),
    level,
    fields,
    target: "schema_engine::logger",
  };
  process.stderr.write(`${JSON.stringify(entry)}\n`);
}

/** Answers requests until stdin ends, and the last answer has been given. */
function serve() {
  let unanswered = 0;
  let closing = false;
  const exitWhenDone = () => {
    if (closing && unanswered === 0) process.exit(0); // connections of the pool would keep us alive
  };
  const lines = readline.createInterface({
    input: process.stdin,
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  lines.on("line", async (line) => {
    const message = JSON.parse(line);
    if (!message.method) return printed(message.id);
    unanswered += 1;
    await answer(message);
    unanswered -= 1;
    exitWhenDone();
  });
  lines.on("close", () => {
    closing = true;
    exitWhenDone();
  });
}

async function answer({ id, method, params }) {
  try {
    send({ id, result: await call(method, params) });
  } catch (error) {
    const data = {
      is_panic: false,
      message: error?.message ?? String(error),
      meta: error?.meta ?? null,
      error_code: error?.code ?? null,
    };
    const message = "An error happened. Check the data field for details.";
    send({ id, error: { code: RPC_ERROR_CODE, message, data } });
  }
}

async function call(method, params) {
  if (method === "createDatabase") return { databaseName: await createDatabase(URL_GIVEN) };

  enginePromise ??= makeEngine({ url: URL_GIVEN, datamodelPaths: option("--datamodels") });
  const engine = await enginePromise;
  if (method === "getDatabaseVersion") return engine.version(params);
  if (!engine[method]) throw new Error(`schema-engine-wasm has no ${method}`);
  const result = await engine[method](params);
  return method === "diff" ? printDiff(result) : (result ?? {});
}

/** The binary prints a diff through the CLI instead of returning it. */
async function printDiff({ stdout, exitCode }) {
  if (stdout) {
    lastPrintId += 1;
    const done = new Promise((resolve) => waitingForPrint.set(lastPrintId, resolve));
    send({ id: lastPrintId, method: "print", params: { content: stdout } });
    await done;
  }
  return { exitCode, stdout: null };
}

function printed(id) {
  waitingForPrint.get(id)?.();
  waitingForPrint.delete(id);
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}
