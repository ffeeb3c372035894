import { ProfitText } from "@/components/desk/profit-text";
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
      <Steps steps={campaign.steps} />
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
