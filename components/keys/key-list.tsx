import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { formatMoment } from "@/lib/client/format-time";
import type { ApiKeyView } from "@/lib/wire/raxx/keys";

interface KeyListProps {
  readonly keys: readonly ApiKeyView[];
  readonly onRevoke: (key: ApiKeyView) => Promise<string | null>;
}

function Revoke({
  apiKey,
  onRevoke,
}: { readonly apiKey: ApiKeyView } & Pick<KeyListProps, "onRevoke">) {
  const [state, setState] = useState<"idle" | "asking" | "busy">("idle");
  const [message, setMessage] = useState<string | null>(null);

  async function revoke(): Promise<void> {
    setState("busy");
    setMessage(await onRevoke(apiKey));
    setState("idle");
  }

  if (state === "idle") {
    return (
      <span className="flex flex-col items-end gap-1">
        <Button
          size="small"
          aria-label={`Revoke ${apiKey.name}`}
          onClick={() => setState("asking")}
        >
          Revoke
        </Button>
        {message === null ? null : (
          <span role="alert" className="text-error">
            {message}
          </span>
        )}
      </span>
    );
  }
  return (
    <span className="flex gap-1">
      <Button size="small" tone="danger" disabled={state === "busy"} onClick={() => void revoke()}>
        Revoke for good
      </Button>
      <Button size="small" tone="ghost" onClick={() => setState("idle")}>
        Keep
      </Button>
    </span>
  );
}

/** The keys that work. */
export function KeyList({ keys, onRevoke }: KeyListProps) {
  const working = keys.filter(({ revokedAtMs }) => revokedAtMs === null);
  return (
    <Panel title="Your keys">
      {working.length === 0 ? (
        <p className="px-3 py-4 text-muted">No keys yet. Name one above to make it.</p>
      ) : (
        <ul>
          {working.map((key) => (
            <li
              key={key.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-3 py-2 first:border-t-0"
            >
              <div className="min-w-0 flex-1">
                <p className="font-semibold">{key.name}</p>
                <code className="font-mono text-xs break-all text-muted">{key.keyId}</code>
              </div>
              <p className="text-xs text-muted">
                Made {formatMoment(key.createdAtMs)} ET
                <br />
                {key.lastUsedAtMs === null
                  ? "Never used"
                  : `Last used ${formatMoment(key.lastUsedAtMs)} ET`}
              </p>
              <Revoke apiKey={key} onRevoke={onRevoke} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
