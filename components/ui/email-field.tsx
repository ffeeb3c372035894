import { type RefObject, useId } from "react";

interface EmailFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  /** "username webauthn" where a passkey may fill it in. */
  readonly autoComplete: string;
  /** The id of what says why it was refused; undefined while nothing is said. */
  readonly describedBy: string | undefined;
}

/** The address of a form that a passkey ends, by the name `email`. */
export function EmailField({ field, autoComplete, describedBy }: EmailFieldProps) {
  const id = useId();
  return (
    <label htmlFor={id} className="flex flex-col gap-1.5">
      <span className="font-semibold">Email</span>
      <input
        ref={field}
        id={id}
        name="email"
        type="email"
        required
        maxLength={254}
        autoComplete={autoComplete}
        spellCheck={false}
        aria-describedby={describedBy}
        className="field h-11 text-base"
        placeholder="you@example.com"
      />
    </label>
  );
}
