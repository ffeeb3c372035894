/** Sends a request to the program API of a fake and reads the whole answer. */
import { handleProgramRequest } from "../table";
import type { Fake } from "./fake-deps";

export interface Sent {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed; null when the answer has no body. */
  readonly body: unknown;
}

/** Sends as the fake's key, or with the headers given. */
export async function send(
  fake: Fake,
  path: string,
  { headers = fake.keys, ...init }: RequestInit = {},
): Promise<Sent> {
  const request = new Request(`http://raxx.test${path}`, { ...init, headers });
  const response = await handleProgramRequest(fake.deps, request);
  if (response === null) throw new Error("the path is ours");
  const text = await response.text();
  const body: unknown = text === "" ? null : JSON.parse(text);
  return { status: response.status, headers: response.headers, body };
}
