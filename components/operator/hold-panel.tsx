import { Panel } from "@/components/ui/panel";
import { formatMoment } from "@/lib/client/format-time";
import type { OperatorView } from "@/lib/wire/raxx/operator";
import { Table } from "./table";

/** Accounts the sweeper or a job put on hold, and what jobs could not do. */
export function HoldPanel({ view: { frozen, held } }: { readonly view: OperatorView }) {
  return (
    <Panel title="On hold">
      <Table
        name="Accounts on hold"
        head={["Account", "Since", "Why"]}
        rows={frozen.map(({ id, at, reason }) => [id, formatMoment(Date.parse(at)), reason])}
      />
      <Table
        name="What jobs could not do"
        head={["Job", "Account", "Outcome", "Detail"]}
        rows={held.map(({ job, id, outcome, detail }) => [job, id, outcome, detail ?? ""])}
      />
    </Panel>
  );
}
