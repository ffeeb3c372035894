/** docs/cryptography.md: the inventory names exactly the files that use cryptography, and nothing weak is among it. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");
const PAGE = readFileSync(path.join(ROOT, "docs/cryptography.md"), "utf8");

/** Ids that must only be new are no cryptography. */
const USES =
  /\b(createHash|createHmac|create(?:C|Dec)ipher\w*|hkdf\w*|scrypt\w*|pbkdf2\w*|argon2\w*|randomBytes|timingSafeEqual|SignJWT|jwtVerify|createSign|createVerify|generateKeyPair\w*|subtle|verify\w+Response|generate\w+Options|hash)\b/;
const FROM = /from "(?:node:crypto|jose|@simplewebauthn\/server)"/;

const FILES = ["lib", "worker", "app", "components", "scripts/ops"]
  .flatMap((dir) =>
    readdirSync(path.join(ROOT, dir), { recursive: true, encoding: "utf8" }).map(
      (file) => `${dir}/${file}`,
    ),
  )
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|\/testing\//.test(file))
  .map((file) => ({ file, text: readFileSync(path.join(ROOT, file), "utf8") }))
  .filter(({ text }) => FROM.test(text));

function importsOf(text: string): string {
  return [
    ...text.matchAll(/import \{([^}]*)\} from "(?:node:crypto|jose|@simplewebauthn\/server)"/g),
  ]
    .map(([, names = ""]) => names)
    .join(" ");
}

test("the inventory has a row for each file that uses cryptography, and for no other", () => {
  const found = FILES.filter(({ text }) => USES.test(importsOf(text))).map(({ file }) => file);
  const listed = [...PAGE.matchAll(/^\| `((?:lib|worker|app|scripts)[^`]+)` \|/gm)].map(
    ([, file = ""]) => file,
  );
  expect(listed.sort()).toEqual(found.sort());
});

test("no weak hash, cipher or mode is used, but for names that two protocols prescribe", () => {
  const names = ["lib/server/ids.ts", "lib/http/upstash-redis.ts"];
  for (const { file, text } of FILES) {
    const algorithms = [
      ...text.matchAll(/(?:createHash|createHmac|hash|create(?:C|Dec)ipheriv)\(\s*"([^"]+)"/g),
    ].map(([, name = ""]) => name);
    const weak = algorithms.filter((name) => !["sha256", "sha512", "aes-256-gcm"].includes(name));
    expect([file, weak.filter((name) => name !== "sha1" || !names.includes(file))]).toEqual([
      file,
      [],
    ]);
  }
});

test("every key of the policy says where it is, how long it lives and how it is changed", () => {
  const policy = PAGE.slice(PAGE.indexOf("## Policy of keys"), PAGE.indexOf("## When an"));
  const rows = policy.split("\n").filter((line) => /^\| (?!key|---)/.test(line));
  expect(rows.length).toBeGreaterThanOrEqual(7);
  for (const row of rows) expect(row.split("|").slice(1, -1)).toHaveLength(6);
  for (const command of policy.match(/`npm run ops -- ([\w:]+)/g) ?? []) {
    const name = command.split(" ").at(-1) ?? "";
    const ops = readFileSync(path.join(ROOT, "scripts/ops/index.ts"), "utf8");
    expect(ops).toContain(`"${name}"`);
  }
});
