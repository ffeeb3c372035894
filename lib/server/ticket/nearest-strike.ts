/** Finds the series that comes nearest to one of another date. */
import type { OptionSeries } from "@/lib/engine/instrument/instrument";

/** Of the same right, by strike. */
export function nearestStrike(
  series: readonly OptionSeries[],
  held: OptionSeries,
): OptionSeries | undefined {
  const away = ({ strikeMicros }: OptionSeries) => {
    const distance = strikeMicros - held.strikeMicros;
    return distance < 0n ? -distance : distance;
  };
  const [first, ...others] = series.filter(({ right }) => right === held.right);
  return others.reduce((best, one) => (best && away(best) <= away(one) ? best : one), first);
}
