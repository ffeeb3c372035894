import { formatTime } from "@/lib/client/format-time";
import type { ClockView } from "@/lib/wire/raxx/desk";
import { useDesk } from "./desk-context";
import { feedWords } from "./feed-badge";
import { useMarketTime } from "./use-market-time";

const PHASES: Record<ClockView["phase"], string> = {
  closed: "Closed",
  overnight: "Overnight",
  pre: "Pre-market",
  core: "Open",
  post: "After hours",
};

/** The market's time in New York and the session it is in. */
export function MarketClock() {
  const atMs = useMarketTime();
  const phase = useDesk((state) => state.clock.phase);
  const label = useDesk((state) => state.clock.label);
  const { market } = label;
  const where = market === "sim" ? "Simulated exchange" : "US market";
  return (
    <div
      className="flex flex-col items-end leading-tight whitespace-nowrap"
      title={`${where}, New York time`}
    >
      <span className="live font-semibold" role="timer">
        {formatTime(atMs)} ET
      </span>
      <span className="text-xs text-muted">
        {/* A phone has no room for the badge here, and its book none of its own. */}
        <span className="md:hidden" data-label={label.feed}>
          {feedWords(label)} ·{" "}
        </span>
        {market === "sim" ? <span className="max-md:hidden">Sim exchange · </span> : null}
        {PHASES[phase]}
      </span>
    </div>
  );
}
