import { useDesk, useDeskContext, useView } from "@/components/desk/desk-context";
import { formatNet, formatProfit } from "@/lib/client/format";
import { formatMoment } from "@/lib/client/format-time";
import { showFill } from "@/lib/client/view-store";
import type { FillView } from "@/lib/wire/raxx/desk";
import { EmptyBook } from "./empty-book";
import { NothingOfSymbol, useOfSymbol } from "./of-symbol";

function Fill({ fill }: { readonly fill: FillView }) {
  const { view } = useDeskContext();
  const shown = useView(({ side }) => side.kind === "fill" && side.id === fill.id);
  return (
    <li className="border-t border-line first:border-t-0">
      <button
        type="button"
        aria-current={shown}
        onClick={() => showFill(view, fill.id)}
        className="flex w-full flex-wrap items-baseline gap-x-3 px-4 py-2 text-left hover:bg-raised aria-[current=true]:bg-raised"
      >
        <time className="w-24 text-xs text-muted">{formatMoment(fill.atMs)}</time>
        <span className="min-w-0 flex-1 font-semibold">{fill.title}</span>
        <span>{formatNet(fill.price, fill.netWord)}</span>
        <span className="min-w-24 text-right text-muted">{formatProfit(fill.cash)} cash</span>
        <span className="text-muted underline">why this price</span>
      </button>
    </li>
  );
}

/** Fills, newest first; each opens its card. */
export function Fills() {
  const all = useDesk((state) => state.desk.fills);
  const fills = useOfSymbol(all, ({ legs }) => legs.map(({ underlying }) => underlying));
  if (all.length === 0) {
    return (
      <EmptyBook>
        <p>No fills yet. Each one opens a card with the quotes and the rule behind its price.</p>
      </EmptyBook>
    );
  }
  if (fills.length === 0) return <NothingOfSymbol />;
  return (
    <ul aria-label="Fills">
      {fills.map((fill) => (
        <Fill key={fill.id} fill={fill} />
      ))}
    </ul>
  );
}
