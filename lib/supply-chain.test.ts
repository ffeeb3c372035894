/** What Raxx is made of: the bill of materials is the lock file, from one registry, by hash, and no part is older than docs/security.md allows. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");
const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");

interface Locked {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

const PACKAGES: readonly (readonly [string, Locked])[] = Object.entries<Locked>(
  JSON.parse(read("package-lock.json")).packages,
)
  .filter(([place, { link }]) => place !== "" && link !== true)
  .map(([place, locked]) => [place.split("node_modules/").at(-1) ?? "", locked]);

interface Component {
  readonly name: string;
  readonly group?: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes: readonly { readonly alg: string; readonly content: string }[];
}

function sbom(): { readonly bomFormat: string; readonly components: readonly Component[] } {
  const dir = mkdtempSync(path.join(tmpdir(), "raxx-sbom-"));
  try {
    const file = path.join(dir, "sbom.json");
    execFileSync(process.execPath, ["scripts/sbom.mjs", file], { cwd: ROOT });
    return JSON.parse(readFileSync(file, "utf8"));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

test("the bill of materials and the lock file agree on every name, version and hash", () => {
  const { bomFormat, components } = sbom();
  expect(bomFormat).toBe("CycloneDX");
  const hashOf = (integrity = "") =>
    Buffer.from(integrity.replace(/^sha512-/, ""), "base64").toString("hex");
  const locked = new Set(
    PACKAGES.map(([name, { version, integrity }]) => `${name}@${version} ${hashOf(integrity)}`),
  );
  const listed = new Set(
    components.map(({ group, name, version, hashes }) => {
      const sha512 = hashes.find(({ alg }) => alg === "SHA-512")?.content;
      return `${group === undefined ? "" : `${group}/`}${name}@${version} ${sha512}`;
    }),
  );
  expect(listed.size).toBeGreaterThan(400);
  expect([...listed].sort()).toEqual([...locked].sort());
  expect(components.filter(({ purl }) => !purl.startsWith("pkg:npm/"))).toEqual([]);
});

test("every package comes from the one registry, by its SHA-512, and runs nothing when it is installed", () => {
  const odd = PACKAGES.filter(
    ([, { resolved, integrity = "" }]) =>
      (resolved !== undefined && !resolved.startsWith("https://registry.npmjs.org/")) ||
      !integrity.startsWith("sha512-"),
  );
  expect(odd).toEqual([]);
  expect(read(".npmrc")).toContain("ignore-scripts=true");
  const { dependencies, devDependencies } = JSON.parse(read("package.json"));
  const ranges = Object.values<string>({ ...dependencies, ...devDependencies });
  expect(ranges.filter((range) => !/^\d+\.\d+\.\d+/.test(range))).toEqual([]);
});

/** Rows of docs/security.md such as "| `next` | 16.3.3 | … |". */
const FLOORS = [...read("docs/security.md").matchAll(/^\| `([^`]+)` \| (\d+\.\d+\.\d+) \|/gm)].map(
  ([, name = "", floor = ""]) => ({ name, floor }),
);

function isAtLeast(version: string, floor: string): boolean {
  const numbers = (text: string) => text.split(/[.-]/).slice(0, 3).map(Number);
  const [have, want] = [numbers(version), numbers(floor)];
  const first = have.findIndex((part, index) => part !== want[index]);
  return first === -1 || (have[first] ?? 0) > (want[first] ?? 0);
}

test("there are floors", () => {
  expect(FLOORS.length).toBeGreaterThanOrEqual(4);
  expect([isAtLeast("16.4.5", "16.3.3"), isAtLeast("16.3.2", "16.3.3")]).toEqual([true, false]);
});

test.each(FLOORS)("$name is locked at $floor or later, everywhere it is", ({ name, floor }) => {
  const versions = PACKAGES.filter(([locked]) => locked === name).map(([, { version }]) => version);
  expect(versions.length).toBeGreaterThan(0);
  expect(versions.filter((version) => !isAtLeast(version, floor))).toEqual([]);
});
