import { useId } from "react";
import { DecimalField } from "@/components/ui/decimal-field";
import { Segmented } from "@/components/ui/segmented";
import { formatMoney, withoutCents } from "@/lib/client/format";
import type { NewAccountForm } from "@/lib/wire/raxx/frame";

export type Terms = Omit<NewAccountForm, "name">;

/** $100,000 is what others give and few have: sizes learned on it are not those of a person (§4.9). */
const BALANCES = ["10000", "25000", "50000", "100000"] as const;

export const USUAL_TERMS: Terms = { startingCash: "50000", kind: "margin", profile: "standard" };

const KINDS = [
  { value: "margin", label: "Margin" },
  { value: "cash", label: "Cash" },
] as const;

const PROFILES = [
  {
    value: "standard",
    label: "Standard",
    about: "A resting limit fills when the quote reaches it, up to the displayed size.",
  },
  {
    value: "strict",
    label: "Strict",
    about: "A resting limit fills only when the quote or a trade goes a tick beyond it.",
  },
  {
    value: "queue",
    label: "Queue",
    about: "As strict, and also once the size that was ahead of it has traded.",
  },
  {
    value: "alpaca",
    label: "As Alpaca",
    about: "Whole at the quote once marketable, whatever its size, as Alpaca's paper trading.",
  },
] as const;

interface TermsFieldsProps {
  readonly terms: Terms;
  readonly onChange: (terms: Terms) => void;
}

function Balance({ terms, onChange }: TermsFieldsProps) {
  const choose = (startingCash: string) => onChange({ ...terms, startingCash });
  return (
    <div className="flex flex-col gap-2">
      <span className="text-xs text-muted">Starting balance</span>
      <Segmented
        label="Starting balance"
        value={terms.startingCash}
        options={BALANCES.map((value) => ({
          value,
          label: withoutCents(formatMoney(value)),
        }))}
        onChange={choose}
      />
      <DecimalField label="Another balance" value={terms.startingCash} onChange={choose} />
    </div>
  );
}

/** What an epoch begins with and how its orders fill. */
export function TermsFields({ terms, onChange }: TermsFieldsProps) {
  const id = useId();
  const about = PROFILES.find(({ value }) => value === terms.profile)?.about ?? "";
  return (
    <>
      <Balance terms={terms} onChange={onChange} />
      <div className="flex flex-col items-start gap-1">
        <span className="text-xs text-muted">Kind</span>
        <Segmented
          label="Kind of account"
          value={terms.kind}
          options={KINDS}
          onChange={(kind) => onChange({ ...terms, kind })}
        />
      </div>
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-xs text-muted">
          Fill profile
        </label>
        <select
          id={id}
          className="field"
          value={terms.profile}
          onChange={({ target }) =>
            onChange({ ...terms, profile: target.value as Terms["profile"] })
          }
        >
          {PROFILES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <p className="text-xs text-muted">{about}</p>
      </div>
    </>
  );
}
