import { useSyncExternalStore } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import type { MadeKeyView } from "@/lib/wire/raxx/keys";

const noChange = () => () => undefined;

function useOrigin(): string {
  return useSyncExternalStore(
    noChange,
    () => location.origin,
    () => "",
  );
}

function snippets(origin: string, made: MadeKeyView | null) {
  const headers = [
    `-H "APCA-API-KEY-ID: ${made?.key.keyId ?? "YOUR_KEY"}"`,
    `-H "APCA-API-SECRET-KEY: ${made?.secret ?? "YOUR_SECRET"}"`,
  ].join(" \\\n  ");
  return [
    { title: "See the account", text: `curl ${origin}/v2/account \\\n  ${headers}` },
    {
      title: "Buy one share, simulated",
      text: `curl ${origin}/v2/orders \\\n  ${headers} \\\n  -H "content-type: application/json" \\\n  -d '{"symbol":"SPY","qty":"1","side":"buy","type":"market","time_in_force":"day"}'`,
    },
  ] as const;
}

/** Two requests to paste into a terminal, with the new key already inside. */
export function QuickStart({ made }: { readonly made: MadeKeyView | null }) {
  const origin = useOrigin();
  return (
    <Panel title="Quick start">
      <div className="flex flex-col gap-4 p-3">
        {made === null ? (
          <p className="text-muted">Make a key above and it appears in these lines.</p>
        ) : null}
        {snippets(origin, made).map(({ title, text }) => (
          <div key={title} className="flex flex-col gap-1.5">
            <div className="flex items-center justify-between gap-2">
              <h3 className="font-semibold">{title}</h3>
              <CopyButton text={text} label="Copy" />
            </div>
            <pre className="rounded-md bg-raised p-3 font-mono text-xs break-all whitespace-pre-wrap">
              {text}
            </pre>
          </div>
        ))}
      </div>
    </Panel>
  );
}
