import { BadgeCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import {
  formatMoney,
  formatNet,
  formatProfit,
  formatQuantity,
  spokenMoney,
} from "@/lib/client/format";
import { formatDay, formatTimeMs } from "@/lib/client/format-time";
import { newYorkOf } from "@/lib/engine/calendar/new-york";
import type { FillView } from "@/lib/wire/raxx/desk";
import { FillQuotes } from "./fill-quotes";

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex justify-between gap-3 py-1">
      <dt className="text-muted">{name}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}

function Recomputed({ fill }: { readonly fill: FillView }) {
  return fill.recomputed ? (
    <p className="flex items-center gap-1.5 text-[0.8125rem]">
      <BadgeCheck aria-hidden size={16} className="text-sim" />
      Recomputed from its record: same fill.
    </p>
  ) : (
    <p className="flex items-center gap-1.5 text-[0.8125rem] text-error">
      <TriangleAlert aria-hidden size={16} />
      Recomputing gave another fill. Please report it; we keep the record.
    </p>
  );
}

function Fees({ fill }: { readonly fill: FillView }) {
  return fill.fees.map(({ name, amount }) => (
    <Line key={`${name} ${amount}`} name={name}>
      {formatMoney(amount)}
    </Line>
  ));
}

/** What happened, why at this price, and the quotes and rule it was decided from. */
export function FillBody({ fill }: { readonly fill: FillView }) {
  return (
    <>
      <p className="text-base font-semibold text-balance">{fill.sentence}</p>
      <dl className="divide-y divide-line border-y border-line text-[0.8125rem]">
        <Line name="Price">{formatNet(fill.price, fill.netWord)}</Line>
        <Line name="Quantity">{formatQuantity(fill.qty)}</Line>
        <Line name="Time">
          {formatDay(newYorkOf(fill.atMs).date)} {formatTimeMs(fill.atMs)} ET
        </Line>
        <Fees fill={fill} />
        <Line name="Cash, fees included">
          <span aria-hidden>{formatProfit(fill.cash)}</span>
          <span className="sr-only">{spokenMoney(fill.cash)}, simulated</span>
        </Line>
      </dl>
      <FillQuotes legs={fill.legs} />
      <section aria-label="How the price was derived" className="flex flex-col gap-1">
        <h3 className="font-semibold">Why this price</h3>
        <p className="text-[0.8125rem] text-muted">
          Rule {fill.rule}, version {fill.rulesVersion}, profile {fill.profile}
        </p>
        <ol className="list-decimal pl-5 text-[0.8125rem]">
          {fill.steps.map((step) => (
            <li key={step} className="py-0.5">
              {step}
            </li>
          ))}
        </ol>
      </section>
      <Recomputed fill={fill} />
      <p className="text-[0.8125rem] text-muted">Live may differ: queue, latency, size.</p>
    </>
  );
}
