import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { controlOf, runCommand, takeCommand } from "@/lib/client/commands";
import { pressOf, pressReader, shortcutChoices } from "@/lib/client/shortcuts";

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable]") !== null
  );
}

/** Enter belongs to whatever has the focus; Escape to the dialog that is open. */
function belongsElsewhere(press: string): boolean {
  if (press === "Enter") return document.activeElement !== document.body;
  return press === "Escape" && document.querySelector("[role=dialog], [role=menu]") !== null;
}

function isForUs(event: KeyboardEvent, press: string): boolean {
  if (event.defaultPrevented || event.repeat || belongsElsewhere(press)) return false;
  return !isTyping(event.target) || press.startsWith("mod+") || press === "Escape";
}

const PAGES = {
  "go-home": "/home",
  "go-positions": "/trade?book=positions",
  "go-orders": "/orders",
  "go-chain": "/trade",
} as const;

/** Hears the keys of the whole page, and knows the ways between pages. */
export function ShortcutKeys() {
  const router = useRouter();

  useEffect(() => {
    const stops = Object.entries(PAGES).map(([id, path]) =>
      takeCommand(id as keyof typeof PAGES, () => router.push(path)),
    );
    stops.push(
      takeCommand("open-symbol", (symbol) => router.push(`/trade?symbol=${symbol}`)),
      takeCommand("review", () => controlOf("place-order")?.focus()),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [router]);

  useEffect(() => {
    const read = pressReader();
    const onKey = (event: KeyboardEvent) => {
      const press = pressOf(event);
      if (!isForUs(event, press)) return;
      const found = read(press, event.timeStamp, shortcutChoices());
      if (found !== null && runCommand(found)) event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  return null;
}
