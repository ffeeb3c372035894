import { Panel } from "@/components/ui/panel";
import { formatMoment } from "@/lib/client/format-time";
import type { OperatorView } from "@/lib/wire/raxx/operator";
import { Table } from "./table";

/** The work of market days, and the days that were entered. */
export function JobsPanel({ view: { jobs, open, calendar } }: { readonly view: OperatorView }) {
  return (
    <Panel title="Market days">
      <Table
        name="Not done"
        head={["Status", "Jobs", "Oldest"]}
        rows={open.map(({ status, n, oldest }) => [
          status,
          String(n),
          formatMoment(Date.parse(oldest)),
        ])}
      />
      <Table
        name="Jobs"
        head={["Job", "Status", "Tries", "Accounts", "Error"]}
        rows={jobs.map(({ key, status, attempts, accounts, error }) => [
          ...[key, status, String(attempts), String(accounts), error ?? ""],
        ])}
      />
      <Table
        name="Unscheduled days"
        head={["Date", "Kind", "Reason"]}
        rows={calendar.map(({ date, kind, reason }) => [date, kind, reason])}
      />
    </Panel>
  );
}
