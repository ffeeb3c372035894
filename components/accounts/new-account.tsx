import { useState } from "react";
import { useFrame } from "@/components/frame/frame-context";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { TermsFields, USUAL_TERMS } from "./terms-fields";
import { useAccountAct } from "./use-account-act";

interface SheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

function NewAccountForm() {
  const { frame, accountActions } = useFrame();
  const [name, setName] = useState(`Paper ${frame.accounts.length + 1}`);
  const [terms, setTerms] = useState(USUAL_TERMS);
  const { busy, message, run } = useAccountAct();
  return (
    <form
      className="flex flex-col gap-4 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        // A whole load: the desk of another account has nothing in common with this one's.
        void run(
          () => accountActions.open({ name, ...terms }),
          () => location.assign("/trade"),
        );
      }}
    >
      <label className="flex flex-col gap-1">
        <span className="text-xs text-muted">Name</span>
        <input
          required
          maxLength={60}
          autoComplete="off"
          value={name}
          onChange={({ target }) => setName(target.value)}
          className="field"
        />
      </label>
      <TermsFields terms={terms} onChange={setTerms} />
      <p role="alert" className="text-error empty:hidden">
        {message}
      </p>
      <Button type="submit" tone="primary" disabled={busy}>
        {busy ? "Opening…" : "Open simulated account"}
      </Button>
    </form>
  );
}

/** Another paper account, beside those there are. */
export function NewAccount({ open, onOpenChange }: SheetProps) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title="New account" place="center">
      <NewAccountForm />
    </Sheet>
  );
}
