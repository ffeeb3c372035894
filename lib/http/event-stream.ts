/**
 * Server-sent events of an account: resumable by id, cut at the range that was asked for, ended when
 * the credentials are.
 *
 * Nothing is buffered for a reader: what it does not take waits in the database, and a reader that
 * was cut off reads on from the last id it has (decisions 4).
 */
import { AppError } from "@/lib/server/errors";
import { type Batch, followAccount } from "@/lib/server/events/follow-account";
import type { EventMessages } from "@/lib/server/events/messages";
import { decodeEventId } from "@/lib/wire/alpaca/event-id";
import type { Answer, BodyStream, Call } from "./call";
import type { EventRange } from "./event-range";

const STREAMS_PER_USER_MAX = 10;
/** Proxies drop what is silent for long; Alpaca's own streams send comments too. */
const SILENCE_MS_MAX = 10_000;
const RECHECK_MS = 5_000;
/** How soon a browser comes back. */
const RETRY_MS = 1_000;

type ReadMessages = () => Promise<Batch<EventMessages>>;

const open = new Map<string, number>();

/** Answers with a stream of what `read` finds, from the range's first event on. */
export function eventStream(call: Call, range: EventRange, read: ReadMessages): Answer {
  return openStream(call, (gone, pace) => piecesOf(call, range, { read, gone, pace }));
}

/** Answers with a stream of a caller's own, of whom a few may be open at once. */
export function openStream(
  call: Call,
  pieces: (gone: AbortSignal, pace: Pace) => AsyncIterable<string>,
): Answer {
  if ((open.get(call.caller.userId) ?? 0) >= STREAMS_PER_USER_MAX) {
    throw new AppError("rate_limited", `too many event streams: at most ${STREAMS_PER_USER_MAX}`);
  }
  return { status: 200, text: { type: "text/event-stream", content: streamOf(call, pieces) } };
}

/** How long a stream may be silent, and whether its caller still may read it. */
export class Pace {
  private spokeMs: number;
  private checkedMs: number;

  constructor(private readonly call: Call) {
    this.spokeMs = call.deps.clock.nowMs();
    this.checkedMs = this.spokeMs;
  }

  /** Asked again every few seconds. */
  async isGranted(): Promise<boolean> {
    const nowMs = this.call.deps.clock.nowMs();
    if (nowMs - this.checkedMs < RECHECK_MS) return true;
    const granted = await this.call.stillGranted();
    this.checkedMs = this.call.deps.clock.nowMs();
    return granted;
  }

  /** What is sent of a piece: a sign of life for an empty one now and then, else nothing. */
  pieceOf(piece: string): string | null {
    const nowMs = this.call.deps.clock.nowMs();
    if (piece === "" && nowMs - this.spokeMs < SILENCE_MS_MAX) return null;
    this.spokeMs = nowMs;
    return piece === "" ? ": still here\n\n" : piece;
  }
}

function streamOf(
  call: Call,
  pieces: (gone: AbortSignal, pace: Pace) => AsyncIterable<string>,
): BodyStream {
  return async function* stream(gone) {
    const { userId } = call.caller;
    open.set(userId, (open.get(userId) ?? 0) + 1);
    try {
      yield `retry: ${RETRY_MS}\n\n`;
      yield* pieces(gone, new Pace(call));
    } finally {
      const left = (open.get(userId) ?? 1) - 1;
      if (left === 0) open.delete(userId);
      else open.set(userId, left);
    }
  };
}

async function* piecesOf(
  call: Call,
  range: EventRange,
  {
    read,
    gone,
    pace,
  }: { readonly read: ReadMessages; readonly gone: AbortSignal; readonly pace: Pace },
): AsyncGenerator<string> {
  for await (const batch of followAccount(call.deps, call.caller, read, gone)) {
    if (!(await pace.isGranted())) return;
    const piece = pace.pieceOf(batch.items.map((event) => pieceOf(range, event)).join(""));
    if (piece !== null) yield piece;
    if (await isOver(call, range, batch)) return;
  }
}

/** Whether nothing of the range is still to come. */
async function isOver(
  { deps, caller }: Call,
  { untilMs, until }: EventRange,
  { items, full }: Batch<EventMessages>,
): Promise<boolean> {
  const last = items.at(-1);
  if (until !== null) return !full || (last?.version ?? 0) >= until.version; // it has been
  if (untilMs === null) return false;
  if (last !== undefined && last.atMs > untilMs) return true;
  if (full) return false;
  await deps.marketClock.refresh();
  return deps.marketClock.nowMs(caller.feed) > untilMs;
}

function pieceOf(range: EventRange, event: EventMessages): string {
  const { afterMessage, sinceMs, untilMs, until } = range;
  if (sinceMs !== null && event.atMs < sinceMs) return "";
  if (untilMs !== null && event.atMs > untilMs) return "";
  if (until !== null && event.version > until.version) return "";
  const isFirst = afterMessage?.version === event.version;
  const isLast = until?.version === event.version;
  return event.messages
    .filter(({ id }) => !isFirst || partOf(id) > afterMessage.part)
    .filter(({ id }) => !isLast || partOf(id) <= until.part)
    .map(({ id, data }) => `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`)
    .join("");
}

function partOf(id: string): number {
  return decodeEventId(id)?.part ?? 0;
}
