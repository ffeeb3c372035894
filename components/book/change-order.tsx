import { useState } from "react";
import { useDeskContext } from "@/components/desk/desk-context";
import { Button } from "@/components/ui/button";
import { DecimalField } from "@/components/ui/decimal-field";
import { netWordOf, withoutSign } from "@/lib/client/format";
import type { OrderView } from "@/lib/wire/raxx/desk";

interface Fields {
  readonly qty: string;
  readonly limit: string;
  readonly stop: string;
}

function fieldsOf({ qty, limit, stop, type }: OrderView): Fields {
  const hasStop = type === "stop" || type === "stop_limit";
  return {
    qty,
    limit: limit === null ? "" : withoutSign(limit),
    stop: hasStop && stop !== null ? stop : "",
  };
}

/** What differs; a net price keeps the sign it had. */
function changesOf(order: OrderView, before: Fields, now: Fields) {
  const sign = order.orderClass === "mleg" && order.limit?.startsWith("-") ? "-" : "";
  return {
    orderId: order.id,
    ...(now.qty === before.qty ? {} : { qty: now.qty }),
    ...(now.limit === before.limit ? {} : { limit: `${sign}${now.limit}` }),
    ...(now.stop === before.stop ? {} : { stop: now.stop }),
  };
}

function limitLabel({ orderClass, limit }: OrderView): string {
  return orderClass === "mleg" && limit !== null ? `Net limit, ${netWordOf(limit)}` : "Limit";
}

/** Changes a working order in place: the new one takes its turn, the old one is kept as replaced. */
export function ChangeOrder({
  order,
  onDone,
}: {
  readonly order: OrderView;
  readonly onDone: () => void;
}) {
  const { actions, desk, refresh } = useDeskContext();
  const [before] = useState(() => fieldsOf(order));
  const [fields, setFields] = useState(before);
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const isSame = Object.keys(changesOf(order, before, fields)).length === 1;

  async function send(): Promise<void> {
    setBusy(true);
    setMessage(null);
    const answer = await actions.change(changesOf(order, before, fields)).catch(() => null);
    setBusy(false);
    if (answer === null || !answer.ok) {
      setMessage(answer?.message ?? "The change may not have arrived. Look at the order's state.");
      return;
    }
    if (desk.getState().connection !== "open") await refresh();
    onDone();
  }

  return (
    <form
      aria-label={`Change ${order.title}`}
      className="flex flex-wrap items-end gap-3 py-1"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <DecimalField
        className="w-28"
        label="Quantity"
        value={fields.qty}
        onChange={(qty) => setFields({ ...fields, qty })}
      />
      {before.stop === "" ? null : (
        <DecimalField
          className="w-28"
          label="Stop"
          value={fields.stop}
          onChange={(stop) => setFields({ ...fields, stop })}
        />
      )}
      {before.limit === "" ? null : (
        <DecimalField
          className="w-28"
          label={limitLabel(order)}
          value={fields.limit}
          onChange={(limit) => setFields({ ...fields, limit })}
        />
      )}
      <Button type="submit" disabled={busy || isSame}>
        {busy ? "Changing…" : "Change order"}
      </Button>
      <Button tone="ghost" onClick={onDone}>
        Keep it
      </Button>
      <p role="alert" className="basis-full text-[0.8125rem] text-error empty:hidden">
        {message}
      </p>
    </form>
  );
}
