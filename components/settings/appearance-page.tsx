"use client";

import { useSyncExternalStore } from "react";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import { chooseTheme, chosenTheme, onThemeChange, type ThemeChoice } from "@/lib/client/theme";

const THEMES: readonly { readonly value: ThemeChoice; readonly label: string }[] = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

/** How Raxx looks in this browser. */
export function AppearancePage() {
  const theme = useSyncExternalStore(onThemeChange, chosenTheme, () => "system" as const);
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Appearance</h1>
      <Panel title="Theme">
        <div className="flex flex-col items-start gap-2 p-3">
          <p className="text-muted">Kept in this browser only.</p>
          <Segmented label="Theme" value={theme} options={THEMES} onChange={chooseTheme} />
        </div>
      </Panel>
      <Panel title="Movement">
        <p className="p-3 text-muted">
          Prices tint for a moment when they change. Where the system asks for less movement,
          nothing on Raxx moves or tints.
        </p>
      </Panel>
    </>
  );
}
