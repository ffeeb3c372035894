"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { PageLink } from "@/components/ui/page-link";
import { sendJson } from "@/lib/client/api";
import type { LinkPurpose } from "./link-purpose";
import { recover } from "./recovery-step";

interface Purpose {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  /** Answers what to say when it is done, or why it is not. */
  readonly act: (token: string) => Promise<string | null>;
}

async function post(path: string, token: string, done: string): Promise<string> {
  const sent = await sendJson("POST", path, { token });
  return sent.ok ? done : sent.message;
}

const PURPOSES = {
  recover: {
    title: "Come back without a passkey",
    text: "The first time you press the button a day of waiting starts. After it, press it again to make a new passkey; every session ends then.",
    button: "Use this link",
    act: (token) => recover({ path: "/api/recovery/link/options", body: { token }, with: "link" }),
  },
  "cancel-recovery": {
    title: "Cancel the recovery",
    text: "Somebody began to make a new passkey for your account. If that was not you, end it here.",
    button: "Cancel the recovery",
    act: (token) =>
      post("/api/recovery/cancellation", token, "The recovery was canceled. Nothing was changed."),
  },
  "keep-account": {
    title: "Keep your account",
    text: "You asked us to erase everything about you. Press the button and nothing is deleted.",
    button: "Keep my account",
    act: (token) =>
      post(
        "/api/erasure/cancellation",
        token,
        "Your account stays. Sign in with your passkey; keys and webhooks that had ended stay ended.",
      ),
  },
  "verify-email": {
    title: "Confirm your address",
    text: "A mailed link can bring you back if you lose every passkey, once this address is known to be yours.",
    button: "This address is mine",
    act: (token) =>
      post("/api/email-verification/confirmation", token, "The address is confirmed. Thank you."),
  },
} as const satisfies Record<LinkPurpose, Purpose>;

/**
 * Where links of mails lead. The token is behind the #, which browsers send to nobody, and nothing
 * happens until the button is pressed: programs that look through mail open links too.
 */
export function LinkPage({ purpose }: { readonly purpose: LinkPurpose }) {
  const { title, text, button, act }: Purpose = PURPOSES[purpose];
  const [state, setState] = useState<"idle" | "busy" | "done">("idle");
  const [message, setMessage] = useState<string | null>(null);

  async function press(): Promise<void> {
    setState("busy");
    setMessage(await act(location.hash.slice(1)));
    setState("done");
  }

  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      <p className="text-muted">{text}</p>
      <div role="status" className="empty:hidden">
        {message}
      </div>
      {state === "done" ? null : (
        <Button
          tone="primary"
          size="large"
          disabled={state === "busy"}
          onClick={() => void press()}
        >
          {state === "busy" ? "One moment…" : button}
        </Button>
      )}
      <PageLink href="/" className="underline">
        To the start
      </PageLink>
    </>
  );
}
