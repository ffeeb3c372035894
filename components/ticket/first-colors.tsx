import { useDesk } from "@/components/desk/desk-context";
import { ProfitText } from "@/components/desk/profit-text";
import { LookChoice } from "@/components/settings/look-choice";

/** While nothing has been traded: what gains and losses look like, which many expect green and red. */
export function FirstColors() {
  const untouched = useDesk(({ desk }) => desk.orders.length + desk.fills.length === 0);
  if (!untouched) return null;
  return (
    <section aria-label="Colours of gains and losses" className="flex flex-col gap-1.5">
      <h3 className="flex flex-wrap gap-x-3 text-[0.8125rem] text-muted">
        Gains and losses look like <ProfitText amount="87" /> <ProfitText amount="-24.5" />
      </h3>
      <LookChoice look="palette" label="Palette" among={["clear", "classic"]} />
    </section>
  );
}
