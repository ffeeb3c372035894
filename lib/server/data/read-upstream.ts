/** Asks the data account and takes only what has the shape we pass on. */
import { z } from "zod";
import { BadDataQuery } from "@/lib/wire/alpaca/data-query";
import type { Deps } from "../deps";
import { AppError } from "../errors";
import { type Upstream, UpstreamRefusal } from "../market/upstream";

export interface UpstreamQuestion {
  readonly path: string;
  /** Null for a parameter that is not sent. */
  readonly params: { readonly [name: string]: string | null };
}

/** Statuses that tell about the question; any other tells about our own account and is ours to mend. */
const ABOUT_THE_QUESTION: ReadonlySet<number> = new Set([400, 404, 422]);
const Envelope = z.object({ message: z.string() });

/** Reads a data path; a question the account finds senseless is a BadDataQuery, the rest is unavailable. */
export async function readUpstream<Shape extends z.ZodType>(
  { log }: Pick<Deps, "log">,
  upstream: Upstream,
  question: UpstreamQuestion,
  shape: Shape,
): Promise<z.infer<Shape>> {
  const body = await read(upstream, question).catch((error: unknown) => {
    if (error instanceof BadDataQuery) throw error;
    log.warn({ err: String(error), path: question.path }, "the data account did not answer");
    throw new AppError("unavailable", "market data is not available; try again", { cause: error });
  });
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  log.warn({ path: question.path, issue }, "the data account answered in another shape");
  throw new AppError("unavailable", "market data is not available; try again");
}

async function read(upstream: Upstream, { path, params }: UpstreamQuestion): Promise<unknown> {
  const given = Object.entries(params).flatMap(([name, value]) =>
    value === null ? [] : [[name, value]],
  );
  try {
    return await upstream.readJson(`${path}?${new URLSearchParams(given)}`);
  } catch (error) {
    if (error instanceof UpstreamRefusal && ABOUT_THE_QUESTION.has(error.status)) {
      throw new BadDataQuery(messageOf(error));
    }
    throw error;
  }
}

function messageOf({ body }: UpstreamRefusal): string {
  try {
    return Envelope.parse(JSON.parse(body)).message;
  } catch {
    // Not Alpaca's envelope: what it says is not for our callers.
    return "invalid request";
  }
}
