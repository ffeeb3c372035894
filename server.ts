/**
 * In front of Next: one origin for pages, programs and sockets (decisions 16).
 *
 * The handler table answers programs before Next, which costs fifteen times as much per request;
 * upgrades of a fixed list of paths are piped to the worker's gateway; the rest is Next's.
 */
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { Duplex } from "node:stream";
import next from "next";
import { cleanHeaders, lookAt, METHODS } from "@/lib/http/front";
import { getDeps } from "@/lib/http/next/deps";
import { handleProgramNode } from "@/lib/http/node";
import { countPageLoad } from "@/lib/http/page-limit";
import { applyPagePolicy } from "@/lib/http/page-policy";
import { renewSession } from "@/lib/http/renew-session";
import { env } from "@/lib/server/env";
import { pageSeconds, read } from "@/lib/server/telemetry/metrics";
import { answerMetrics } from "@/lib/server/telemetry/metrics-page";
import { flushTraces, startTracing } from "@/lib/server/telemetry/traces";
import { ENDPOINTS } from "@/lib/wire/alpaca/data-stream";

const SOCKET_PATHS = new Set(["/ws", "/stream", ...ENDPOINTS.keys()]);

async function main(): Promise<void> {
  const { PORT: port, GATEWAY_PORT: gatewayPort, NODE_ENV } = env();
  const deps = getDeps();
  startTracing(deps.env, "web");
  read("raxx_door_waiting", [], () => [{ labels: {}, value: deps.door.waitingCount }]);
  // Next listens for upgrades on the server it is given and ends those whose path is a page or route of
  // its own, as /v2/sip is by app/v2: it gets a server that nobody calls.
  const httpServer = createServer();
  const dev = NODE_ENV === "development";
  const app = next({ dev, port, hostname: "localhost", httpServer });
  await app.prepare();
  const page = { origin: deps.env.RAXX_ORIGIN, isDevelopment: NODE_ENV === "development" };
  const handlePage = app.getRequestHandler();

  const server = createServer((request, response) => {
    cleanHeaders(request, deps.env.RAXX_TRUSTED_PROXIES);
    const look = lookAt(request);
    if (!look.serve) {
      response.writeHead(look.status, { Allow: [...METHODS].join(", ") }).end();
      return;
    }
    if (answerMetrics(deps, request, response)) return;
    if (handleProgramNode(deps, request, response)) return;
    watchPage(request, response);
    applyPagePolicy(request, response, page);
    countPageLoad(deps, request, response)
      .then(async (isWithin) => {
        if (!isWithin) return;
        await renewSession(deps, request, response);
        await handlePage(request, response);
      })
      .catch((error: unknown) => {
        deps.log.error({ err: String(error), path: request.url }, "page failed");
        if (!response.headersSent) response.writeHead(500).end();
      });
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  const upgradePage = dev ? app.getUpgradeHandler() : null;
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    cleanHeaders(request, deps.env.RAXX_TRUSTED_PROXIES);
    // Not `new URL`: it throws on targets such as "//", and the socket would stay open for ever.
    const [path = "/"] = (request.url ?? "/").split("?", 1);
    if (SOCKET_PATHS.has(path)) pipeUpgrade(request, socket, head, gatewayPort);
    else if (upgradePage !== null) void upgradePage(request, socket, head);
    else socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
  });
  server.listen(port, () => deps.log.info({ port }, "web ready"));

  const stop = () => {
    server.close(
      () =>
        void flushTraces()
          .then(deps.close)
          .finally(() => process.exit(0)),
    );
    server.closeAllConnections();
    setTimeout(() => process.exit(0), 5_000).unref();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
}

/** Times a page; methods are few names of ours, never what a client wrote. */
function watchPage({ method = "" }: IncomingMessage, response: ServerResponse): void {
  const end = pageSeconds.startTimer({ method: METHODS.has(method) ? method : "other" });
  response.once("finish", () => end({ status: String(response.statusCode) }));
}

/** Opens the same upgrade at the gateway and joins the two sockets. */
function pipeUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, port: number): void {
  const upstream = httpRequest({
    host: "127.0.0.1",
    port,
    path: request.url,
    method: "GET",
    headers: request.headers,
  });
  upstream.on("upgrade", (response, gateway, gatewayHead) => {
    const lines = Object.entries(response.headers).map(([name, value]) => `${name}: ${value}`);
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`);
    if (gatewayHead.length > 0) socket.write(gatewayHead);
    if (head.length > 0) gateway.write(head);
    gateway.pipe(socket).pipe(gateway);
    const end = () => {
      gateway.destroy();
      socket.destroy();
    };
    for (const side of [gateway, socket]) side.on("error", end).on("close", end);
  });
  upstream.on("response", (response) =>
    socket.end(`HTTP/1.1 ${response.statusCode} Refused\r\n\r\n`),
  );
  upstream.on("error", () =>
    socket.end("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n\r\n"),
  );
  socket.on("error", () => upstream.destroy());
  upstream.end();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
