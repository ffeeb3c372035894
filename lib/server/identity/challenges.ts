/**
 * Single-use challenges of passkey ceremonies, kept in Redis for as long as a person takes to touch
 * a sensor. Taking one deletes it, so that an answer can be used once.
 */
import type { Redis } from "ioredis";
import { z } from "zod";
import { uuidv7 } from "../ids";

const CHALLENGE_SECONDS = 300;

const Ceremony = z.object({
  kind: z.enum(["register", "authenticate"]),
  challenge: z.string(),
  email: z.string(),
  userId: z.string(),
});
export type Ceremony = z.infer<typeof Ceremony>;

/** Keeps a ceremony and answers the id the browser must bring back. */
export async function startCeremony(
  redis: Redis,
  ceremony: Ceremony,
  nowMs: number,
): Promise<string> {
  const id = uuidv7(nowMs);
  await redis.set(key(id), JSON.stringify(ceremony), "EX", CHALLENGE_SECONDS);
  return id;
}

/** Takes a ceremony for good; null when it was used, ran out or never was. */
export async function takeCeremony(redis: Redis, id: string): Promise<Ceremony | null> {
  const text = await redis.getdel(key(id));
  return text === null ? null : Ceremony.parse(JSON.parse(text));
}

function key(id: string): string {
  return `raxx:ceremony:${id}`;
}
