import { ConfirmButton } from "@/components/settings/confirm-button";
import { Panel } from "@/components/ui/panel";
import { formatMoment } from "@/lib/client/format-time";
import type { ApiKeyView } from "@/lib/wire/raxx/keys";

type Act = (key: ApiKeyView) => Promise<string | null>;

interface KeyListProps {
  readonly keys: readonly ApiKeyView[];
  readonly onRotate: Act;
  readonly onRevoke: Act;
}

/** What a key may do, from where and until when, in a line. */
function termsOf({ scopes, allowedIps, expiresAtMs }: ApiKeyView): string {
  return [
    `May ${scopes.join(", ")}`,
    ...(allowedIps.length === 0 ? [] : [`from ${allowedIps.join(", ")}`]),
    ...(expiresAtMs === null ? [] : [`until ${formatMoment(expiresAtMs)} ET`]),
  ].join(" · ");
}

function KeyRow({
  apiKey,
  onRotate,
  onRevoke,
}: { readonly apiKey: ApiKeyView } & Omit<KeyListProps, "keys">) {
  const { name, keyId, createdAtMs, lastUsedAtMs } = apiKey;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-3 py-2 first:border-t-0">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-semibold">{name}</p>
        <code className="font-mono text-xs break-all text-muted">{keyId}</code>
        <p className="text-xs text-muted">{termsOf(apiKey)}</p>
      </div>
      <p className="text-xs text-muted">
        Made {formatMoment(createdAtMs)} ET
        <br />
        {lastUsedAtMs === null ? "Never used" : `Last used ${formatMoment(lastUsedAtMs)} ET`}
      </p>
      <div className="flex gap-1">
        <ConfirmButton
          label="Exchange"
          spoken={`Exchange ${name}`}
          sure="Make its successor"
          onConfirm={() => onRotate(apiKey)}
        />
        <ConfirmButton
          label="Revoke"
          spoken={`Revoke ${name}`}
          sure="Revoke for good"
          onConfirm={() => onRevoke(apiKey)}
        />
      </div>
    </li>
  );
}

/** The keys that work. */
export function KeyList({ keys, onRotate, onRevoke }: KeyListProps) {
  const working = keys.filter(({ revokedAtMs }) => revokedAtMs === null);
  return (
    <Panel title="Your keys">
      {working.length === 0 ? (
        <p className="px-3 py-4 text-muted">No keys yet. Name one above to make it.</p>
      ) : (
        <ul>
          {working.map((key) => (
            <KeyRow key={key.id} apiKey={key} onRotate={onRotate} onRevoke={onRevoke} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
