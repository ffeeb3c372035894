/**
 * Operator commands. Each prints JSON on stdout; exit 0 when it did what was asked, 1 when a check
 * failed or something went wrong, 2 for a command it does not know.
 */
import { parseArgs } from "node:util";
import { createDeps } from "@/lib/server/deps";
import { env } from "@/lib/server/env";
import { createLog } from "@/lib/server/log";
import { createUser } from "./create-user";
import { verify } from "./verify";

const USAGE = `usage:
  npm run ops -- user:create --email a@b.c [--tier free|pro|pro_plus] [--key]
  npm run ops -- verify --all | --account ID [--account ID ...]`;

const COMMANDS = { "user:create": createUser, verify } as const;

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      email: { type: "string" },
      tier: { type: "string", default: "free" },
      key: { type: "boolean", default: false },
      all: { type: "boolean", default: false },
      account: { type: "string", multiple: true },
    },
  });
  const name = Object.keys(COMMANDS).find((known) => known === positionals[0]);
  if (name === undefined) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const parsed = env();
  const deps = createDeps(parsed, createLog("ops", "silent"));
  try {
    const command = COMMANDS[name as keyof typeof COMMANDS];
    const { output, ok } = await command(deps, values);
    process.stdout.write(`${JSON.stringify(output, null, 2)}\n`);
    return ok ? 0 : 1;
  } finally {
    await deps.close();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
