import { useState } from "react";
import { ProfitText } from "@/components/desk/profit-text";
import { NoteForm } from "@/components/fill/note-form";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { formatMoney, formatPrice } from "@/lib/client/format";
import { formatMoment } from "@/lib/client/format-time";
import type { CampaignView } from "@/lib/wire/raxx/journal";

function Steps({ steps }: Pick<CampaignView, "steps">) {
  return (
    <ol className="flex flex-wrap gap-x-1 text-xs text-muted">
      {steps.map(({ kind, atMs }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever appended.
        <li key={index}>
          {index === 0 ? "" : "→ "}
          {kind} {formatMoment(atMs)}
        </li>
      ))}
    </ol>
  );
}

/** What its owner wrote, and the form to change it. */
function Note({ campaign }: { readonly campaign: CampaignView }) {
  const [note, setNote] = useState(campaign.note);
  const [editing, setEditing] = useState(false);
  const words = note === null || note.text === "" ? "Add a note" : "Change the note";
  return (
    <div className="flex flex-col items-start gap-1">
      {note === null ? null : (
        <p className="flex flex-wrap items-center gap-1.5 text-[0.8125rem]">
          {note.text}
          {note.tags.map((tag) => (
            <Chip key={tag} tone="plain">
              {tag}
            </Chip>
          ))}
        </p>
      )}
      {editing ? (
        <div className="w-full max-w-md py-1">
          <NoteForm
            subject={{ kind: "campaign", id: campaign.id }}
            note={note}
            onSaved={(kept) => {
              setNote(kept.text === "" && kept.tags.length === 0 ? null : kept);
              setEditing(false);
            }}
          />
        </div>
      ) : (
        <Button
          size="small"
          tone="ghost"
          aria-label={`${words} on ${campaign.title}`}
          onClick={() => setEditing(true)}
        >
          {words}
        </Button>
      )}
    </div>
  );
}

function Campaign({ campaign }: { readonly campaign: CampaignView }) {
  const { title, wheelStage, adjustedBasis, unrealized, realized, fees } = campaign;
  return (
    <li className="grid gap-x-4 gap-y-1 border-t border-line px-3 py-2.5 first:border-t-0 sm:grid-cols-[1fr_auto]">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-semibold">{title}</span>
        {campaign.closedAtMs === null ? <Chip tone="slate">Open</Chip> : null}
        {wheelStage === null ? null : <Chip tone="slate">Wheel: {wheelStage}</Chip>}
      </p>
      <p className="flex flex-wrap gap-x-4 text-[0.8125rem] sm:justify-end">
        <span>
          <span className="text-muted">Realised </span>
          <ProfitText amount={realized} />
        </span>
        {unrealized === null ? null : (
          <span>
            <span className="text-muted">Open </span>
            <ProfitText amount={unrealized} />
          </span>
        )}
        <span className="text-muted">Fees {formatMoney(fees)}</span>
      </p>
      <div className="flex flex-col gap-1">
        <Steps steps={campaign.steps} />
        <Note campaign={campaign} />
      </div>
      {adjustedBasis === null ? null : (
        <p className="text-[0.8125rem] sm:text-right">
          <span className="text-muted">Adjusted cost </span>
          {formatPrice(adjustedBasis)} a share
        </p>
      )}
    </li>
  );
}

/** Trades that follow from each other: a put, its assignment, the calls on the stock. */
export function Campaigns({ campaigns }: { readonly campaigns: readonly CampaignView[] }) {
  return (
    <section
      aria-label="Campaigns, simulated"
      className="rounded-lg border border-line bg-panel pb-1"
    >
      <h2 className="px-3 pt-3 font-semibold">Campaigns</h2>
      <p className="px-3 pb-2 text-xs text-muted">
        Trades that follow from each other: rolls, assignments and calls on the stock they brought
        count as one.
      </p>
      {campaigns.length === 0 ? (
        <p className="px-3 pb-2 text-muted">The first trade begins the first one.</p>
      ) : (
        <ul>
          {campaigns.map((campaign) => (
            <Campaign key={campaign.id} campaign={campaign} />
          ))}
        </ul>
      )}
    </section>
  );
}
