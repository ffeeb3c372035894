/** An order that is refused: its answer is the one given, and nothing happened to the account. */
import { expect } from "vitest";
import { fakeDeps } from "./fake-deps";
import { send } from "./send";

export interface BadOrder {
  readonly name: string;
  /** Text and bytes are sent as they are. */
  readonly body: BodyInit | object;
  readonly status: number;
  readonly answer: object;
}

export async function expectRefused({ body, status, answer }: BadOrder): Promise<void> {
  const fake = fakeDeps({ tier: "pro" });
  const raw = typeof body === "string" || body instanceof Uint8Array;
  const sent = await send(fake, "/v2/orders", {
    method: "POST",
    body: raw ? (body as BodyInit) : JSON.stringify(body),
  });
  expect(sent.status).toBe(status);
  expect(sent.body).toEqual(answer);
  expect(fake.states).toHaveLength(1);
  expect(fake.logged).toEqual([]);
}
