/** GETs of the page's own API, answered as data: a failed read shows a sentence, not a broken page. */
import type { ActionResult } from "@/lib/wire/raxx/ticket";

const NETWORK_MESSAGE = "The server could not be reached. Nothing was changed; try again.";

function messageOf(body: unknown): string {
  if (typeof body === "object" && body !== null && "message" in body) {
    if (typeof body.message === "string") return body.message;
  }
  return "The server could not answer that. Try again.";
}

/** Reads JSON from one of our own paths. The server owns the shape, so it is not checked twice. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<ActionResult<T>> {
  try {
    const response = await fetch(path, signal === undefined ? {} : { signal });
    const requestId = response.headers.get("x-request-id") ?? "";
    const body: unknown = await response.json();
    if (!response.ok) return { ok: false, message: messageOf(body), requestId };
    return { ok: true, value: body as T };
  } catch {
    return { ok: false, message: NETWORK_MESSAGE, requestId: "" };
  }
}
