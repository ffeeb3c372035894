import { Panel } from "@/components/ui/panel";
import { formatMoment } from "@/lib/client/format-time";
import type { OperatorView } from "@/lib/wire/raxx/operator";
import { Table } from "./table";

/** A column a minute. */
const EVERY = 6;
const COLUMNS = 5;

const BYTES_PER_MB = 1_000_000;

/** "raxx_queue_jobs raxx-jobs failed" reads "queue jobs, raxx-jobs failed". */
function figureWords(name: string): string {
  const [figure = "", ...labels] = name.split(" ");
  const words = figure
    .replace(/^raxx_/, "")
    .replace(/_bytes$/, " MB")
    .replaceAll("_", " ");
  return [words, labels.join(" ").replaceAll("_", " ")].filter((part) => part !== "").join(", ");
}

function rounded(name: string, value: number | undefined): string {
  if (value === undefined) return "—";
  if (/_bytes\b/.test(name)) return String(Math.round(value / BYTES_PER_MB));
  return String(Math.round(value * 100) / 100);
}

/** How well everything is, now and over the last minutes. */
export function HealthPanel({ view }: { readonly view: OperatorView }) {
  const { health, snapshots, counts, leases } = view;
  const checks = Object.entries(health.checks);
  const recent = snapshots.filter((_, index) => index % EVERY === 0).slice(0, COLUMNS);
  const names = [...new Set(recent.flatMap(({ figures }) => Object.keys(figures)))].sort();
  return (
    <Panel title={`Health: ${health.status}`}>
      <Table
        name="Checks"
        head={["Part", "Now"]}
        rows={[
          ...checks.map(([part, state]) => [part, state]),
          ["users", String(counts.users)],
          ["accounts", String(counts.accounts)],
          ["working orders", String(counts.working)],
          ...leases.map((lease) => [`matcher ${lease.partition}`, lease.holder]),
        ]}
      />
      <Table
        name="Figures of the worker, now and over the last minutes"
        head={["Figure", ...recent.map(({ atMs }) => formatMoment(atMs))]}
        rows={names.map((name) => [
          figureWords(name),
          ...recent.map(({ figures }) => rounded(name, figures[name])),
        ])}
      />
    </Panel>
  );
}
