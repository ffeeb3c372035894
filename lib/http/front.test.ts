import { readdirSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cleanHeaders, lookAt } from "./front";

const get = (url: string, method = "GET") => lookAt({ method, url });

describe("a target that is served by nobody", () => {
  test.each([
    ...["/.git/config", "/.git/HEAD", "/a/.svn/entries", "/.env", "/.env.production", "/.DS_Store"],
    ...["/%2egit/config", "/%2Egit%2fHEAD", "/trade/.hg", "/.npmrc", "/v2/.git/config"],
    ...[
      "/server.ts~",
      "/package.json.bak",
      "/trade.old",
      "/dump.sql",
      "/index.html.orig",
      "/a.swp",
    ],
    ...["/server.key", "/tls.PEM", "/backup.tmp?x=1"],
  ])("%s", (url) => {
    expect(get(url)).toEqual({ serve: false, status: 404 });
  });

  test.each(["http://evil.example/", "*", "evil.example:443"])(
    "%s, which is no path of ours",
    (url) => {
      expect(get(url)).toEqual({ serve: false, status: 400 });
    },
  );

  test("one of nine thousand letters", () => {
    expect(get(`/${"x".repeat(9_000)}`)).toEqual({ serve: false, status: 414 });
  });
});

test("what there is, is served", () => {
  const files = readdirSync("public").map((name) => `/${name}`);
  expect(files.length).toBeGreaterThan(3);
  for (const url of [
    ...files,
    ...["/", "//", "/%", "/trade?symbol=AAPL", "/v2/positions/BRK.B", "/.well-known/security.txt"],
    ...["/_next/static/chunks/a~b.js", "/v2/orders:by_client_order_id?client_order_id=a.bak"],
  ]) {
    expect([url, get(url)]).toEqual([url, { serve: true }]);
  }
});

test.each(["TRACE", "TRACK", "CONNECT", "PROPFIND", "get", "QUERY", ""])(
  "%s is no method of ours",
  (method) => {
    expect(get("/", method)).toEqual({ serve: false, status: 405 });
  },
);

describe("over a socket", () => {
  let server: Server;
  let trusted: readonly string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      cleanHeaders(request, trusted);
      const look = lookAt(request);
      response.writeHead(look.serve ? 200 : look.status).end(JSON.stringify(request.headers));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const port = () => (server.address() as AddressInfo).port;
  async function seen(headers: Record<string, string>): Promise<IncomingHttpHeaders> {
    const answer = await fetch(`http://127.0.0.1:${port()}/`, { headers });
    return (await answer.json()) as IncomingHttpHeaders;
  }

  test("TRACE is answered 405 and shows nothing of the request", async () => {
    const text = await new Promise<string>((resolve) => {
      const socket = connect(port(), "127.0.0.1", () =>
        socket.write("TRACE / HTTP/1.1\r\nHost: x\r\nCookie: canary\r\nConnection: close\r\n\r\n"),
      );
      let answer = "";
      socket.on("data", (data) => {
        answer += String(data);
      });
      socket.on("close", () => resolve(answer));
    });
    expect(text).toMatch(/^HTTP\/1.1 405 /);
  });

  test("what a client claims about proxies is gone before anybody reads it", async () => {
    const headers = await seen({
      "x-forwarded-for": "203.0.113.9",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      "x-forwarded-port": "443",
      "x-real-ip": "203.0.113.9",
      "x-raxx-client-ip": "203.0.113.9",
      forwarded: "for=203.0.113.9",
      "x-middleware-subrequest": "middleware",
      "next-resume": "1",
    });
    expect(Object.keys(headers).sort()).toEqual(
      [
        ...["accept", "accept-encoding", "accept-language", "connection", "host"],
        ...["sec-fetch-mode", "user-agent", "x-raxx-client-ip"],
      ].sort(),
    );
    expect(headers["x-raxx-client-ip"]).toBe("127.0.0.1");
  });

  test("behind a proxy of ours the last hop that is not ours is the client", async () => {
    trusted = ["127.0.0.1", "10.0.0.0/8"];
    const from = async (forwarded: string) =>
      (await seen({ "x-forwarded-for": forwarded }))["x-raxx-client-ip"];
    expect(await from("203.0.113.9")).toBe("203.0.113.9");
    expect(await from("198.51.100.1, 203.0.113.9, 10.1.2.3")).toBe("203.0.113.9");
    expect(await from("203.0.113.9, 198.51.100.1")).toBe("198.51.100.1");
    expect(await from("2001:db8::1")).toBe("2001:db8::1");
    expect(await from("nonsense")).toBe("127.0.0.1");
    expect(await from("203.0.113.9, nonsense")).toBe("127.0.0.1");
    trusted = ["10.0.0.0/8"];
    expect(await from("203.0.113.9")).toBe("127.0.0.1");
    trusted = [];
  });
});
