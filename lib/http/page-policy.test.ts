import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pageHeaders, STYLE_HASHES } from "./page-policy";

const hash = (css: string) => `'sha256-${createHash("sha256").update(css).digest("base64")}'`;

/** The first string literal after a mark in a library's code, as the browser would see it. */
function literalAfter(file: string, mark: string): string {
  const code = readFileSync(file, "utf8");
  const start = code.lastIndexOf(mark) + mark.length;
  const found = /^"(?:[^"\\]|\\.)*"/s.exec(code.slice(start));
  if (found === null) throw new Error(`${file} has no text after ${mark}`);
  return JSON.parse(found[0].replaceAll("\\'", "'"));
}

test("the styles that libraries insert by script are known by their hash", () => {
  const sonner = literalAfter("node_modules/sonner/dist/index.mjs", "__insertCSS(");
  const charts = literalAfter(
    "node_modules/lightweight-charts/dist/lightweight-charts.production.mjs",
    'createElement("style"),this.qv.innerText=',
  );
  expect(STYLE_HASHES).toEqual([hash(""), hash(sonner), hash(charts)]);
});

test("a page may load from itself alone, runs what its nonce names, and is in nobody's frame", () => {
  const origin = "https://raxx.example";
  const headers = pageHeaders({ origin, nonce: "abc", isDevelopment: false });
  const policy = headers["Content-Security-Policy"] ?? "";
  const rules = new Map(policy.split("; ").map((rule) => [rule.split(" ")[0], rule]));
  expect(rules.get("default-src")).toBe("default-src 'none'");
  expect(rules.get("script-src")).toBe("script-src 'nonce-abc' 'strict-dynamic'");
  expect(rules.get("connect-src")).toBe("connect-src 'self' wss://raxx.example");
  expect(rules.get("frame-ancestors")).toBe("frame-ancestors 'none'");
  expect(rules.get("base-uri")).toBe("base-uri 'none'");
  expect(rules.get("form-action")).toBe("form-action 'self'");
  expect(rules.get("style-src-elem")).not.toContain("unsafe");
  expect(policy).not.toContain("unsafe-eval");
  expect(headers).toMatchObject({
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
  });
});

test("over plain http nothing is promised about https", () => {
  const origin = "http://localhost:3000";
  const headers = pageHeaders({ origin, nonce: "abc", isDevelopment: false });
  expect(headers["Strict-Transport-Security"]).toBeUndefined();
  expect(headers["Content-Security-Policy"]).toContain("ws://localhost:3000");
});
