import { classNames } from "@/components/ui/class-names";
import { formatPrice, formatQuantity } from "@/lib/client/format";
import type { FillExtrasView, LegAround, QuoteAround } from "@/lib/wire/raxx/fill-context";

/** "−2.3 s" before the fill, "+0.4 s" after it. */
function offsetWords({ offsetMs }: QuoteAround): string {
  const tenths = Math.round(Math.abs(offsetMs) / 100);
  const sign = offsetMs < 0 ? "\u2212" : "+";
  return `${sign}${Math.floor(tenths / 10)}.${tenths % 10} s`;
}

function Leg({ leg }: { readonly leg: LegAround }) {
  if (leg.quotes.length === 0) {
    return <p className="text-muted">{leg.name}: no quote changed in these seconds.</p>;
  }
  const last = leg.quotes.filter(({ offsetMs }) => offsetMs <= 0).at(-1);
  return (
    <div className="max-h-56 overflow-y-auto">
      <table className="w-full text-[0.8125rem]">
        <caption className="pb-1 text-left font-semibold">{leg.name}</caption>
        <thead className="text-muted">
          <tr>
            <th scope="col" className="text-left font-normal">
              From the fill
            </th>
            <th scope="col" className="text-right font-normal">
              Bid × size
            </th>
            <th scope="col" className="text-right font-normal">
              Ask × size
            </th>
          </tr>
        </thead>
        <tbody>
          {leg.quotes.map((quote) => (
            <tr
              key={quote.atMs}
              className={classNames("border-t border-line", quote === last && "bg-sim-tint")}
            >
              <th scope="row" className="py-0.5 text-left font-normal">
                {offsetWords(quote)}
                {quote === last ? <span className="sr-only">, the last before it</span> : null}
              </th>
              <td className="text-right">
                {formatPrice(quote.bid)} × {formatQuantity(quote.bidSize)}
              </td>
              <td className="text-right">
                {formatPrice(quote.ask)} × {formatQuantity(quote.askSize)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The quotes of each leg from ten seconds before the fill to ten after. */
export function QuotesAround({ around }: Pick<FillExtrasView, "around">) {
  return (
    <details>
      <summary className="font-semibold">The seconds around it</summary>
      <div className="flex flex-col gap-3 pt-2">
        {around === null ? (
          <p className="text-muted">
            Kept once ten seconds have passed; fills from before this was kept have none.
          </p>
        ) : (
          around.map((leg) => <Leg key={leg.symbol} leg={leg} />)
        )}
      </div>
    </details>
  );
}
