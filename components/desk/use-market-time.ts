import { useEffect, useState } from "react";
import { monotonicMs } from "@/lib/client/clock";
import { useDesk } from "./desk-context";

const TICK_MS = 1_000;
/** Past this the clock stands still: a time the server has not confirmed would be a guess. */
const AHEAD_MS_MAX = 3_000;

/** The market's time, carried forward between the server's messages. */
export function useMarketTime(): number {
  const clock = useDesk((state) => state.clock);
  const clockAtMs = useDesk((state) => state.clockAtMs);
  const [ahead, setAhead] = useState({ of: clock, ms: 0 });

  useEffect(() => {
    const timer = setInterval(() => {
      setAhead({ of: clock, ms: Math.min(AHEAD_MS_MAX, Math.max(0, monotonicMs() - clockAtMs)) });
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [clock, clockAtMs]);

  return clock.marketAtMs + (ahead.of === clock ? ahead.ms : 0);
}

/** How long the stream has been lost, in ms; null while it is up. */
export function useLostMs(): number | null {
  const lostAtMs = useDesk((state) => state.lostAtMs);
  const [nowMs, setNowMs] = useState(0);

  useEffect(() => {
    if (lostAtMs === null) return;
    const tick = () => setNowMs(monotonicMs());
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [lostAtMs]);

  return lostAtMs === null ? null : Math.max(0, nowMs - lostAtMs);
}
