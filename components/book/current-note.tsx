import { useEffect, useState } from "react";
import { NoteForm } from "@/components/fill/note-form";
import { getJson } from "@/lib/client/api";
import type { FillNote } from "@/lib/wire/raxx/fill-context";

type Loaded = { readonly note: FillNote | null } | { readonly message: string };

/** The note as it is now: it may have been written on another page. */
export function CurrentNote({
  symbol,
  onSaved,
}: {
  readonly symbol: string;
  readonly onSaved: () => void;
}) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const path = `/api/note?symbol=${encodeURIComponent(symbol)}`;
    void getJson<{ note: FillNote | null }>(path, stop.signal).then((answer) => {
      if (!stop.signal.aborted) setLoaded(answer.ok ? answer.value : { message: answer.message });
    });
    return () => stop.abort();
  }, [symbol]);

  if (loaded === null) return <div aria-hidden className="skeleton h-44" />;
  if ("message" in loaded) {
    return (
      <p role="alert" className="text-error">
        {loaded.message}
      </p>
    );
  }
  return <NoteForm subject={{ kind: "position", symbol }} note={loaded.note} onSaved={onSaved} />;
}
