"use client";

import { Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { chooseTheme, currentTheme, onThemeChange } from "@/lib/client/theme";
import { Button } from "./button";

/** Switches between dark and light. The server cannot know which is on, so the icon settles in the browser. */
export function ThemeToggle() {
  const theme = useSyncExternalStore(onThemeChange, currentTheme, () => "light" as const);
  const next = theme === "dark" ? "light" : "dark";
  const Icon = next === "light" ? Sun : Moon;
  return (
    <Button
      tone="ghost"
      size="icon"
      aria-label={`Switch to ${next} theme`}
      onClick={() => chooseTheme(next)}
    >
      <Icon aria-hidden size={17} />
    </Button>
  );
}
