import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";

interface CreateKeyProps {
  /** Answers a sentence when it failed, null when it worked. */
  readonly onCreate: (name: string) => Promise<string | null>;
}

/** Names a new key. */
export function CreateKey({ onCreate }: CreateKeyProps) {
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const id = useId();

  async function create(form: HTMLFormElement): Promise<void> {
    const name = new FormData(form).get("name");
    if (typeof name !== "string" || name.trim() === "") return;
    setBusy(true);
    const failure = await onCreate(name.trim());
    setBusy(false);
    setMessage(failure);
    if (failure === null) form.reset();
  }

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    void create(event.currentTarget);
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-2">
      <label htmlFor={id} className="font-semibold">
        Name of the new key
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          name="name"
          required
          maxLength={60}
          autoComplete="off"
          placeholder="my bot"
          className="field min-w-0 flex-1"
        />
        <Button type="submit" tone="primary" disabled={busy}>
          {busy ? "Creating…" : "Create key"}
        </Button>
      </div>
      <div role="alert" className="text-error empty:hidden">
        {message}
      </div>
    </form>
  );
}
