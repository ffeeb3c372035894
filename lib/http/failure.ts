/**
 * What an error that reached the outermost layer is answered with. Expected ones by their status,
 * an unreachable store as 503, everything else as 500 without its message (style.md §2.5).
 */
import type { AppError, AppErrorCode } from "@/lib/server/errors";
import type { BadDataQuery } from "@/lib/wire/alpaca/data-query";
import { type Refusal, refusalBody } from "@/lib/wire/alpaca/refusal";
import { Refused } from "./call";

export interface Failure {
  readonly refusal: Refusal;
  /** Seconds after which to try again; null when that would not help. */
  readonly retryAfter: number | null;
  /** True for what we did not expect: it is logged, once. */
  readonly bug: boolean;
}

const CODE_OF: { readonly [C in AppErrorCode]: number } = {
  bad_request: 40010000,
  unauthenticated: 40110000,
  step_up_required: 40110000,
  forbidden: 40310000,
  not_found: 40410000,
  conflict: 40910000,
  too_large: 41310000,
  rate_limited: 42910000,
  unavailable: 50310000,
};

const UNAVAILABLE: Failure = {
  refusal: { status: 503, code: 50310000, message: "service unavailable, try again", extras: {} },
  retryAfter: 1,
  bug: false,
};
const BUG: Failure = {
  // alpaca-wire.md §1.1.
  refusal: { status: 500, code: 50010000, message: "internal server error occurred", extras: {} },
  retryAfter: null,
  bug: true,
};

/** Node's network errors, PostgreSQL's connection and shutdown states, Prisma's and ioredis' words for them. */
const UNREACHABLE =
  /^(ECONN(REFUSED|RESET|ABORTED)|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|08...|57P0[1-3]|57014|53300|P1001|P1002|P1008|P1017|P2024|P2037)$/;
const UNREACHABLE_MESSAGE =
  /connection terminated|timeout exceeded when trying to connect|connection is closed|command timed out|max retries per request/i;
const CAUSES_MAX = 4;

/** Sorts an error. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Refused) return { refusal: error.refusal, retryAfter: null, bug: false };
  if (isBadDataQuery(error)) {
    // The data API's 400 has no code (§1.1).
    const refusal = { status: 400, code: null, message: error.message, extras: {} };
    return { refusal, retryAfter: null, bug: false };
  }
  if (isAppError(error)) {
    const { status, message, code } = error;
    const retryAfter = status === 503 || status === 429 ? 1 : null;
    return {
      refusal: { status, code: CODE_OF[code], message, extras: {} },
      retryAfter,
      bug: false,
    };
  }
  return isUnreachable(error) ? UNAVAILABLE : BUG;
}

/** The text of a failure's body. */
export function failureText({ refusal }: Failure): string {
  return JSON.stringify(refusalBody(refusal));
}

/** By name, not by class: Next bundles a second copy of the class beside the one that made the door. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === "AppError" && "code" in error;
}

function isBadDataQuery(error: unknown): error is BadDataQuery {
  return error instanceof Error && error.name === "BadDataQuery";
}

function isUnreachable(error: unknown): boolean {
  let current: unknown = error;
  for (let depth = 0; depth < CAUSES_MAX && current instanceof Error; depth += 1) {
    const code = "code" in current ? String(current.code) : "";
    if (UNREACHABLE.test(code) || UNREACHABLE_MESSAGE.test(current.message)) return true;
    current = current.cause;
  }
  return false;
}
