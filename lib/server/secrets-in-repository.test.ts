/** No secret is in the repository: neither by the shapes secrets have, nor in a file where one is kept. */
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
const BYTES_MAX = 2_000_000;

const FILES = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" })
  .split("\0")
  .filter((file) => file !== "");

/** Keys as their makers write them; ours have a checksum, so examples of the documentation are none. */
const SHAPES = [
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\n[A-Za-z0-9+/]{40}/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}\b/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
  /\bxox[baprs]-[A-Za-z0-9-]{20,}/,
  /\bsk_live_[A-Za-z0-9]{20,}/,
  /\brxp_[A-Za-z0-9_-]{49}\b/,
  /\brxo_[A-Za-z0-9_-]{43}\b/,
  /\bwhsec_[A-Za-z0-9_-]{43}\b/,
  /\b(?:APCA_API_SECRET_KEY|NEXTAUTH_SECRET)=["']?[A-Za-z0-9/+_-]{32,}/,
];

test("no file of the repository has a secret's shape", () => {
  expect(FILES.length).toBeGreaterThan(500);
  const found = FILES.filter((file) => {
    const full = path.join(ROOT, file);
    if (statSync(full, { throwIfNoEntry: false })?.isFile() !== true) return false;
    if (statSync(full).size > BYTES_MAX || /\.(png|woff2?|ico)$/.test(file)) return false;
    const text = readFileSync(full, "utf8");
    return SHAPES.some((shape) => shape.test(text));
  });
  expect(found).toEqual([]);
});

test("no file where secrets are kept is in the repository, nor can be by accident", () => {
  const kept = FILES.filter((file) =>
    /(^|\/)(\.env(\..*)?|.*\.(pem|key|p12|pfx)|nextauth-secret|id_(rsa|ed25519))$/.test(file),
  );
  expect(kept).toEqual([]);
  const ignored = readFileSync(path.join(ROOT, ".gitignore"), "utf8").split("\n");
  expect(ignored).toEqual(expect.arrayContaining([".data/", ".env*", "*.pem", "*.key"]));
});
