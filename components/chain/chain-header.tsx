import { classNames } from "@/components/ui/class-names";
import { GridColumnName, GridRow } from "@/components/ui/grid";
import type { Column } from "./chain-columns";
import { type ChainLayout, outward, type Right, type Sides } from "./chain-sides";

const PRICES = [
  { head: "Bid", spoken: "bid" },
  { head: "Ask", spoken: "ask" },
] as const;

function Name({
  head,
  spoken,
  about,
  className = "text-right",
}: {
  readonly head: string;
  readonly spoken: string;
  readonly about?: string | undefined;
  readonly className?: string;
}) {
  return (
    <GridColumnName
      aria-label={spoken}
      title={about === undefined ? spoken : `${spoken}: ${about}`}
      className={classNames("px-1.5 py-1 text-xs text-muted", className)}
    >
      {head}
    </GridColumnName>
  );
}

function Side({ right, sides, columns }: { right: Right } & Omit<HeaderProps, "layout">) {
  const prefix = sides === "both" ? `${right === "call" ? "Call" : "Put"} ` : "";
  const prices = PRICES.map(({ head, spoken }) => (
    <Name key={head} head={head} spoken={`${prefix}${spoken}`} />
  ));
  const figures = outward(columns, right, sides).map(({ id, head, name, about }) => (
    <Name key={id} head={head} spoken={`${prefix}${name.toLowerCase()}`} about={about} />
  ));
  return sides === "both" && right === "call" ? [...figures, ...prices] : [...prices, ...figures];
}

interface HeaderProps {
  readonly sides: Sides;
  readonly columns: readonly Column[];
  readonly layout: ChainLayout;
}

/** The names of the chain's columns. */
export function ChainHeader({ sides, columns, layout }: HeaderProps) {
  const strike = <Name head="Strike" spoken="strike" className="text-center" />;
  const shown = { sides, columns };
  return (
    <GridRow
      aria-rowindex={1}
      className="overflow-hidden border-b border-line [scrollbar-gutter:stable] [scrollbar-width:thin]"
    >
      {sides === "both" ? (
        <div role="presentation" className="grid grid-cols-2 pt-1 text-xs text-muted" aria-hidden>
          <span className="text-center">Calls</span>
          <span className="text-center">Puts</span>
        </div>
      ) : null}
      <div role="presentation" className="grid" style={{ gridTemplateColumns: layout.template }}>
        {sides === "both" ? (
          <>
            <Side right="call" {...shown} />
            {strike}
            <Side right="put" {...shown} />
          </>
        ) : (
          <>
            {strike}
            <Side right={sides} {...shown} />
          </>
        )}
      </div>
    </GridRow>
  );
}
