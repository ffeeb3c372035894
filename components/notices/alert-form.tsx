import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { DecimalField } from "@/components/ui/decimal-field";
import { Segmented } from "@/components/ui/segmented";
import type { AlertForm as Form } from "@/lib/wire/raxx/notices";
import type { ActionResult } from "@/lib/wire/raxx/ticket";

const DIRECTIONS = [
  { value: "rises_to", label: "Rises to" },
  { value: "falls_to", label: "Falls to" },
] as const;

interface AlertFormProps {
  /** What stands in the field at first; empty for nothing. */
  readonly symbol: string;
  readonly onAdd: (form: Form) => Promise<ActionResult<null>>;
}

/** A price to wait for. What was typed stays when it is refused. */
export function AlertForm({ symbol: first, onAdd }: AlertFormProps) {
  const router = useRouter();
  const id = useId();
  const [form, setForm] = useState<Form>({ symbol: first, direction: "rises_to", price: "" });
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  async function add(): Promise<void> {
    setBusy(true);
    const answer = await onAdd(form).catch(() => null);
    setBusy(false);
    setMessage(
      answer?.ok === true ? null : (answer?.message ?? "The server could not be reached."),
    );
    if (answer?.ok !== true) return;
    setForm({ ...form, price: "" });
    router.refresh();
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void add();
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-wrap items-end gap-3 p-3">
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-xs text-muted">
          Symbol
        </label>
        <input
          id={id}
          required
          maxLength={24}
          autoComplete="off"
          autoCapitalize="characters"
          placeholder="SPY"
          value={form.symbol}
          onChange={({ target }) => setForm({ ...form, symbol: target.value.toUpperCase() })}
          className="field w-44"
        />
      </div>
      <Segmented
        label="When its mark"
        value={form.direction}
        options={DIRECTIONS}
        onChange={(direction) => setForm({ ...form, direction })}
      />
      <DecimalField
        className="w-28"
        label="Price"
        value={form.price}
        onChange={(price) => setForm({ ...form, price })}
      />
      <Button type="submit" tone="primary" disabled={busy || form.price === ""}>
        {busy ? "Adding…" : "Add alert"}
      </Button>
      <p role="alert" className="basis-full text-error empty:hidden">
        {message}
      </p>
    </form>
  );
}
