/**
 * Node's own request and response straight to the program API: the fast path of server.ts, which
 * builds no Request, no Response and no stream (a Next route costs 15 times a bare handler, measured;
 * architecture.md).
 */
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Deps } from "@/lib/server/deps";
import { AppError } from "@/lib/server/errors";
import type { BodyStream, ProgramRequest, Reply } from "./call";
import { answerProgramRequest } from "./handler";
import { isProgramPath, programApi } from "./table";
import { tooLarge } from "./web-request";

/** A body that trickles in slower than this is not waited for; headers have the server's own limit. */
const BODY_MS_MAX = 10_000;

/**
 * Answers a program request and returns true, or returns false at once when the path is not ours.
 */
export function handleProgramNode(
  deps: Deps,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const url = request.url ?? "/";
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  if (!isProgramPath(path)) return false;
  const search = mark < 0 ? "" : url.slice(mark + 1);
  void answerProgramRequest(programApi(deps), fromNode(request, path, search)).then((reply) =>
    write(response, reply),
  );
  return true;
}

function fromNode(request: IncomingMessage, path: string, search: string): ProgramRequest {
  return {
    method: request.method ?? "GET",
    path,
    search,
    header: (name) => {
      const value = request.headers[name];
      return typeof value === "string" ? value : null;
    },
    readBody: (bytesMax) => readNodeBody(request, bytesMax),
  };
}

function write(response: ServerResponse, reply: Reply): void {
  if (response.destroyed) return;
  if (typeof reply.body === "function") {
    void writeStream(response, reply, reply.body);
    return;
  }
  const headers: { [name: string]: string | number } = { ...reply.headers };
  if (reply.body !== null) headers["Content-Length"] = Buffer.byteLength(reply.body);
  // The rest of an oversized body is not read to its end to find the next request behind it.
  if (reply.status === 413) headers.Connection = "close";
  response.writeHead(reply.status, headers);
  response.end(reply.body ?? undefined);
}

/** A reader that does not take what it is sent holds only itself up: the next piece waits for it. */
async function writeStream(
  response: ServerResponse,
  reply: Reply,
  body: BodyStream,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  response.writeHead(reply.status, reply.headers);
  response.flushHeaders();
  try {
    for await (const piece of body(gone.signal)) {
      if (gone.signal.aborted) return;
      if (!response.write(piece)) await once(response, "drain", { signal: gone.signal });
    }
    response.end();
  } catch {
    // The reader went away, or the stream could not go on and has said so to the log.
    response.destroy();
  }
}

function readNodeBody(request: IncomingMessage, bytesMax: number): Promise<Uint8Array> {
  if (Number(request.headers["content-length"] ?? 0) > bytesMax) {
    return Promise.reject(tooLarge(bytesMax));
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      request.removeListener("data", take);
      // Every request closes in the end: left on, each would build an error that nobody reads.
      request.removeListener("close", lost);
      finish();
    };
    const take = (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length > bytesMax) settle(() => reject(tooLarge(bytesMax)));
    };
    const lost = () => settle(() => reject(new AppError("bad_request", "the body never arrived")));
    const timer = setTimeout(lost, BODY_MS_MAX);
    request.on("data", take);
    request.once("end", () => settle(() => resolve(Buffer.concat(chunks))));
    request.once("error", lost);
    request.once("close", lost);
  });
}
