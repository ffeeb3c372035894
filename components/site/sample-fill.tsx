import { SimChip } from "@/components/desk/sim-chip";

const ROWS = [
  ["Your limit", "1.30 credit"],
  ["Best bid × ask then", "1.32 × 1.41"],
  ["Sizes", "14 × 9"],
  ["Quote time", "15:31:07.214 ET"],
  ["Rule", "conservative, version 3"],
] as const;

/** A drawing of a fill card with made-up numbers, so that the promise can be seen before signing in. */
export function SampleFill() {
  return (
    <figure
      data-feed="illustration"
      className="self-center rounded-xl border border-line bg-panel p-5"
    >
      <figcaption className="flex items-center gap-2 text-[0.8125rem] text-muted">
        <SimChip />
        An example with made-up numbers
      </figcaption>
      <p className="mt-3 text-base font-semibold">
        Sold 1 × 600/595 put spread at 1.34 credit; the limit was 1.30.
      </p>
      <dl className="mt-4 divide-y divide-line border-y border-line">
        {ROWS.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-4 py-1.5">
            <dt className="text-muted">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-[0.8125rem] text-muted">Live may differ: queue, latency, size.</p>
    </figure>
  );
}
