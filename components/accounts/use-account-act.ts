import { useRouter } from "next/navigation";
import { useState } from "react";
import type { ActionResult } from "@/lib/wire/raxx/ticket";

const LOST = "The server could not be reached. Look whether it has happened, then try again.";

interface Act {
  readonly busy: boolean;
  readonly message: string | null;
  /** Sends; `then` runs when it worked, after which every page is loaded anew. */
  readonly run: (send: () => Promise<ActionResult<null>>, then?: () => void) => Promise<void>;
}

/** One change of the accounts at a time, with what went wrong. */
export function useAccountAct(): Act {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  async function run(send: () => Promise<ActionResult<null>>, then?: () => void): Promise<void> {
    setBusy(true);
    setMessage(null);
    const answer = await send().catch(() => null);
    setBusy(false);
    if (answer === null || !answer.ok) return setMessage(answer?.message ?? LOST);
    router.refresh();
    then?.();
  }

  return { busy, message, run };
}
