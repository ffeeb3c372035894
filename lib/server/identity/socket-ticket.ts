/**
 * One-use tickets for sockets: a browser sends its cookie to a socket of any page, so the cookie is
 * not believed there; a ticket comes over HTTP, where the origin was checked (reliability.md T8).
 */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Deps } from "../deps";
import { rereadSession, type SessionReading } from "./sessions";

const TICKET_SECONDS = 30;
const TICKET = /^[A-Za-z0-9_-]{43}$/;

const Named = z.object({ sessionId: z.string(), userId: z.string(), accountId: z.string() });

/** Makes a ticket for a session. */
export async function issueSocketTicket(
  { redis }: Pick<Deps, "redis">,
  { sessionId, caller: { userId, accountId } }: Pick<SessionReading, "sessionId" | "caller">,
): Promise<string> {
  const ticket = randomBytes(32).toString("base64url");
  const named = JSON.stringify({ sessionId, userId, accountId });
  await redis.set(keyOf(ticket), named, "EX", TICKET_SECONDS);
  return ticket;
}

/** Takes a ticket for good; null when it was used, ran out, or its session ended meanwhile. */
export async function redeemSocketTicket(
  { redis, webPool }: Pick<Deps, "redis" | "webPool">,
  ticket: string,
): Promise<SessionReading | null> {
  const text = TICKET.test(ticket) ? await redis.getdel(keyOf(ticket)) : null;
  return text === null ? null : rereadSession(webPool, Named.parse(JSON.parse(text)));
}

function keyOf(ticket: string): string {
  return `raxx:socket-ticket:${ticket}`;
}
