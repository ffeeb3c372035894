"use client";

import { useState } from "react";
import { startAsGuest } from "@/lib/client/guest";

/** The second door: a day without an address or passkey. */
export function GuestButton() {
  const [state, setState] = useState<"idle" | "busy" | string>("idle");

  async function start(): Promise<void> {
    setState("busy");
    const sent = await startAsGuest();
    // A whole load, not a client transition: the desk must be rendered with the new session's cookie.
    if (sent.ok) location.assign("/trade?guide=1");
    else setState(sent.message);
  }

  return (
    <p className="text-muted">
      <button
        type="button"
        className="py-1 underline hover:text-ink disabled:no-underline"
        disabled={state === "busy"}
        onClick={() => void start()}
      >
        {state === "busy" ? "Opening an account…" : "or try as guest"}
      </button>{" "}
      for a day, without an email.
      <span role="alert" className="block text-error empty:hidden">
        {state === "idle" || state === "busy" ? null : state}
      </span>
    </p>
  );
}
