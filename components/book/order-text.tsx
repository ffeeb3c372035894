import { classNames } from "@/components/ui/class-names";
import { formatNet, formatPrice, formatQuantity, netWordOf } from "@/lib/client/format";
import type { OrderView } from "@/lib/wire/raxx/desk";

const STATUS_WORDS: Readonly<Record<string, string>> = {
  new: "Working",
  accepted: "Working",
  partially_filled: "Partly filled",
  filled: "Filled",
  canceled: "Canceled",
  expired: "Expired",
  rejected: "Rejected",
  pending_new: "Accepted",
  held: "Waiting",
  replaced: "Replaced",
};

function netOf(order: OrderView, price: string | null): string {
  return formatNet(price, order.orderClass === "mleg" && price !== null ? netWordOf(price) : null);
}

const EXIT_WORDS = { entry: "", take_profit: "take profit", stop_loss: "stop loss" } as const;

/** "limit 1.30", "stop 96.00, limit 95.50", "trails by 2%". */
function priceWords(order: OrderView): string {
  const stop = order.stop === null ? null : formatPrice(order.stop);
  const limit = order.limit === null ? null : `limit ${netOf(order, order.limit)}`;
  if (order.trail !== null) {
    return `trails by ${order.trail}${stop === null ? "" : `, stop now ${stop}`}`;
  }
  return [stop === null ? null : `stop ${stop}`, limit].filter((part) => part !== null).join(", ");
}

/** State, what is ordered and on which terms, in a line. */
export function OrderLine({ order }: { readonly order: OrderView }) {
  const exit = order.group === null ? "" : EXIT_WORDS[order.group.role];
  const filled = `${formatQuantity(order.filledQty)}/${formatQuantity(order.qty)}`;
  return (
    <p className="flex min-w-0 flex-wrap items-baseline gap-x-3">
      <span
        className={classNames(
          "min-w-22 font-semibold",
          order.status === "rejected" && "text-error",
        )}
      >
        {STATUS_WORDS[order.status] ?? order.status.replaceAll("_", " ")}
      </span>
      <span className="font-semibold">{order.title}</span>
      <span className="text-muted">
        {exit === "" ? "" : `${exit} · `}
        {priceWords(order) || "market"} · {order.timeInForce.toUpperCase()} · {filled} filled
        {order.averagePrice === null ? "" : ` at ${netOf(order, order.averagePrice)}`}
      </span>
    </p>
  );
}

/** Why it waits, or how it ended. */
export function OrderWhy({ order }: { readonly order: OrderView }) {
  return order.why === null ? null : (
    <p className="text-[0.8125rem] text-muted">
      <span className="font-semibold">{order.working ? "Why not filled: " : "Why: "}</span>
      {order.why}
    </p>
  );
}
