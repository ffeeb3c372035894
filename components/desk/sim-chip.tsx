import { Chip } from "@/components/ui/chip";

/** Says that the numbers beside it are simulated. One in each header above a profit or a price. */
export function SimChip() {
  return (
    <Chip
      tone="accent"
      label="sim"
      title="Every number here is simulated. No real money, no real orders."
    >
      <span aria-hidden>SIM</span>
      <span className="sr-only">Simulated</span>
    </Chip>
  );
}
