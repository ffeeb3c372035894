import { Panel } from "@/components/ui/panel";
import { formatMoment } from "@/lib/client/format-time";
import type { OperatorView } from "@/lib/wire/raxx/operator";
import { Table } from "./table";

/** How well everything is, now and over the last minutes. */
export function HealthPanel({ view }: { readonly view: OperatorView }) {
  const { health, snapshots, counts, leases } = view;
  const checks = Object.entries(health.checks);
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
        name="Snapshots of the worker"
        head={["At", "Feed age", "Tail lag", "Loop p99", "Memory", "Deciding", "Jobs", "Laws"]}
        rows={snapshots.map((one) => [
          formatMoment(one.atMs),
          one.feedAgeS === null ? "—" : `${Math.round(one.feedAgeS)} s`,
          `${one.tailLagMs} ms`,
          `${Math.round(one.loopP99Ms)} ms`,
          `${one.rssMb} MB`,
          String(one.deciding),
          Object.entries(one.jobs)
            .map(([name, count]) => `${name} ${count}`)
            .join(", ") || "none",
          one.lawsRoundAtMs === null ? "—" : formatMoment(one.lawsRoundAtMs),
        ])}
      />
    </Panel>
  );
}
