/** A second process of accept-http: the built site without the handler table in front, so that Next's own routes answer. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import next from "next";

async function start(): Promise<number> {
  const app = next({ dev: false, dir: process.cwd(), httpServer: createServer() });
  await app.prepare();
  const handle = app.getRequestHandler();
  const server = createServer((request, response) => {
    request.headers["x-raxx-client-ip"] = request.socket.remoteAddress ?? "unknown";
    void handle(request, response);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

const started = start();
process.on("disconnect", () => process.exit(0)); // with the benchmark, however it ends
process.on("message", () => void started.then((port) => process.send?.({ port })));
