import { Panel } from "@/components/ui/panel";
import { formatMoment } from "@/lib/client/format-time";
import type { SecurityEventView } from "@/lib/wire/raxx/security";

/** What happened to the account; nobody can change or delete a line of it. */
export function SecurityLog({ events }: { readonly events: readonly SecurityEventView[] }) {
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Security log</h1>
      <p className="text-muted">
        Sign-ins, passkeys, keys and recoveries of this account, the latest hundred. If you do not
        recognise one, end the other sessions and remove the passkey.
      </p>
      <Panel title="What happened">
        <ol>
          {events.map(({ id, text, atMs }) => (
            <li
              key={id}
              className="flex flex-wrap justify-between gap-x-4 border-t border-line px-3 py-2 first:border-t-0"
            >
              <span className="min-w-0 break-words">{text}</span>
              <time dateTime={new Date(atMs).toISOString()} className="text-xs text-muted">
                {formatMoment(atMs)} ET
              </time>
            </li>
          ))}
        </ol>
      </Panel>
    </>
  );
}
