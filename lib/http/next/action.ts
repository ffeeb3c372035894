/**
 * Around every server action: session, origin and errors. Each action is a public endpoint and is
 * treated as one.
 */
import { headers } from "next/headers";
import { z } from "zod";
import type { Caller, Deps } from "@/lib/server/deps";
import { AppError } from "@/lib/server/errors";
import { uuidv7 } from "@/lib/server/ids";
import { refuseErasing } from "@/lib/server/privacy/erasure";
import { isRefusal, logRefusal } from "@/lib/server/refusal-log";
import type { ActionResult } from "@/lib/wire/raxx/ticket";
import { clientIp } from "../client-ip";
import { type Limits, limitsOf } from "../limits";
import { getDeps } from "./deps";
import { currentReading } from "./session";

const AccountId = z.string().max(64).nullable();

/** A refusal of an action that a person may read. */
export class Refused extends Error {}

/** One of somebody who may not, rather than of what was asked. */
class Denied extends Refused {
  constructor(
    readonly status: 401 | 403 | 429,
    message: string,
  ) {
    super(message);
  }
}

type Work<T> = (deps: Deps, caller: Caller) => Promise<T>;

/** An action of the user, on whichever account this browser looks at. */
export function action<T>(bucket: keyof Limits, work: Work<T>): Promise<ActionResult<T>> {
  return actionOn(null, bucket, work);
}

/**
 * Authenticates, checks the origin and turns every failure into data with a request id. A page that
 * shows an account names it, so that another tab's choice cannot send an order elsewhere.
 */
export async function actionOn<T>(
  accountId: unknown,
  bucket: keyof Limits,
  work: Work<T>,
): Promise<ActionResult<T>> {
  const deps = getDeps();
  const requestId = uuidv7(deps.clock.nowMs());
  let userId: string | null = null;
  try {
    await refuseForeignOrigin(deps);
    const reading = await currentReading(AccountId.parse(accountId));
    if (reading === null)
      throw new Denied(401, "Your session has ended, or this account was put away.");
    userId = reading.caller.userId;
    refuseErasing(reading);
    await countAction(deps, reading.caller, bucket);
    return { ok: true, value: await work(deps, reading.caller) };
  } catch (error) {
    await noteRefusal(deps, error, { requestId, userId });
    return { ok: false, message: messageOf(error, deps, requestId), requestId };
  }
}

async function noteRefusal(
  deps: Deps,
  error: unknown,
  who: { readonly requestId: string; readonly userId: string | null },
): Promise<void> {
  if (!(error instanceof Denied || error instanceof AppError) || !isRefusal(error.status)) return;
  const { status } = error;
  const ip = clientIp(await headers());
  logRefusal(deps, { surface: "action", status, route: "action", ip, ...who });
}

/** Orders count as a program's calls do; previews as pages (decisions 21). */
async function countAction(deps: Deps, caller: Caller, bucket: keyof Limits): Promise<void> {
  const { allowed } = await limitsOf(deps)[bucket].take(caller.userId, caller.tier);
  if (!allowed) throw new Denied(429, "Too many requests of your plan. Wait a minute.");
}

function messageOf(error: unknown, deps: Deps, requestId: string): string {
  if (error instanceof Refused || error instanceof AppError) return error.message;
  if (error instanceof z.ZodError) return "The form is not valid.";
  deps.log.error(
    { requestId, err: error instanceof Error ? error.stack : String(error) },
    "action failed",
  );
  return "Something went wrong on our side; nothing was changed.";
}

/** Next lets an action without an Origin through; we do not (reliability.md §2.4). */
async function refuseForeignOrigin({ env }: Deps): Promise<void> {
  const origin = (await headers()).get("origin");
  if (origin !== new URL(env.RAXX_ORIGIN).origin) {
    throw new Denied(403, "This form was sent from another site.");
  }
}
