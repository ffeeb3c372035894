/**
 * GET /v1beta1/events/corporate-actions (alpaca-wire.md §5.3): actions as they become known or are
 * corrected, as server-sent events that resume.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { isoTime } from "@/lib/server/clock";
import {
  readToldActions,
  TOLD_PAGE,
  type ToldAction,
  type ToldPlace,
} from "@/lib/server/market/told-actions";
import { actionItem } from "@/lib/wire/alpaca/action-item";
import { ACTION_TYPES } from "@/lib/wire/alpaca/corporate-actions";
import { BadDataQuery, listOf, symbolOf } from "@/lib/wire/alpaca/data-query";
import { Instant } from "@/lib/wire/alpaca/instant";
import type { Call, Handler } from "../call";
import type { Contract } from "../contract";
import { openStream, type Pace } from "../event-stream";
import { given, instantOf } from "../v2/query";

const LOOK_MS = 1_000;

/** Streams from now on, from `since`, or after the event of `since_id` or `Last-Event-ID`. */
export const streamActions: Handler = async (call) => {
  const symbols = listOf(call.query, "symbols").map(symbolOf);
  const from = placeOf(call);
  const assets = await call.deps.catalog.listAssets();
  const cusipOf = (symbol: string) => assets.get(symbol)?.cusip ?? "";
  return openStream(call, (gone, pace) => tell(call, { from, symbols, cusipOf, gone, pace }));
};

interface Telling {
  readonly from: ToldPlace;
  readonly symbols: readonly string[];
  readonly cusipOf: (symbol: string) => string;
  readonly gone: AbortSignal;
  readonly pace: Pace;
}

async function* tell(
  { deps }: Call,
  { from, symbols, cusipOf, gone, pace }: Telling,
): AsyncGenerator<string> {
  let place = from;
  while (!gone.aborted && (await pace.isGranted())) {
    const told = await readToldActions(deps, place, symbols);
    const piece = pace.pieceOf(told.map((one) => eventOf(one, cusipOf)).join(""));
    if (piece !== null) yield piece;
    place = told.at(-1) ?? place;
    if (told.length < TOLD_PAGE) await sleep(LOOK_MS, undefined, { signal: gone }).catch(() => {});
  }
}

function eventOf(told: ToldAction, cusipOf: (symbol: string) => string): string {
  const id = idOf(told);
  const { type, action } = actionItem(told.fact, cusipOf);
  const data = { event_id: id, at: isoTime(told.atMs), type, corporate_action: action };
  return `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}

function idOf({ atMs, id }: ToldPlace): string {
  return Buffer.from(`${atMs} ${id}`).toString("base64url");
}

function placeOf(call: Call): ToldPlace {
  const last = call.header("last-event-id") || given(call.query, "since_id");
  const sinceMs = instantOf(call.query, "since");
  if (last === null) return { atMs: sinceMs ?? call.deps.clock.nowMs(), id: "" };
  if (given(call.query, "since_id") !== null && sinceMs !== null) {
    throw new BadDataQuery("only one of since or since_id is accepted");
  }
  const [, atMs = "", id = ""] =
    /^([0-9]{1,15}) (\S{1,128})$/.exec(Buffer.from(last, "base64url").toString()) ?? [];
  if (id === "") throw new BadDataQuery("invalid since_id");
  return { atMs: Number(atMs), id };
}

export const ACTION_EVENTS: Contract = {
  summary: "Corporate actions as they become known or are corrected",
  tag: "Streams",
  query: z.object({
    symbols: z.array(z.string()).optional(),
    since: Instant.optional(),
    since_id: z.string().optional(),
  }),
  answers: {
    200: z.strictObject({
      event_id: z.string(),
      at: z.iso.datetime(),
      type: z.enum(ACTION_TYPES),
      corporate_action: z.looseObject({ id: z.string() }),
    }),
  },
  mediaType: "text/event-stream",
};
