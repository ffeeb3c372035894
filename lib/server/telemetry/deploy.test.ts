import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { metricNames } from "./metrics";

const DEPLOY = path.join(import.meta.dirname, "../../../deploy");
const NAME = /\braxx_[a-z0-9_]+/g;

function filesIn(dir: string): readonly string[] {
  return readdirSync(dir).flatMap((name) => {
    const file = path.join(dir, name);
    return statSync(file).isDirectory() ? filesIn(file) : [file];
  });
}

test("deploy/ names no figure that nobody measures", () => {
  const known = new Set(
    metricNames().flatMap((name) => [name, `${name}_bucket`, `${name}_count`, `${name}_sum`]),
  );
  const named = filesIn(DEPLOY).flatMap((file) => {
    const names = readFileSync(file, "utf8").match(NAME) ?? [];
    return names.map((name) => ({ file: path.relative(DEPLOY, file), name }));
  });
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter(({ name }) => !known.has(name))).toEqual([]);
});

test("what is measured of our own is on the dashboard", () => {
  const dashboard = readFileSync(path.join(DEPLOY, "grafana/raxx.json"), "utf8");
  const ours = metricNames().filter((name) => !/^raxx_(process|nodejs)_/.test(name));
  expect(ours.filter((name) => !dashboard.includes(name))).toEqual([]);
});

test("every alert says what to do", () => {
  const rules = readFileSync(path.join(DEPLOY, "prometheus/rules.yml"), "utf8");
  const alerts = rules.match(/- alert: /g)?.length ?? 0;
  expect(alerts).toBeGreaterThan(10);
  for (const field of ["expr: ", "severity: (page|ticket)", "summary: ", "do: "]) {
    expect(rules.match(new RegExp(field, "g"))?.length).toBe(alerts);
  }
});
