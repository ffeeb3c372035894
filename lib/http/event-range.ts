/**
 * Which part of an account's log a stream is asked for: `since` and `until` in market time, or
 * `since_id` and `until_id`; a `Last-Event-ID` header, which browsers and SSE clients send by
 * themselves when they come back, wins over both (alpaca-wire.md §4.1, decisions 4).
 */
import { logHead, versionBefore } from "@/lib/server/events/account-log";
import { decodeEventId } from "@/lib/wire/alpaca/event-id";
import { type Call, refuseField } from "./call";
import { given, instantOf } from "./v2/query";

export interface EventRange {
  /** The stream begins with the event after this one … */
  readonly afterVersion: number;
  /** … and of it leaves out what is up to this message. */
  readonly afterMessage: Message | null;
  readonly sinceMs: number | null;
  readonly untilMs: number | null;
  readonly until: Message | null;
}

interface Message {
  readonly version: number;
  readonly part: number;
}

/** Reads the range; what makes no sense, or is not of this account yet, is 422. */
export async function eventRangeOf(call: Call): Promise<EventRange> {
  const { query } = call;
  const sinceMs = instantOf(query, "since");
  const untilMs = instantOf(query, "until");
  const last = call.header("last-event-id");
  const sinceId = last === null || last === "" ? given(query, "since_id") : last;
  const untilId = given(query, "until_id");
  if (given(query, "since_id") !== null && sinceMs !== null) {
    refuseField("only one of since or since_id is accepted");
  }
  if (untilMs !== null && untilId !== null) {
    refuseField("only one of until or until_id is accepted");
  }
  // Alpaca's own text (§1.1): an end needs a beginning.
  if ((untilMs !== null || untilId !== null) && sinceMs === null && sinceId === null) {
    refuseField("invalid param: both since & until required");
  }
  const head = await logHead(call.deps, call.caller);
  const since = sinceId === null ? null : messageOf(sinceId, "since_id", head.version);
  const until = untilId === null ? null : messageOf(untilId, "until_id", head.version);
  const bounds = { untilMs, until };
  if (since !== null) {
    return { ...bounds, afterVersion: since.version - 1, afterMessage: since, sinceMs: null };
  }
  const afterVersion =
    sinceMs === null ? head.version : await versionBefore(call.deps, call.caller, sinceMs);
  return { ...bounds, afterVersion, afterMessage: null, sinceMs };
}

function messageOf(text: string, name: string, headVersion: number): Message {
  const id = decodeEventId(text);
  if (id === null || id.version > headVersion) {
    return refuseField(`invalid ${name}: not an event of this account`);
  }
  return { version: id.version, part: id.part };
}
