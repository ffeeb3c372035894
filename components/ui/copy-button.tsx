"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "./button";

const SHOWN_MS = 2_000;

/** Copies a text and says so for two seconds. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("failed");
    }
    setTimeout(() => setState("idle"), SHOWN_MS);
  }

  const Icon = state === "copied" ? Check : Copy;
  const words = { idle: label, copied: "Copied", failed: "Select and copy by hand" }[state];
  return (
    <Button size="small" onClick={() => void copy()}>
      <Icon aria-hidden size={14} />
      <span aria-live="polite">{words}</span>
    </Button>
  );
}
