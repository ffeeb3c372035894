/**
 * GET /metrics of a process, for whoever has METRICS_TOKEN. Without the token set, or without it sent, there is
 * no such page: figures say how much is traded here, and by how many.
 */
import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Env } from "../env";
import type { Log } from "../log";
import { registry } from "./metrics";

interface Needs {
  readonly env: Pick<Env, "METRICS_TOKEN">;
  readonly log: Log;
}

/** Answers a request for /metrics and returns true; false, at once, for any other and for a stranger. */
export function answerMetrics(
  needs: Needs,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const [path] = (request.url ?? "/").split("?", 1);
  if (path !== "/metrics" || !isAllowed(needs.env.METRICS_TOKEN, request)) return false;
  registry.metrics().then(
    (text) => response.writeHead(200, { "Content-Type": registry.contentType }).end(text),
    (error: unknown) => {
      needs.log.warn({ err: String(error) }, "figures could not be read");
      response.writeHead(503).end();
    },
  );
  return true;
}

function isAllowed(token: string | undefined, { headers, method }: IncomingMessage): boolean {
  if (token === undefined || method !== "GET") return false;
  const sent = Buffer.from(headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return sent.length === wanted.length && timingSafeEqual(sent, wanted);
}
