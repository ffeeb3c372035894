import { Clock, Unplug, Zap } from "lucide-react";
import { Chip } from "@/components/ui/chip";
import { formatAge } from "@/lib/client/format-time";
import type { FeedLabel } from "@/lib/wire/raxx/desk";
import { useDesk } from "./desk-context";
import { useLostMs } from "./use-market-time";

/** The words for a feed: "REAL-TIME" or "DELAYED 15m". */
export function feedWords(label: FeedLabel): string {
  return label.feed === "real_time"
    ? "REAL-TIME"
    : `DELAYED ${Math.round(label.delaySeconds / 60)}m`;
}

/** Names the feed of a panel, without its state. */
export function FeedName({ label }: { readonly label: FeedLabel }) {
  return (
    <Chip
      tone="slate"
      label={label.feed}
      title="The feed these prices come from; your orders fill on the same one."
    >
      {label.feed === "delayed" ? <Clock aria-hidden size={12} /> : <Zap aria-hidden size={12} />}
      {feedWords(label)}
    </Chip>
  );
}

/** Names the feed of a panel only where it is not the desk's own, which the top bar names. */
export function OtherFeedName({ label }: { readonly label: FeedLabel }) {
  const isOther = useDesk(({ clock }) => feedWords(clock.label) !== feedWords(label));
  return isOther ? <FeedName label={label} /> : null;
}

/** The feed of the whole desk and whether it is alive. */
export function FeedBadge() {
  const clock = useDesk((state) => state.clock);
  const lostMs = useLostMs();
  if (lostMs !== null || !clock.feedAlive) {
    return (
      <Chip
        tone="warn"
        label={clock.label.feed}
        title="No fresh prices. Orders wait for the feed to come back."
      >
        <Unplug aria-hidden size={12} />
        {lostMs === null ? "STALE" : `STALE ${formatAge(lostMs)}`}
      </Chip>
    );
  }
  return <FeedName label={clock.label} />;
}
