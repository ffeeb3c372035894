import { useId } from "react";
import { useDeskContext, useTicket } from "@/components/desk/desk-context";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { formatPrice, withoutSign } from "@/lib/client/format";
import { editTicket, setLimitFrom } from "@/lib/client/ticket-store";
import type { PreviewView } from "@/lib/wire/raxx/preview";
import { LimitSlider } from "./limit-slider";

const WORDS = [
  { value: "credit", label: "Credit" },
  { value: "debit", label: "Debit" },
] as const;

function PriceButton({ name, price }: { readonly name: string; readonly price: string | null }) {
  const { ticket } = useDeskContext();
  return (
    <Button
      size="small"
      disabled={price === null}
      className="min-w-24 flex-1"
      onClick={() => price !== null && setLimitFrom(ticket, price)}
    >
      <span className="text-muted">{name}</span>
      <span className="live">{formatPrice(price === null ? null : withoutSign(price))}</span>
    </Button>
  );
}

/** The limit price: a number without a sign, and for several legs which way the money goes. */
export function LimitField({ preview }: { readonly preview: PreviewView | null }) {
  const { ticket } = useDeskContext();
  const limit = useTicket((state) => state.limit);
  const netWord = useTicket((state) => state.netWord);
  const isNet = useTicket((state) => state.legs.length > 1);
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-xs text-muted">
        {isNet ? "Net limit per unit" : "Limit price"}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          name="limit"
          inputMode="decimal"
          autoComplete="off"
          maxLength={12}
          placeholder={preview === null ? "" : "No price yet"}
          value={limit}
          onChange={({ target }) => {
            if (/^\d*\.?\d*$/.test(target.value)) editTicket(ticket, { limit: target.value });
          }}
          className="field w-full min-w-0 flex-1 text-right font-semibold"
        />
        {isNet ? (
          <Segmented
            label="Net credit or debit"
            value={netWord}
            options={WORDS}
            onChange={(next) => editTicket(ticket, { netWord: next })}
            className="h-9"
          />
        ) : null}
      </div>
      <LimitSlider preview={preview} />
      <div className="flex gap-2">
        <PriceButton name="Natural" price={preview?.natural ?? null} />
        <PriceButton name="Mid" price={preview?.mid ?? null} />
      </div>
    </div>
  );
}
