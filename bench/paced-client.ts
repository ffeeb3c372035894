/**
 * The second process of reads: asks at a steady pace whatever the answers do, so that a server that is
 * slow for a moment is charged with everybody who waits behind it.
 */
import { Agent, get } from "node:http";

export interface PacedRequest {
  readonly port: number;
  readonly path: string;
  readonly keyIds: readonly string[];
  readonly secret: string;
  readonly perSecond: number;
  readonly ms: number;
}

export interface PacedResult {
  /** Milliseconds of each answer of 200, from when it was due. */
  readonly times: readonly number[];
  readonly failed: number;
  /** The last answer. */
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const LOOK_MS = 1;

process.on("message", (request: PacedRequest) => {
  void pace(request).then((result) => process.send?.(result));
});

async function pace(request: PacedRequest): Promise<PacedResult> {
  const startMs = performance.now();
  const total = Math.floor((request.ms * request.perSecond) / 1_000);
  const asked: Promise<string | null>[] = [];
  const times: number[] = [];
  const took = (text: string | null, dueMs: number) => {
    if (text !== null) times.push(performance.now() - dueMs);
    return text;
  };
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      for (;;) {
        const dueMs = startMs + (asked.length * 1_000) / request.perSecond;
        if (asked.length >= total) {
          clearInterval(timer);
          return resolve();
        }
        if (performance.now() < dueMs) return;
        asked.push(ask(request, asked.length).then((text) => took(text, dueMs)));
      }
    }, LOOK_MS);
  });
  const texts = await Promise.all(asked);
  return { times, failed: total - times.length, text: texts.at(-1) ?? "" };
}

function ask({ port, path, keyIds, secret }: PacedRequest, n: number): Promise<string | null> {
  const key = keyIds[n % keyIds.length] ?? "";
  const headers = { "APCA-API-KEY-ID": key, "APCA-API-SECRET-KEY": secret };
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, path, agent, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece));
      response.on("end", () =>
        resolve(response.statusCode === 200 ? Buffer.concat(pieces).toString() : null),
      );
    }).on("error", reject);
  });
}
