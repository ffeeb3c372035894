"use client";

import { Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { chooseLook, currentTheme, onLookChange } from "@/lib/client/appearance";
import { Button } from "./button";

/** Switches between dark and light. The server cannot know which is on, so the icon settles in the browser. */
export function ThemeToggle() {
  const theme = useSyncExternalStore(onLookChange, currentTheme, () => "light" as const);
  const next = theme === "dark" ? "light" : "dark";
  const Icon = next === "light" ? Sun : Moon;
  return (
    <Button
      tone="ghost"
      size="icon"
      aria-label={`Switch to ${next} theme`}
      onClick={() => chooseLook("theme", next)}
    >
      <Icon aria-hidden size={17} />
    </Button>
  );
}
