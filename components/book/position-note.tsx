import { useEffect, useState } from "react";
import { toast } from "sonner";
import { NoteForm } from "@/components/fill/note-form";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { getJson } from "@/lib/client/api";
import type { PositionGroupView } from "@/lib/wire/raxx/desk";
import type { FillNote } from "@/lib/wire/raxx/fill-context";

type Loaded = { readonly note: FillNote | null } | { readonly message: string };

/** The note as it is now: it may have been written on another page. */
function CurrentNote({
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

/** What its owner thinks of a position, written where it is looked at. It stays with the campaign. */
export function PositionNote({ group }: { readonly group: PositionGroupView }) {
  const [open, setOpen] = useState(false);
  const symbol = group.legs[0]?.symbol ?? "";
  return (
    <>
      <Button size="small" aria-label={`Note on ${group.title}`} onClick={() => setOpen(true)}>
        Note
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={`Note on ${group.title}`} place="center">
        <div className="flex flex-col gap-3 p-4">
          <CurrentNote
            symbol={symbol}
            onSaved={() => {
              setOpen(false);
              toast(`Kept: note on ${group.title}`);
            }}
          />
          <p className="text-xs text-muted">
            It goes along through rolls and assignment; Performance lists it with the campaign.
          </p>
        </div>
      </Sheet>
    </>
  );
}
