import { useId } from "react";

/** As lib/wire/raxx/scope.ts names them, in words. */
const SCOPES = [
  { value: "read", label: "See the account" },
  { value: "trade", label: "Place and cancel orders" },
  { value: "data", label: "Read market data" },
  { value: "account:write", label: "Change the account" },
] as const;

const DAYS = [
  { value: "", label: "Never" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
] as const;

/** What a key may do, how long, and from where; closed, because the usual key does everything. */
export function KeyLimits() {
  const ids = { days: useId(), ips: useId() };
  return (
    <details className="rounded-md border border-line px-3 py-2">
      <summary className="text-muted">Limit what this key may do</summary>
      <div className="flex flex-col gap-3 pt-3">
        <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
          <legend className="pb-1 font-semibold">It may</legend>
          {SCOPES.map(({ value, label }) => (
            <label key={value} className="flex min-h-6 items-center gap-1.5">
              <input type="checkbox" name="scope" value={value} defaultChecked />
              {label}
            </label>
          ))}
        </fieldset>
        <div className="flex flex-wrap gap-4">
          <label htmlFor={ids.days} className="flex flex-col gap-1">
            <span className="font-semibold">It ends</span>
            <select id={ids.days} name="days" className="field">
              {DAYS.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <label htmlFor={ids.ips} className="flex min-w-0 flex-1 basis-60 flex-col gap-1">
            <span className="font-semibold">Only from these addresses</span>
            <input
              id={ids.ips}
              name="ips"
              autoComplete="off"
              spellCheck={false}
              placeholder="203.0.113.7, 2001:db8::/32"
              className="field"
            />
          </label>
        </div>
      </div>
    </details>
  );
}
