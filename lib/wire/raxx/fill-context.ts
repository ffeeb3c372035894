/** The quotes around a fill, as they are kept and as they are shown. */
import { z } from "zod";
import { ShownText } from "./shown-name";

/** At, bid in micros, bid size, ask in micros, ask size. */
export type ContextQuote = [number, number, number, number, number];

export interface QuoteAround {
  readonly atMs: number;
  /** Before it is negative. */
  readonly offsetMs: number;
  readonly bid: string;
  readonly bidSize: string;
  readonly ask: string;
  readonly askSize: string;
}

export interface LegAround {
  readonly symbol: string;
  readonly name: string;
  readonly quotes: readonly QuoteAround[];
}

export interface FillNote {
  readonly text: string;
  readonly tags: readonly string[];
}

/** What belongs to a fill beside its record. */
export interface FillExtrasView {
  /** Null until ten seconds have passed, and for fills from before they were kept. */
  readonly around: readonly LegAround[] | null;
  readonly note: FillNote | null;
  /** What was reported about it; null while nothing was. */
  readonly reported: string | null;
}

/** A note on a campaign or a fill; without a text and tags it is taken away. */
export const NoteForm = z.strictObject({
  subject: z.union([
    z.strictObject({ kind: z.literal("campaign"), id: z.string().max(64) }),
    z.strictObject({ kind: z.literal("fill"), id: z.uuid() }),
    /** The campaign that holds a position. */
    z.strictObject({ kind: z.literal("position"), symbol: z.string().max(24) }),
  ]),
  text: ShownText,
  tags: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,23}$/u),
    )
    .max(10),
});
export type NoteForm = z.infer<typeof NoteForm>;

export const ReportForm = z.strictObject({
  fillId: z.uuid(),
  text: ShownText.min(5),
});
export type ReportForm = z.infer<typeof ReportForm>;
