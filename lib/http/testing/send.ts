/** Sends a request to the program API of a fake, and reads the whole answer, which keeps to its contract. */
import { handleProgramRequest } from "../table";
import { contractFaults } from "./contract-faults";
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
  const { status } = response;
  const faults = contractFaults(init.method ?? "GET", path, { status, body });
  if (faults.length > 0) throw new Error(`${path} breaks its contract: ${faults.join("; ")}`);
  return { status, headers: response.headers, body };
}
