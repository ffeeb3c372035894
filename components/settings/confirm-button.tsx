import { useState } from "react";
import { Button } from "@/components/ui/button";

interface ConfirmButtonProps {
  readonly label: string;
  /** What assistive technology reads instead: says which one. */
  readonly spoken: string;
  /** The words of the second button, which does it. */
  readonly sure: string;
  readonly disabled?: boolean;
  /** Answers a sentence when it failed, null when it worked. */
  readonly onConfirm: () => Promise<string | null>;
}

/** A button that asks once more before it does something that cannot be undone. */
export function ConfirmButton({ label, spoken, sure, disabled, onConfirm }: ConfirmButtonProps) {
  const [state, setState] = useState<"idle" | "asking" | "busy">("idle");
  const [message, setMessage] = useState<string | null>(null);

  async function confirm(): Promise<void> {
    setState("busy");
    setMessage(await onConfirm());
    setState("idle");
  }

  if (state !== "idle") {
    return (
      <span className="flex gap-1">
        <Button
          size="small"
          tone="danger"
          disabled={state === "busy"}
          onClick={() => void confirm()}
        >
          {sure}
        </Button>
        <Button size="small" tone="ghost" onClick={() => setState("idle")}>
          Keep
        </Button>
      </span>
    );
  }
  return (
    <span className="flex flex-col items-end gap-1">
      <Button
        size="small"
        aria-label={spoken}
        disabled={disabled === true}
        onClick={() => setState("asking")}
      >
        {label}
      </Button>
      {message === null ? null : (
        <span role="alert" className="max-w-64 text-right text-error">
          {message}
        </span>
      )}
    </span>
  );
}
