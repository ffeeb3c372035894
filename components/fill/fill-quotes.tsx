import { formatPrice, formatQuantity } from "@/lib/client/format";
import { formatTimeMs } from "@/lib/client/format-time";
import type { FillLegView } from "@/lib/wire/raxx/desk";

function Leg({ leg }: { readonly leg: FillLegView }) {
  return (
    <li className="border-b border-line py-2 last:border-b-0">
      <p className="flex justify-between gap-2 font-semibold">
        <span>
          {leg.side === "sell" ? "Sold" : "Bought"} {formatQuantity(leg.qty)} × {leg.name}
        </span>
        <span>{formatPrice(leg.price)}</span>
      </p>
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 text-[0.8125rem]">
        <dt className="text-muted">Bid × size</dt>
        <dd className="text-right">
          {formatPrice(leg.bid)} × {formatQuantity(leg.bidSize)}
        </dd>
        <dt className="text-muted">Ask × size</dt>
        <dd className="text-right">
          {formatPrice(leg.ask)} × {formatQuantity(leg.askSize)}
        </dd>
        <dt className="text-muted">Quote time</dt>
        <dd className="text-right">{formatTimeMs(leg.quoteAtMs)} ET</dd>
      </dl>
    </li>
  );
}

/** The quotes a fill was decided from, leg by leg. */
export function FillQuotes({ legs }: { readonly legs: readonly FillLegView[] }) {
  return (
    <section aria-label="Quotes behind the fill">
      <h3 className="font-semibold">Quotes behind it</h3>
      <ul>
        {legs.map((leg) => (
          <Leg key={leg.symbol} leg={leg} />
        ))}
      </ul>
    </section>
  );
}
