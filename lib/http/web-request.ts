/** Web Request in, Response out: how Next's routes meet the program API. */
import { AppError } from "@/lib/server/errors";
import type { BodyStream, ProgramRequest, Reply } from "./call";

/** Wraps a Request without reading its body. */
export function fromWebRequest(request: Request): ProgramRequest {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    path: pathname,
    search: search.slice(1),
    header: (name) => request.headers.get(name),
    readBody: (bytesMax) => readWebBody(request, bytesMax),
  };
}

/** The Response of a reply. */
export function toWebResponse({ status, headers, body }: Reply): Response {
  return new Response(typeof body === "function" ? readable(body) : body, { status, headers });
}

function readable(body: BodyStream): ReadableStream<Uint8Array> {
  const gone = new AbortController();
  const pieces = body(gone.signal)[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      gone.abort();
      await pieces.return?.();
    },
  });
}

/** The body of a request as text, within a limit. */
export async function readBodyText(request: Request, bytesMax: number): Promise<string> {
  return Buffer.from(await readWebBody(request, bytesMax)).toString("utf8");
}

async function readWebBody(request: Request, bytesMax: number): Promise<Uint8Array> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > bytesMax) throw tooLarge(bytesMax);
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    length += value.byteLength;
    if (length > bytesMax) {
      await reader.cancel();
      throw tooLarge(bytesMax);
    }
    chunks.push(value);
  }
}

/** The error of a body past the limit. */
export function tooLarge(bytesMax: number): AppError {
  return new AppError("too_large", `request body is larger than ${bytesMax} bytes`);
}
