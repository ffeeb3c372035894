import { useSyncExternalStore } from "react";
import { PageLink } from "@/components/ui/page-link";
import { SheetLayer } from "@/components/ui/sheet-layer";
import {
  keysOf,
  onShortcutsChange,
  SHORTCUTS,
  shortcutChoices,
  shownKeys,
  USUAL_CHOICES,
} from "@/lib/client/shortcuts";
import type { AskedLayerProps } from "./asked-layer";

function Keys({ keys }: { readonly keys: string }) {
  if (keys === "") return <span className="text-muted">none</span>;
  return (
    <span className="flex gap-1">
      {shownKeys(keys).map((key) => (
        <kbd key={key} className="rounded border border-control px-1.5 font-sans text-xs leading-5">
          {key}
        </kbd>
      ))}
    </span>
  );
}

/** All shortcuts as they are now; "?" opens it. */
export function ShortcutsSheet({ open, onOpenChange }: AskedLayerProps) {
  const choices = useSyncExternalStore(onShortcutsChange, shortcutChoices, () => USUAL_CHOICES);
  const groups = [...new Set(SHORTCUTS.map(({ group }) => group))];
  return (
    <SheetLayer open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" place="center">
      <div className="flex flex-col gap-4 p-4">
        {groups.map((group) => (
          <section key={group} aria-label={group}>
            <h3 className="pb-1 text-xs text-muted">{group}</h3>
            <dl>
              {SHORTCUTS.filter((shortcut) => shortcut.group === group).map(({ id, words }) => (
                <div key={id} className="flex justify-between gap-3 border-t border-line py-1.5">
                  <dt>{words}</dt>
                  <dd>
                    <Keys keys={keysOf(id, choices)} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <PageLink
          href="/settings/shortcuts"
          className="underline"
          onClick={() => onOpenChange(false)}
        >
          Change them, or turn them off
        </PageLink>
      </div>
    </SheetLayer>
  );
}
