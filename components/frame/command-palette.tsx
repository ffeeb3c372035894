import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { getJson } from "@/lib/client/api";
import { chooseLook, currentTheme } from "@/lib/client/appearance";
import { runCommand } from "@/lib/client/commands";
import type { InstrumentView } from "@/lib/wire/raxx/desk";
import type { AskedLayerProps } from "./asked-layer";
import { PLACES } from "./places";

interface Entry {
  readonly id: string;
  readonly words: string;
  readonly about: string;
  readonly run: () => void;
}

interface Group {
  readonly name: string;
  readonly items: readonly Entry[];
}

/** Symbols are asked for when the palette first opens. */
function useInstruments(wanted: boolean): readonly InstrumentView[] {
  const [instruments, setInstruments] = useState<readonly InstrumentView[]>([]);
  useEffect(() => {
    if (!wanted) return;
    void getJson<readonly InstrumentView[]>("/api/instruments").then((loaded) => {
      if (loaded.ok) setInstruments(loaded.value);
    });
  }, [wanted]);
  return instruments;
}

const SETTINGS = [
  ["/settings/accounts", "Accounts"],
  ["/settings/keys", "API keys"],
  ["/settings/notifications", "Notifications"],
  ["/settings/appearance", "Appearance"],
  ["/settings/shortcuts", "Shortcuts"],
  ["/docs", "Quick start and API"],
] as const;

function useEntries(isOpen: boolean): readonly Group[] {
  const router = useRouter();
  const instruments = useInstruments(isOpen);
  const pages = PLACES.map(({ href, label }) => [href, label] as const);
  return [
    {
      name: "Go to",
      items: [...pages, ...SETTINGS].map(([href, words]) => ({
        ...{ id: href, words, about: "page", run: () => router.push(href) },
      })),
    },
    {
      name: "Do",
      items: [
        {
          ...{ id: "theme", words: "Switch between dark and light", about: "appearance" },
          run: () => chooseLook("theme", currentTheme() === "dark" ? "light" : "dark"),
        },
        {
          ...{ id: "keys", words: "Show keyboard shortcuts", about: "help" },
          run: () => void runCommand("help"),
        },
      ],
    },
    {
      name: "Symbols",
      items: instruments.map(({ symbol, name }) => ({
        ...{ id: `symbol ${symbol}`, words: symbol, about: name },
        run: () => void runCommand("open-symbol", symbol),
      })),
    },
  ];
}

/** A symbol is found by how it begins, the rest by any part of its words. */
function matches({ id, words, about }: Entry, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return !id.startsWith("symbol ");
  if (id.startsWith("symbol ")) {
    return words.toLowerCase().startsWith(wanted) || about.toLowerCase().includes(wanted);
  }
  return `${words} ${about}`.toLowerCase().includes(wanted);
}

function Entries({ groups, onDone }: { readonly groups: readonly Group[]; onDone: () => void }) {
  return (
    <Autocomplete.Root
      open
      inline
      items={groups}
      filter={matches}
      itemToStringValue={({ words }: Entry) => words}
      autoHighlight="always"
      keepHighlight
    >
      <Autocomplete.Input
        aria-label="Search pages, commands and symbols"
        placeholder="Page, command or symbol"
        className="field m-3 h-10"
      />
      <Autocomplete.Empty>
        <p className="px-4 pb-4 text-muted">Nothing is called that here.</p>
      </Autocomplete.Empty>
      <Autocomplete.List className="max-h-[min(24rem,60dvh)] overflow-y-auto pb-2">
        {(group: Group) => (
          <Autocomplete.Group key={group.name} items={group.items}>
            <Autocomplete.GroupLabel className="px-4 pt-2 pb-1 text-xs text-muted">
              {group.name}
            </Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(entry: Entry) => (
                <Autocomplete.Item
                  key={entry.id}
                  value={entry}
                  onClick={() => {
                    onDone();
                    entry.run();
                  }}
                  className="flex cursor-default items-baseline gap-3 px-4 py-1.5 data-highlighted:bg-raised"
                >
                  <span className="font-semibold">{entry.words}</span>
                  <span className="min-w-0 truncate text-muted">{entry.about}</span>
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}

/** Everything by its name: pages, commands, symbols. */
export function CommandPalette({ open, onOpenChange }: AskedLayerProps) {
  const groups = useEntries(open);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[#04070b99]" />
        <Dialog.Popup className="fixed top-[12dvh] left-1/2 z-50 flex w-[34rem] max-w-[calc(100vw-1.5rem)] -translate-x-1/2 flex-col rounded-xl border border-line bg-panel text-ink shadow-2xl">
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <Entries groups={groups} onDone={() => onOpenChange(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
