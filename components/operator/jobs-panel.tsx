import { Panel } from "@/components/ui/panel";
import { formatDay, formatMoment } from "@/lib/client/format-time";
import type { OperatorView } from "@/lib/wire/raxx/operator";
import { Table } from "./table";

type Job = OperatorView["jobs"][number];

/** "sim-delayed-take_snapshot-2026-12-17" in the words of a table. */
function jobWords(key: string): readonly [date: string, work: string, feed: string] {
  const [, feed = "", work = key, date = ""] =
    /^[a-z]+-(real_time|delayed)-(\w+)-(\d{4}-\d{2}-\d{2})$/.exec(key) ?? [];
  return [date === "" ? "" : formatDay(date), work.replaceAll("_", " "), feed.replaceAll("_", " ")];
}

/** What went as it should is a count a day; everything else is a row. */
function byDay(jobs: readonly Job[]): readonly (readonly string[])[] {
  const days = new Map<string, Job[]>();
  for (const job of jobs) {
    const [day] = jobWords(job.key);
    days.set(day, [...(days.get(day) ?? []), job]);
  }
  return [...days].map(([day, all]) => [
    day,
    String(all.filter(({ status }) => status === "done").length),
    String(all.filter(({ status }) => status !== "done").length),
    String(all.reduce((sum, { accounts }) => sum + accounts, 0)),
  ]);
}

function needsALook({ status, attempts, error }: Job): boolean {
  return status !== "done" || attempts > 1 || error !== null;
}

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
        name="Late, tried again, or failed"
        head={["Day", "Work", "Feed", "Status", "Tries", "Accounts", "Error"]}
        rows={jobs
          .filter(needsALook)
          .map(({ key, status, attempts, accounts, error }) => [
            ...jobWords(key),
            ...[status, String(attempts), String(accounts), error ?? ""],
          ])}
      />
      <Table
        name="The last jobs by day"
        head={["Day", "Done", "Not done", "Effects on accounts"]}
        rows={byDay(jobs)}
      />
      <Table
        name="Unscheduled days"
        head={["Date", "Kind", "Reason"]}
        rows={calendar.map(({ date, kind, reason }) => [date, kind, reason])}
      />
    </Panel>
  );
}
