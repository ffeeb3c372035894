"use client";

import { useState } from "react";
import { PageLink } from "@/components/ui/page-link";
import { Panel } from "@/components/ui/panel";
import type { NoticeChoiceForm, NoticeChoiceView, NoticeKind } from "@/lib/wire/raxx/notices";
import type { ActionResult } from "@/lib/wire/raxx/ticket";

const KINDS: { readonly [K in NoticeKind]: readonly [name: string, about: string] } = {
  price: ["Price alerts", "A price you wait for was reached"],
  fill: ["Fills", "An order filled, whole or in part"],
  assignment: ["Assignments", "A short option was assigned"],
  expiry: ["Expiry", "An option expires today, has expired, was exercised or waits for its price"],
};

interface ChoicesPageProps {
  readonly choices: readonly NoticeChoiceView[];
  readonly choose: (form: NoticeChoiceForm) => Promise<ActionResult<null>>;
}

interface BoxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Box({ label, checked, onChange }: BoxProps) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={checked}
      onChange={({ target }) => onChange(target.checked)}
      className="size-6 accent-(--sim-solid)"
    />
  );
}

/** What of each kind goes where. A change is kept at once. */
export function ChoicesPage({ choices: first, choose }: ChoicesPageProps) {
  const [choices, setChoices] = useState(first);
  const [message, setMessage] = useState("");

  async function change(next: NoticeChoiceView): Promise<void> {
    const before = choices;
    setChoices(choices.map((choice) => (choice.kind === next.kind ? next : choice)));
    const answer = await choose(next).catch(() => null);
    if (answer?.ok !== true) setChoices(before);
    setMessage(
      answer?.ok === true ? "Kept." : (answer?.message ?? "The server could not be reached."),
    );
  }

  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Notifications</h1>
      <Panel title="What goes where">
        <table className="w-full">
          <caption className="sr-only">Kinds of notification by channel</caption>
          <thead className="text-muted">
            <tr>
              <th scope="col" className="cell font-normal">
                Tell me of
              </th>
              <th scope="col" className="cell font-normal">
                In the app
              </th>
              <th scope="col" className="cell font-normal">
                Webhook
              </th>
              <th scope="col" className="cell font-normal">
                Email
              </th>
            </tr>
          </thead>
          <tbody>
            {choices.map((choice) => {
              const [name, about] = KINDS[choice.kind];
              return (
                <tr key={choice.kind} className="border-t border-line">
                  <th scope="row" className="cell font-semibold whitespace-normal">
                    {name}
                    <span className="block text-xs font-normal text-muted">{about}</span>
                  </th>
                  <td className="cell">
                    <Box
                      label={`${name} in the app`}
                      checked={choice.inApp}
                      onChange={(inApp) => void change({ ...choice, inApp })}
                    />
                  </td>
                  <td className="cell">
                    <Box
                      label={`${name} by webhook`}
                      checked={choice.webhook}
                      onChange={(webhook) => void change({ ...choice, webhook })}
                    />
                  </td>
                  <td className="cell">
                    <Box
                      label={`${name} by email`}
                      checked={choice.email}
                      onChange={(email) => void change({ ...choice, email })}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Panel>
      <p role="status" className="text-muted empty:hidden">
        {message}
      </p>
      <p className="text-muted">
        Mail goes to your address once it is confirmed, at most thirty an hour:{" "}
        <PageLink href="/settings/passkeys" className="underline">
          confirm it
        </PageLink>
        . A webhook is told when it asks for <code className="font-mono">notices</code>: make one
        with <code className="font-mono">POST /v1/webhooks</code>. Every message says that it is
        simulated.
      </p>
    </>
  );
}
