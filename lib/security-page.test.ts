/** docs/security.md: what it says of limits, refusals, addresses and outside speakers is what the code has. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isRefusal } from "./server/refusal-log";
import { SECRET_NAMES } from "./server/secret-files";

const ROOT = path.resolve(import.meta.dirname, "..");
const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");
const PAGE = read("docs/security.md");

function section(title: string): string {
  const start = PAGE.indexOf(`## ${title}`);
  expect(start, title).toBeGreaterThan(0);
  return PAGE.slice(start, PAGE.indexOf("\n## ", start + 3));
}

/** A file that opens connections to others, and the words of the table that it belongs to. */
const SPEAKERS: { readonly [file: string]: string } = {
  "lib/server/database/pools.ts": "PostgreSQL",
  "lib/server/database/prisma.ts": "PostgreSQL",
  "lib/server/redis.ts": "Redis",
  "lib/server/mail/mail-transport.ts": "mail server",
  "lib/server/market/upstream.ts": "data account",
  "lib/server/telemetry/traces.ts": "trace collector",
  "lib/server/webhooks/post-webhook.ts": "webhooks of users",
  "server.ts": "worker's gateway",
  "worker/hub/feed-socket.ts": "data account",
  "worker/jobs/jobs.ts": "Redis",
  "worker/webhooks/webhooks.ts": "Redis",
};
const SPEAKS =
  /\bnew pg\.Pool\(|\bnew PrismaPg\(|\bnew Redis\(|createTransport\(\{\s*url|(?<![.\w]|async )fetch\(|new OTLPTraceExporter\(|httpsRequest\b|httpRequest\(|\bnew WebSocket\(|connectionOf\(/;

test("whoever opens a connection to something else is in the list of who speaks to whom", () => {
  const files = ["lib", "worker"].flatMap((dir) =>
    readdirSync(path.join(ROOT, dir), { recursive: true, encoding: "utf8" }).map(
      (file) => `${dir}/${file}`,
    ),
  );
  const speakers = [...files, "server.ts"]
    .filter((file) => /\.ts$/.test(file) && !/\.test\.|\/testing\/|^lib\/client\/|chaos/.test(file))
    .filter((file) => SPEAKS.test(read(file).replace(/^\s*(\/\/|\*|\/\*).*$/gm, "")));
  expect(speakers.sort()).toEqual(Object.keys(SPEAKERS).sort());
  const table = section("Who speaks to whom");
  for (const [file, words] of Object.entries(SPEAKERS)) expect(table, file).toContain(words);
});

test("every address and secret of the environment is in a table", () => {
  const pages = `${PAGE}\n${read("docs/cryptography.md")}`;
  for (const name of [...SECRET_NAMES, "OTEL_EXPORTER_OTLP_ENDPOINT"]) {
    expect(pages, name).toContain(name.replace(/^APCA_.*/, "APCA_"));
  }
});

test("the limits against guessing are those of the code", () => {
  const buckets = [...read("lib/http/auth-limit.ts").matchAll(/(\w+): \{ perMinute: (\d+)/g)];
  const of = (name: string) => buckets.find(([, bucket]) => bucket === name)?.[2];
  const table = section("Guessing, flooding, lockout");
  expect(table).toContain(`${of("place")} a minute from a place, ${of("account")} for an account`);
  expect(table).toContain(`${of("guest")} a minute from a place`);
});

test("what is logged of refusals is what the log takes", () => {
  const said = /each ([\d, and]+) of pages/.exec(section("What is logged"))?.[1] ?? "";
  const statuses = (said.match(/\d+/g) ?? []).map(Number);
  const all = Array.from({ length: 200 }, (_, index) => 400 + index);
  expect(statuses).toEqual(all.filter(isRefusal));
});

test("sessions at once, costly work and the time frames of fixes are decided", () => {
  expect(section("Sessions at once")).toContain("twelve hours");
  expect(section("What costs much")).toContain("300 a minute");
  const frames = section("Components and their time frames");
  for (const severity of ["critical", "high", "medium", "low"]) {
    expect(frames).toMatch(new RegExp(`\\| ${severity}[^|]*\\| [^|]+ \\| [^|]+ \\|`));
  }
});
