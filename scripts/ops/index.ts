/**
 * Operator commands. Each prints JSON on stdout; exit 0 when it did what was asked, 1 when a check
 * failed or something went wrong, 2 for a command it does not know.
 */
import { parseArgs } from "node:util";
import { createDeps } from "@/lib/server/deps";
import { env } from "@/lib/server/env";
import { createLog } from "@/lib/server/log";
import { addAction } from "./add-action";
import { attestData } from "./attest-data";
import { createUser } from "./create-user";
import { fillReports } from "./fill-reports";
import { closeDay, openDay, showDays } from "./market-calendar";
import { oauthApp, oauthRevoke } from "./oauth-app";
import { setOperator } from "./operator";
import { endUserSessions, rotateKeys, setTier } from "./operator-changes";
import { purge } from "./purge";
import { quarantine } from "./quarantine";
import { replayAccount } from "./replay";
import { reportUsage } from "./report-usage";
import { requeue } from "./requeue";
import { runErasures } from "./run-erasures";
import { setRates } from "./set-rates";
import { status } from "./status";
import { switchFeed } from "./switch-feed";
import { listErasures, replayErasures } from "./tombstones";
import { verify } from "./verify";

const USAGE = `usage:
  npm run ops -- user:create --email a@b.c [--tier free|pro|pro_plus] [--key]
  npm run ops -- oauth:app --name NAME --redirect-uri URI [--redirect-uri URI ...]
      [--scope read|trade|data|account:write ...] [--public | --without-pkce]
  npm run ops -- oauth:revoke --client-id ID
  npm run ops -- user:tier --email a@b.c --tier free|pro|pro_plus
  npm run ops -- sessions:end --email a@b.c
  npm run ops -- keys:rotate [--at-once]
  npm run ops -- verify --all | --account ID [--account ID ...]
  npm run ops -- data:attest --email a@b.c
  npm run ops -- feed:off | feed:on --feed sip|delayed_sip|opra|indicative --reason WHY
  npm run ops -- usage:report --month 2026-11
  npm run ops -- erasure:run [--email a@b.c]
  npm run ops -- erasure:list | erasure:replay --file FILE  (keep the list with each backup; replay it on a restored one)
  npm run ops -- status
  npm run ops -- requeue --job KEY [--job KEY ...]
  npm run ops -- quarantine
  npm run ops -- fill:reports
  npm run ops -- replay --account ID [--last 50]
  npm run ops -- calendar:close --date 2026-12-05 --kind closed|half_day --reason WHY [--replace]
  npm run ops -- calendar:open --date 2026-12-05 | calendar:list
  npm run ops -- rates:set --from DATE --source WHERE --debit BPS --credit BPS --risk-free BPS
  npm run ops -- rates:set --from DATE --source WHERE --symbol SYM|'*'|'*hard' --borrow BPS
  npm run ops -- operator:grant | operator:revoke --email a@b.c
  npm run ops -- purge [--dry-run] [--account ID ...]
  npm run ops -- action:add --kind KIND --symbol SYM --ex DATE [--record DATE] [--pay DATE] [--cash 0.25]
      [--new 4 --old 1] [--other SYM] [--special] [--replace]`;

const COMMANDS = {
  "user:create": createUser,
  "data:attest": attestData,
  "feed:off": switchFeed(true),
  "feed:on": switchFeed(false),
  "usage:report": reportUsage,
  "user:tier": setTier,
  "sessions:end": endUserSessions,
  "keys:rotate": rotateKeys,
  verify,
  status,
  requeue,
  quarantine,
  "fill:reports": fillReports,
  purge,
  replay: replayAccount,
  "calendar:close": closeDay,
  "calendar:open": openDay,
  "calendar:list": showDays,
  "rates:set": setRates,
  "operator:grant": setOperator(true),
  "operator:revoke": setOperator(false),
  "action:add": addAction,
  "erasure:run": runErasures,
  "erasure:list": listErasures,
  "erasure:replay": replayErasures,
  "oauth:app": oauthApp,
  "oauth:revoke": oauthRevoke,
} as const;

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      email: { type: "string" },
      tier: { type: "string", default: "free" },
      key: { type: "boolean", default: false },
      feed: { type: "string" },
      reason: { type: "string" },
      month: { type: "string" },
      "at-once": { type: "boolean", default: false },
      all: { type: "boolean", default: false },
      account: { type: "string", multiple: true },
      ...{ last: { type: "string" }, date: { type: "string" }, from: { type: "string" } },
      ...{ source: { type: "string" }, debit: { type: "string" }, credit: { type: "string" } },
      ...{ "risk-free": { type: "string" }, borrow: { type: "string" } },
      "dry-run": { type: "boolean", default: false },
      job: { type: "string", multiple: true },
      kind: { type: "string" },
      symbol: { type: "string" },
      ex: { type: "string" },
      record: { type: "string" },
      pay: { type: "string" },
      cash: { type: "string" },
      new: { type: "string" },
      old: { type: "string" },
      other: { type: "string" },
      special: { type: "boolean", default: false },
      replace: { type: "boolean", default: false },
      name: { type: "string" },
      "redirect-uri": { type: "string", multiple: true },
      scope: { type: "string", multiple: true },
      ...{ public: { type: "boolean" }, "without-pkce": { type: "boolean" } },
      "client-id": { type: "string" },
      file: { type: "string" },
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
