/**
 * What a program request is to our handlers: neither a web Request nor a Node message, because both
 * bring one here and the fast path must not build the heavier of the two (performance.md).
 */
import type { Caller, Deps } from "@/lib/server/deps";
import { AppError } from "@/lib/server/errors";
import type { Grant } from "@/lib/server/identity/grant";
import type { NewId } from "@/lib/server/ids";
import { badField, type Refusal, refusalBody } from "@/lib/wire/alpaca/refusal";
import type { JsonValue } from "@/lib/wire/json";
import type { FeedKind } from "@/lib/wire/raxx/desk";

export interface ProgramRequest {
  readonly method: string;
  /** As sent: still percent-encoded, without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly search: string;
  /** The value of a header by its lower-case name. */
  header(name: string): string | null;
  /** The body; throws AppError too_large past the limit and bad_request when it never arrives. */
  readBody(bytesMax: number): Promise<Uint8Array>;
}

/** A body that comes in pieces until it ends or its reader, who aborts the signal, is gone. */
export type BodyStream = (gone: AbortSignal) => AsyncIterable<string>;

export interface Reply {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  /** Null for an answer without a body. */
  readonly body: string | BodyStream | null;
}

/** What a handler is given: an authenticated, rate-limited, parsed request. */
export interface Call {
  readonly deps: Deps;
  readonly caller: Caller;
  /** What the caller proved themselves with. */
  readonly grant: Grant;
  /** As X-Request-ID tells it. */
  readonly requestId: string;
  /** The value of a header by its lower-case name. */
  header(name: string): string | null;
  /** Proves the caller again, for an answer that lasts: false once the key or session is gone. */
  stillGranted(): Promise<boolean>;
  readonly params: { readonly [name: string]: string };
  readonly query: URLSearchParams;
  /** The JSON body of a POST, PUT or PATCH; null for other methods. */
  readonly body: JsonValue;
  /** Ids of what the request makes: the same ones when it is sent again with its Idempotency-Key. */
  readonly newId: NewId;
}

export interface Answer {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  /** JSON. Absent for an answer without a body. */
  readonly body?: unknown;
  /** A body of another type instead. */
  readonly text?: { readonly type: string; readonly content: string | BodyStream };
  /** The world the prices are of, where it may be another than the caller's own (decisions 20). */
  readonly feed?: FeedKind;
}

export type Handler = (call: Call) => Promise<Answer>;

/** A refusal on the way to an answer; the wrapper of all handlers turns it into the envelope. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

/** Answers 200 with a body. */
export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** Answers a refusal. */
export function refused(refusal: Refusal): Answer {
  return { status: refusal.status, body: refusalBody(refusal) };
}

/** Stops with 422 40010001 and this text. */
export function refuseField(message: string): never {
  throw new Refused(badField(message));
}

/** The path parameter of the matched pattern. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new AppError("bad_request", `${name} is missing`);
  return value;
}
