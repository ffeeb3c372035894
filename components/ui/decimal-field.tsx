import { useId } from "react";
import { classNames } from "./class-names";

interface DecimalFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string | undefined;
  /** What may stand in the field while it is typed. */
  readonly allowed?: RegExp;
  readonly className?: string;
}

const DECIMAL = /^\d*\.?\d*$/;

/** A number under its label; a key that would make it something else does nothing. */
export function DecimalField(props: DecimalFieldProps) {
  const { label, value, onChange, placeholder, allowed = DECIMAL, className } = props;
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-xs text-muted">
        {label}
      </label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        maxLength={12}
        placeholder={placeholder}
        value={value}
        onChange={({ target }) => {
          if (allowed.test(target.value)) onChange(target.value);
        }}
        className={classNames("field text-right", className)}
      />
    </div>
  );
}
