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
import type { ActionResult } from "@/lib/wire/raxx/ticket";
import { type Limits, limitsOf } from "../limits";
import { getDeps } from "./deps";
import { currentReading } from "./session";

const AccountId = z.string().max(64).nullable();

/** A refusal of an action that a person may read. */
export class Refused extends Error {}

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
  try {
    await refuseForeignOrigin(deps);
    const reading = await currentReading(AccountId.parse(accountId));
    if (reading === null)
      throw new Refused("Your session has ended, or this account was put away.");
    refuseErasing(reading);
    await countAction(deps, reading.caller, bucket);
    return { ok: true, value: await work(deps, reading.caller) };
  } catch (error) {
    return { ok: false, message: messageOf(error, deps, requestId), requestId };
  }
}

/** Orders count as a program's calls do; previews as pages (decisions 21). */
async function countAction(deps: Deps, caller: Caller, bucket: keyof Limits): Promise<void> {
  const { allowed } = await limitsOf(deps)[bucket].take(caller.userId, caller.tier);
  if (!allowed) throw new Refused("Too many requests of your plan. Wait a minute.");
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
    throw new Refused("This form was sent from another site.");
  }
}
