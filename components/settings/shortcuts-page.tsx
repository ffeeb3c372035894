"use client";

import { useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import {
  chooseShortcuts,
  keysFault,
  keysOf,
  onShortcutsChange,
  SHORTCUTS,
  type ShortcutId,
  shortcutChoices,
  USUAL_CHOICES,
} from "@/lib/client/shortcuts";

function Shortcut({ id, words }: { readonly id: ShortcutId; readonly words: string }) {
  const choices = useSyncExternalStore(onShortcutsChange, shortcutChoices, () => USUAL_CHOICES);
  const [message, setMessage] = useState<string | null>(null);
  const keys = keysOf(id, { ...choices, plainOff: false });

  function change(text: string): void {
    const next = text.trim();
    const fault = keysFault(id, next, choices);
    setMessage(fault);
    if (fault === null) chooseShortcuts({ ...choices, keys: { ...choices.keys, [id]: next } });
  }

  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 border-t border-line px-3 py-1.5 first:border-t-0">
      <span>{words}</span>
      {/* Keyed by what is kept, so that a reset shows in it. */}
      <input
        key={keys}
        aria-label={`Keys of: ${words}`}
        defaultValue={keys}
        maxLength={12}
        autoComplete="off"
        placeholder="none"
        onBlur={({ target }) => change(target.value)}
        className="field w-32"
      />
      <span role="alert" className="basis-full text-error empty:hidden">
        {message}
      </span>
    </li>
  );
}

/** Which keys do what, kept in this browser. */
export function ShortcutsPage() {
  const choices = useSyncExternalStore(onShortcutsChange, shortcutChoices, () => USUAL_CHOICES);
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Shortcuts</h1>
      <p className="text-muted">
        Kept in this browser only. Write keys as you press them: “g h” one after the other, “mod+k”
        with Ctrl or Cmd. Empty for none.
      </p>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          checked={choices.plainOff}
          onChange={({ target }) => chooseShortcuts({ ...choices, plainOff: target.checked })}
          className="size-6 accent-(--sim-solid)"
        />
        Turn off shortcuts without Ctrl or Cmd
      </label>
      <Panel
        title="Keys"
        actions={
          <Button size="small" onClick={() => chooseShortcuts(USUAL_CHOICES)}>
            As they were
          </Button>
        }
      >
        <ul>
          {SHORTCUTS.map(({ id, words }) => (
            <Shortcut key={id} id={id} words={words} />
          ))}
        </ul>
      </Panel>
    </>
  );
}
