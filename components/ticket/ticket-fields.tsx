import { Minus, Plus } from "lucide-react";
import { useId } from "react";
import { useDeskContext, useTicket } from "@/components/desk/desk-context";
import { underlyingOf } from "@/lib/client/leg-name";
import { editTicket, stepQty, type TicketState } from "@/lib/client/ticket-store";
import type { PreviewView } from "@/lib/wire/raxx/preview";
import type { TicketLeg } from "@/lib/wire/raxx/ticket";
import { LimitField } from "./limit-field";
import { PriceField } from "./price-field";

const TYPES = [
  { value: "limit", label: "Limit" },
  { value: "market", label: "Market" },
  { value: "stop", label: "Stop" },
  { value: "stop_limit", label: "Stop limit" },
  { value: "trailing_stop", label: "Trailing stop" },
] as const;
type Type = (typeof TYPES)[number]["value"];

/** What legs can be ordered as: several have one net price, and only stock trails. */
function typesFor(legs: readonly TicketLeg[]): readonly (typeof TYPES)[number][] {
  if (legs.length > 1) return TYPES.slice(0, 2);
  return isStock(legs) ? TYPES : TYPES.slice(0, 4);
}

const TIMES = [
  { value: "day", label: "Day" },
  { value: "gtc", label: "GTC" },
  { value: "ioc", label: "IOC" },
  { value: "fok", label: "FOK" },
  { value: "opg", label: "At the open" },
  { value: "cls", label: "At the close" },
] as const;

const TIME_WORDS = {
  day: "Until today's close",
  gtc: "Good till canceled",
  ioc: "Now, or the rest is canceled",
  fok: "All of it now, or nothing",
  opg: "In the opening auction, stock only",
  cls: "In the closing auction, stock only",
} as const;

/** One leg, of shares. */
function isStock(legs: readonly TicketLeg[]): boolean {
  const [leg] = legs;
  return legs.length === 1 && leg !== undefined && underlyingOf(leg.symbol) === leg.symbol;
}

const STEP =
  "inline-flex w-9 shrink-0 items-center justify-center text-muted hover:bg-raised hover:text-ink";

function QtyField() {
  const { ticket } = useDeskContext();
  const qty = useTicket((state) => state.qty);
  const id = useId();
  const ofShares = useTicket(({ legs }) => isStock(legs));
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-xs text-muted">
        {ofShares ? "Shares" : "Quantity"}
      </label>
      <div className="flex h-9 overflow-hidden rounded-md border border-control focus-within:outline-2 focus-within:outline-focus">
        <button
          type="button"
          className={STEP}
          data-does="less"
          aria-label="One less"
          onClick={() => stepQty(ticket, -1)}
        >
          <Minus aria-hidden size={15} />
        </button>
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          maxLength={12}
          value={qty}
          onChange={({ target }) => {
            if (/^\d*\.?\d*$/.test(target.value)) editTicket(ticket, { qty: target.value });
          }}
          className="w-full min-w-0 bg-transparent text-center outline-none"
        />
        <button
          type="button"
          className={STEP}
          data-does="more"
          aria-label="One more"
          onClick={() => stepQty(ticket, 1)}
        >
          <Plus aria-hidden size={15} />
        </button>
      </div>
    </div>
  );
}

function TypeField() {
  const { ticket } = useDeskContext();
  const type = useTicket((state) => state.type);
  const legs = useTicket((state) => state.legs);
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-xs text-muted">
        Type
      </label>
      <select
        id={id}
        value={type}
        onChange={({ target }) => editTicket(ticket, { type: target.value as Type })}
        className="field w-full"
      >
        {typesFor(legs).map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The prices of the type: what sets it off, then what it may pay. */
function PriceFields({ preview }: { readonly preview: PreviewView | null }) {
  const type = useTicket((state) => state.type);
  return (
    <>
      {type === "stop" || type === "stop_limit" ? (
        <PriceField name="stop" label="Stop price, what sets it off" />
      ) : null}
      {type === "trailing_stop" ? (
        <PriceField name="trail" label="Trail, in dollars or percent" placeholder="0.50 or 2%" />
      ) : null}
      {type === "limit" || type === "stop_limit" ? <LimitField preview={preview} /> : null}
    </>
  );
}

/** What the ticket can have exits for (Alpaca, options orders: no bracket, oco or oto; read 2026-11-20). */
function exitsOf({ legs, type }: TicketState): "stock" | "options" | "none" {
  if (isStock(legs)) return type === "trailing_stop" ? "none" : "stock";
  return "options";
}

/** A profit target and a stop-loss that go live once the order has filled. */
function Exits() {
  const of = useTicket(exitsOf);
  if (of === "none") return null;
  if (of === "options") {
    return (
      <p className="text-[0.8125rem] text-muted">
        No bracket: exits go with stock alone. Alpaca takes none with options, so neither do we.
        Once this has filled, rest a closing limit from Positions, or set an alert.
      </p>
    );
  }
  return (
    <details>
      <summary className="cursor-pointer text-[0.8125rem] text-muted">
        Exits, for once it has filled
      </summary>
      <div className="mt-2 grid grid-cols-2 gap-3">
        <PriceField name="takeProfit" label="Take profit at" placeholder="None" />
        <PriceField name="stopLoss" label="Stop loss at" placeholder="None" />
      </div>
    </details>
  );
}

/** Quantity, type, prices, exits and how long the order lives. */
export function TicketFields({ preview }: { readonly preview: PreviewView | null }) {
  const { ticket } = useDeskContext();
  const timeInForce = useTicket((state) => state.timeInForce);
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3">
        <QtyField />
        <TypeField />
      </div>
      <PriceFields preview={preview} />
      <Exits />
      <div className="flex items-center gap-3">
        <select
          aria-label="Time in force"
          value={timeInForce}
          onChange={({ target }) =>
            editTicket(ticket, { timeInForce: target.value as keyof typeof TIME_WORDS })
          }
          className="field"
        >
          {TIMES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <span className="text-xs text-muted">{TIME_WORDS[timeInForce]}</span>
      </div>
    </div>
  );
}
