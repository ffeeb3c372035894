import { useState } from "react";
import { useFrame } from "@/components/frame/frame-context";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { withoutCents } from "@/lib/client/format";
import type { AccountChoice } from "@/lib/wire/raxx/frame";
import { type Terms, TermsFields } from "./terms-fields";
import { useAccountAct } from "./use-account-act";

/** It begins as the account began: nothing has to be chosen again. */
function termsOf({ startingCash, kind, profile }: AccountChoice): Terms {
  return {
    startingCash: withoutCents(startingCash),
    kind: kind as Terms["kind"],
    profile: profile as Terms["profile"],
  };
}

function ResetForm({ account }: { readonly account: AccountChoice }) {
  const { accountActions } = useFrame();
  const [terms, setTerms] = useState(() => termsOf(account));
  const { busy, message, run } = useAccountAct();
  const { id, epoch } = account;
  return (
    <form
      className="flex flex-col gap-4 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        void run(
          () => accountActions.reset({ id, epoch, ...terms }),
          () => location.assign("/trade"),
        );
      }}
    >
      <p>
        Positions and working orders end, and epoch {epoch + 1} begins with the balance below. Epoch{" "}
        {epoch} stays under Performance, to be read and exported. API keys keep working.
      </p>
      <TermsFields terms={terms} onChange={setTerms} />
      <p role="alert" className="text-error empty:hidden">
        {message}
      </p>
      <Button type="submit" tone="danger" disabled={busy}>
        {busy ? "Resetting…" : `Reset ${account.name}`}
      </Button>
    </form>
  );
}

/** Asks once, with what the next epoch begins with. */
export function ResetAccount({
  account,
  onClose,
}: {
  /** Null while it is closed. */
  readonly account: AccountChoice | null;
  readonly onClose: () => void;
}) {
  return (
    <Sheet
      open={account !== null}
      onOpenChange={(open) => open || onClose()}
      title={account === null ? "Reset" : `Reset ${account.name}`}
      place="center"
    >
      {account === null ? null : <ResetForm account={account} />}
    </Sheet>
  );
}
