import { formatAge } from "@/lib/client/format-time";
import { useLostMs } from "./use-market-time";

/** Says that the stream is down and what still works; it floats, so nothing below moves. */
export function StreamBanner() {
  const lostMs = useLostMs();
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-28 z-30 flex justify-center px-3 xl:bottom-4 empty:hidden"
    >
      {lostMs === null ? null : (
        <p className="rounded-md border border-warn bg-panel px-3 py-1.5 text-warn shadow-lg">
          Reconnecting… orders still accepted.{" "}
          <span aria-hidden>Prices are {formatAge(lostMs)} old.</span>
        </p>
      )}
    </div>
  );
}
