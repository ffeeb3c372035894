import { useState } from "react";
import { Button } from "@/components/ui/button";
import { sendJson } from "@/lib/client/api";
import { formatMoment } from "@/lib/client/format-time";
import { NoticeLine } from "./notice-line";

/** Tells somebody who asked to be erased until when they can change their mind, and undoes it. */
export function UndoErasure({ atMs }: { readonly atMs: number }) {
  const [message, setMessage] = useState<string | null>(null);

  async function undo(): Promise<void> {
    const sent = await sendJson("DELETE", "/api/erasure");
    // A whole load: every page is another one for somebody who stays.
    if (sent.ok) location.reload();
    else setMessage(sent.message);
  }

  return (
    <NoticeLine>
      <span>
        <strong>This account will be erased</strong> on {formatMoment(atMs)} ET. Nothing can be
        traded until then. {message}
      </span>
      <Button size="small" onClick={() => void undo()}>
        Keep my account
      </Button>
    </NoticeLine>
  );
}
