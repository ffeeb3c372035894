/** What stands before every page and program, over real HTTP: hidden files, methods, headers that lie, sockets of other sites. */
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { expect, test } from "playwright/test";
import { ACTION_OBJECTS } from "../lib/http/testing/access";
import { BASE_URL } from "./pages/bot";
import { newTrader } from "./pages/desk";
import { WireSocket } from "./pages/wire-socket";

const HIDDEN = [
  ...["/.git/config", "/.git/HEAD", "/.env", "/.env.production", "/%2egit/config", "/.npmrc"],
  ...["/server.ts~", "/package.json.bak", "/index.html.old", "/dump.sql", "/tls.key", "/a.swp"],
];
const FOLDERS = ["/_next/", "/_next/static/", "/_next/static/chunks/", "/public/", "/prisma/"];

/** One request as its bytes; the answer as its bytes. */
function raw(request: string): Promise<string> {
  const { hostname, port } = new URL(BASE_URL);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(request));
    socket.setTimeout(10_000, () => reject(new Error(`no end after ${answer}`)));
    socket.on("data", (data) => {
      answer += data.toString("latin1");
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
  });
}

const END = "Host: localhost\r\nCookie: raxx=canary\r\nConnection: close\r\n\r\n";

test("no file of a repository, backup or folder is served", async () => {
  for (const target of HIDDEN) {
    const answer = await fetch(`${BASE_URL}${target}`);
    expect([target, answer.status, await answer.text()]).toEqual([target, 404, ""]);
  }
  for (const folder of FOLDERS) {
    const answer = await fetch(`${BASE_URL}${folder}`, { redirect: "manual" });
    expect([folder, [308, 404].includes(answer.status)]).toEqual([folder, true]);
    expect(await answer.text()).not.toMatch(/Index of|\.js"|<li>/);
  }
});

test("TRACE and methods nobody knows are 405, other hosts' addresses 400", async () => {
  for (const method of ["TRACE", "PROPFIND", "LINK"]) {
    for (const target of ["/", "/v2/account", "/api/sessions"]) {
      const answer = await raw(`${method} ${target} HTTP/1.1\r\n${END}`);
      expect([method, target, answer.split("\r\n")[0]]).toEqual([
        ...[method, target, "HTTP/1.1 405 Method Not Allowed"],
      ]);
      expect(answer).not.toContain("canary");
    }
  }
  expect(await raw(`GET http://evil.example/ HTTP/1.1\r\n${END}`)).toMatch(/^HTTP\/1.1 400 /);
  expect(await raw(`CONNECT evil.example:443 HTTP/1.1\r\n${END}`)).not.toMatch(/^HTTP\/1.1 2/);
});

test("a client cannot say where it comes from, nor which site this is", async ({ browser }) => {
  const extraHTTPHeaders = {
    ...{
      "x-forwarded-for": "203.0.113.9",
      "x-real-ip": "203.0.113.9",
      forwarded: "for=203.0.113.9",
    },
    ...{ "x-raxx-client-ip": "203.0.113.9", "x-forwarded-host": "evil.example" },
    "x-middleware-subrequest": "middleware:middleware",
  };
  const { page, context } = await newTrader(browser, { extraHTTPHeaders });
  const answer = await page.request.get("/api/sessions");
  expect(answer.status()).toBe(200);
  expect(await answer.text()).not.toContain("203.0.113");
  const home = await page.request.get("/", { maxRedirects: 0 });
  expect(JSON.stringify(home.headers()) + (await home.text())).not.toContain("evil.example");
  await context.close();
});

test("a socket of another site's page is refused, one of ours and one of a program are let in", async () => {
  const { host } = new URL(BASE_URL);
  for (const path of ["/ws", "/stream", "/v2/iex"]) {
    for (const origin of [
      ...["https://evil.example", "null", `https://${host}`, `http://evil.${host}`],
      ...[`http://${host}.evil.example`, "http://localhost:1"],
    ]) {
      const opened = WireSocket.open(path, { headers: { origin } }).then(
        () => "opened",
        (error: Error) => error.message,
      );
      expect([path, origin, await opened]).toEqual([
        ...[path, origin, "Unexpected server response: 403"],
      ]);
    }
    for (const headers of [{ origin: new URL(BASE_URL).origin }, undefined]) {
      const socket = await WireSocket.open(path, headers === undefined ? {} : { headers });
      socket.close();
    }
  }
});

test("an origin that lies with a forwarded host is another site's all the same", async () => {
  const headers = { origin: "https://evil.example", "x-forwarded-host": "evil.example" };
  const answer = await fetch(`${BASE_URL}/api/guests`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json", "x-raxx-csrf": "1" },
    body: "{}",
  });
  expect(answer.status).toBe(403);
});

test("the server actions that were built are those of the authorisation matrix", () => {
  const manifest = readFileSync(
    path.join(".next", "server", "server-reference-manifest.json"),
    "utf8",
  );
  const { node, edge } = JSON.parse(manifest);
  const built: { filename: string; exportedName: string }[] = Object.values(node);
  expect(Object.keys(edge)).toEqual([]);
  expect(built.map(({ exportedName }) => exportedName).sort()).toEqual(
    Object.keys(ACTION_OBJECTS).sort(),
  );
  for (const { filename } of built) {
    expect(readFileSync(filename, "utf8"), filename).toMatch(/^["']use server["']/);
  }
});
