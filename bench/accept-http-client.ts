/**
 * The second process of accept-http: keeps connections busy with one request each, over plain
 * sockets, because a client library would cost more of the two cores than the server.
 */
import { randomUUID } from "node:crypto";
import { connect, type Socket } from "node:net";

export interface LoadRequest {
  readonly port: number;
  readonly keyIds: readonly string[];
  readonly secret: string;
  readonly symbols: readonly string[];
  readonly connections: number;
  /** 0 for one greeting of each key instead of orders. */
  readonly ms: number;
}

export interface LoadResult {
  /** Answers of 200. */
  readonly answered: number;
  readonly failed: number;
}

const HEAD_END = "\r\n\r\n";
const LAST_PIECE = "\r\n0\r\n\r\n";

process.on("message", (request: LoadRequest) => {
  void load(request).then((result) => process.send?.(result));
});

async function load(request: LoadRequest): Promise<LoadResult> {
  if (request.ms === 0) return greet(request);
  const endMs = performance.now() + request.ms;
  let sent = 0;
  const all = await Promise.all(
    Array.from({ length: request.connections }, (_, connection) =>
      converse(request.port, () => {
        if (performance.now() >= endMs) return null;
        sent += 1;
        return message(request, sent, connection);
      }),
    ),
  );
  return {
    answered: all.reduce((total, one) => total + one.answered, 0),
    failed: all.reduce((total, one) => total + one.failed, 0),
  };
}

/** One call of each key, so that a slice begins with keys and accounts that have been used before. */
async function greet(request: LoadRequest): Promise<LoadResult> {
  const answers = await Promise.all(
    request.keyIds.map(async (keyId) => {
      const headers = { "APCA-API-KEY-ID": keyId, "APCA-API-SECRET-KEY": request.secret };
      const answer = await fetch(`http://127.0.0.1:${request.port}/v2/account`, { headers });
      await answer.text();
      return answer.ok;
    }),
  );
  const answered = answers.filter(Boolean).length;
  return { answered, failed: answers.length - answered };
}

/** One connection: a request, its answer, the next request, until there is none. */
function converse(port: number, next: () => string | null): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    let answered = 0;
    let failed = 0;
    let text = "";
    const socket: Socket = connect(port, "127.0.0.1");
    socket.setNoDelay(true);
    socket.setEncoding("latin1");
    const send = () => {
      const request = next();
      if (request !== null) socket.write(request);
      else socket.end(() => resolve({ answered, failed }));
    };
    socket.once("connect", send);
    socket.on("error", reject);
    socket.on("data", (chunk: string) => {
      text += chunk;
      const head = text.indexOf(HEAD_END);
      if (head < 0) return;
      if (!isWhole(text, head + HEAD_END.length)) return;
      if (text.startsWith("HTTP/1.1 200")) answered += 1;
      else {
        if (failed === 0) console.error(text.slice(0, 600));
        failed += 1;
      }
      text = "";
      send();
    });
  });
}

/** Whether an answer's body is all there: so many bytes, or pieces up to an empty one, as Next sends them. */
function isWhole(text: string, from: number): boolean {
  const length = /content-length: (\d+)/i.exec(text)?.[1];
  return length === undefined ? text.endsWith(LAST_PIECE) : text.length >= from + Number(length);
}

function message({ keyIds, secret, symbols }: LoadRequest, n: number, connection: number): string {
  const body = JSON.stringify({
    symbol: symbols[n % symbols.length],
    qty: "1",
    side: "buy",
    type: "limit",
    time_in_force: "gtc",
    limit_price: "90.00",
    client_order_id: randomUUID(),
  });
  return [
    "POST /v2/orders HTTP/1.1",
    "Host: localhost",
    `APCA-API-KEY-ID: ${keyIds[connection % keyIds.length]}`,
    `APCA-API-SECRET-KEY: ${secret}`,
    "Content-Type: application/json",
    `Content-Length: ${body.length}`,
    "",
    body,
  ].join("\r\n");
}
