import { useCallback, useEffect, useState } from "react";
import { getJson } from "@/lib/client/api";
import type { FillExtrasView } from "@/lib/wire/raxx/fill-context";
import { NoteForm } from "./note-form";
import { QuotesAround } from "./quotes-around";
import { ReportFill } from "./report-fill";

/** The seconds after the fill have to pass before they are kept. */
const AGAIN_MS = 5_000;

/** What belongs to a fill beside its record: the seconds around it, a note, and a way to complain. */
export function FillExtras({ fillId }: { readonly fillId: string }) {
  const [extras, setExtras] = useState<FillExtrasView | null>(null);
  const [message, setMessage] = useState<string | null>(null);

  const load = useCallback(async () => {
    const loaded = await getJson<FillExtrasView>(`/api/fill?id=${encodeURIComponent(fillId)}`);
    if (loaded.ok) setExtras(loaded.value);
    setMessage(loaded.ok ? null : loaded.message);
    return loaded.ok && loaded.value.around !== null;
  }, [fillId]);

  useEffect(() => {
    let tries = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const complete = await load();
      tries += 1;
      if (!complete && tries < 4) timer = setTimeout(() => void look(), AGAIN_MS);
    };
    void look();
    return () => clearTimeout(timer);
  }, [load]);

  if (extras === null) {
    return message === null ? (
      <div aria-hidden className="skeleton h-24" />
    ) : (
      <p role="alert" className="text-error">
        {message}
      </p>
    );
  }
  return (
    <>
      <QuotesAround around={extras.around} />
      <NoteForm key={fillId} subject={{ kind: "fill", id: fillId }} note={extras.note} />
      <ReportFill fillId={fillId} reported={extras.reported} onSent={() => void load()} />
    </>
  );
}
