/** A streamed body on its way out: what goes wrong after its first byte can only be logged, once. */
import type { Deps } from "@/lib/server/deps";
import type { BodyStream } from "./call";
import { failureOf } from "./failure";

/** The same stream; a failure that is not its reader leaving is logged and ends it. */
export function loggedStream(
  { log }: Pick<Deps, "log">,
  requestId: string,
  stream: BodyStream,
): BodyStream {
  return async function* logged(gone) {
    try {
      yield* stream(gone);
    } catch (error) {
      if (gone.aborted) return;
      const err = error instanceof Error ? error.stack : String(error);
      if (failureOf(error).bug) log.error({ requestId, err }, "stream failed");
      else log.warn({ requestId, err: String(error) }, "stream ended");
      throw error;
    }
  };
}
