import type { ReactNode } from "react";
import { type OrderNode, treeWords } from "@/lib/client/order-tree";
import type { OrderView } from "@/lib/wire/raxx/desk";

interface OrderTreesProps {
  readonly label: string;
  readonly trees: readonly OrderNode[];
  readonly draw: (order: OrderView) => ReactNode;
}

/** Orders with their exits under them, joined by a line. */
export function OrderTrees({ label, trees, draw }: OrderTreesProps) {
  return (
    <ul aria-label={label}>
      {trees.map((node) => {
        const words = treeWords(node);
        return (
          <li key={node.order.id} className="border-t border-line first:border-t-0">
            {draw(node.order)}
            {words === null ? null : <p className="px-4 pb-1 text-xs text-muted">{words}</p>}
            {node.exits.length === 0 ? null : (
              <ul
                aria-label={`Exits of ${node.order.title}`}
                className="ml-6 border-l-2 border-control"
              >
                {node.exits.map((exit) => (
                  <li key={exit.id}>{draw(exit)}</li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ul>
  );
}
