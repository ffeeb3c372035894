import { Cloud, KeyRound, ShieldAlert } from "lucide-react";
import { type FormEvent, useState } from "react";
import { ConfirmButton } from "@/components/settings/confirm-button";
import { Button } from "@/components/ui/button";
import { formatMoment } from "@/lib/client/format-time";
import type { PasskeyView } from "@/lib/wire/raxx/security";

interface PasskeyRowProps {
  readonly passkey: PasskeyView;
  readonly isLast: boolean;
  readonly onRename: (name: string) => Promise<string | null>;
  readonly onRemove: () => Promise<string | null>;
}

function Name({ passkey, onRename }: Pick<PasskeyRowProps, "passkey" | "onRename">) {
  const [editing, setEditing] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  async function save(form: HTMLFormElement): Promise<void> {
    const name = String(new FormData(form).get("name") ?? "").trim();
    const failure = name === "" ? "Give it a name." : await onRename(name);
    setMessage(failure);
    if (failure === null) setEditing(false);
  }

  if (!editing) {
    return (
      <p className="flex flex-wrap items-center gap-1 font-semibold">
        <span className="min-w-0 break-words">{passkey.name}</span>
        <Button
          size="small"
          tone="ghost"
          aria-label={`Rename ${passkey.name}`}
          onClick={() => setEditing(true)}
        >
          Rename
        </Button>
      </p>
    );
  }
  return (
    <form
      className="flex flex-wrap items-center gap-1"
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        void save(event.currentTarget);
      }}
    >
      <input
        name="name"
        aria-label="New name"
        defaultValue={passkey.name}
        maxLength={60}
        className="field h-7 w-48"
      />
      <Button type="submit" size="small">
        Save
      </Button>
      <span role="alert" className="text-error empty:hidden">
        {message}
      </span>
    </form>
  );
}

function Kind({ passkey: { locked, synced } }: Pick<PasskeyRowProps, "passkey">) {
  const Icon = locked ? ShieldAlert : synced ? Cloud : KeyRound;
  const words = locked
    ? "Locked: it may have been copied. Remove it."
    : synced
      ? "Synced between your devices"
      : "On one device";
  return (
    <span className={locked ? "flex items-center gap-1 text-error" : "flex items-center gap-1"}>
      <Icon aria-hidden size={14} />
      {words}
    </span>
  );
}

/** One passkey: its name, what kind it is, when it was used, and its end. */
export function PasskeyRow({ passkey, isLast, onRename, onRemove }: PasskeyRowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-3 py-2 first:border-t-0">
      <div className="min-w-0 flex-1">
        <Name passkey={passkey} onRename={onRename} />
        <p className="text-xs text-muted">
          <Kind passkey={passkey} />
          Made {formatMoment(passkey.createdAtMs)} ET ·{" "}
          {passkey.lastUsedAtMs === null
            ? "not used since"
            : `last used ${formatMoment(passkey.lastUsedAtMs)} ET`}
        </p>
      </div>
      {isLast ? (
        <span className="text-xs text-muted">Your only one: it stays</span>
      ) : (
        <ConfirmButton
          label="Remove"
          spoken={`Remove ${passkey.name}`}
          sure="Remove for good"
          onConfirm={onRemove}
        />
      )}
    </li>
  );
}
