/**
 * Writes that carry an Idempotency-Key: sent again, they are answered as the first time and do nothing
 * (decisions 18). A failure of ours is no outcome: the same key may be tried again after it.
 */
import { claimKey, type Outcome, settleKey } from "@/lib/server/idempotency";
import { derivedIds, type NewId } from "@/lib/server/ids";
import { badField, type Refusal, refusalBody } from "@/lib/wire/alpaca/refusal";
import type { JsonValue } from "@/lib/wire/json";
import { type Answer, type Call, type ProgramRequest, Refused } from "./call";
import { failureOf } from "./failure";

const KEY = /^[\x20-\x7e]{1,255}$/;
const WRITES: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

const IN_FLIGHT: Refusal = {
  ...{ status: 409, code: 40910000, extras: {} },
  message: "a request with this Idempotency-Key is in flight",
};

/** The key of a write; null when it has none. */
function keyOf({ method, header }: Pick<ProgramRequest, "method" | "header">): string | null {
  const key = WRITES.has(method) ? header("idempotency-key") : null;
  if (key === null || KEY.test(key)) return key;
  throw new Refused(badField("Idempotency-Key must be 1 to 255 printable characters"));
}

/** Does the work of a request, or gives the answer it had the first time. */
export async function answerOnce(
  { deps, caller }: Pick<Call, "deps" | "caller">,
  { request, body }: { readonly request: ProgramRequest; readonly body: JsonValue },
  work: (newId: NewId | null) => Promise<Answer>,
): Promise<Answer> {
  const key = keyOf(request);
  if (key === null) return work(null);
  const text = `${request.method} ${request.path}?${request.search} ${JSON.stringify(body)}`;
  const claim = await claimKey(deps, caller, { key, request: text });
  switch (claim.kind) {
    case "other_request":
      throw new Refused(badField("Idempotency-Key was used with another request"));
    case "in_flight":
      throw new Refused(IN_FLIGHT);
    case "done":
      return replayed(claim.outcome);
    case "claimed": {
      const newId = derivedIds(claim.createdAtMs, `${caller.accountId}:${key}`);
      const done = await settled(() => work(newId));
      await settleKey(deps, caller, { key, outcome: done.outcome });
      if (done.kind === "failed") throw done.error;
      return done.answer;
    }
  }
}

type Done = { readonly outcome: Outcome | null } & (
  | { readonly kind: "answered"; readonly answer: Answer }
  | { readonly kind: "failed"; readonly error: unknown }
);

async function settled(work: () => Promise<Answer>): Promise<Done> {
  try {
    const answer = await work();
    return { kind: "answered", answer, outcome: outcomeOf(answer) };
  } catch (error) {
    const { refusal } = failureOf(error);
    const body = JSON.stringify(refusalBody(refusal));
    const outcome = refusal.status < 500 ? { status: refusal.status, body } : null;
    return { kind: "failed", error, outcome };
  }
}

/** A failure of ours is none, and what is no JSON is not kept. */
function outcomeOf({ status, body, text }: Answer): Outcome | null {
  if (status >= 500 || text !== undefined) return null;
  return { status, body: body === undefined ? null : JSON.stringify(body) };
}

function replayed({ status, body }: Outcome): Answer {
  const headers = { "Idempotent-Replayed": "true" };
  if (body === null) return { status, headers };
  const parsed: unknown = JSON.parse(body);
  return { status, headers, body: parsed };
}
