/** Where a worker without a gateway shows its figures: the gateway's port, on loopback, and nothing else there. */
import { createServer } from "node:http";
import type { Deps } from "@/lib/server/deps";
import { answerMetrics } from "@/lib/server/telemetry/metrics-page";

/** Listens; the answer stops it. */
export async function serveFigures(deps: Deps, port: number): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    if (!answerMetrics(deps, request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  return () => new Promise((resolve) => server.close(() => resolve()));
}
