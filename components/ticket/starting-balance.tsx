import { useAccountAct } from "@/components/accounts/use-account-act";
import { useDesk } from "@/components/desk/desk-context";
import { useFrame } from "@/components/frame/frame-context";
import { Button } from "@/components/ui/button";
import { formatMoney, withoutCents } from "@/lib/client/format";

/** From what most people start with to what pattern and margin rules ask for; the second but one is the usual. */
const BALANCES = ["10000", "25000", "50000", "100000"] as const;

/** While nothing has been traded: what the account begins with. Choosing another begins its epoch anew. */
export function StartingBalance() {
  const { frame, accountActions } = useFrame();
  const untouched = useDesk(
    ({ desk }) => desk.orders.length + desk.positions.length + desk.fills.length === 0,
  );
  const { busy, message, run } = useAccountAct();
  const { id, epoch, kind, profile, startingCash } = frame.account;
  if (!untouched) return null;
  const now = withoutCents(startingCash);

  function choose(balance: string): void {
    const terms = { kind: kind as "margin", profile: profile as "standard", startingCash: balance };
    void run(
      () => accountActions.reset({ id, epoch, ...terms }),
      () => location.assign("/trade?guide=1"),
    );
  }

  return (
    <section aria-label="Starting balance" className="flex flex-col gap-1.5">
      <h3 className="text-[0.8125rem] text-muted">Practice money to start with</h3>
      <div className="grid grid-cols-4 gap-1.5">
        {BALANCES.map((balance) => (
          <Button
            key={balance}
            size="small"
            disabled={busy}
            aria-pressed={balance === now}
            className={balance === now ? "border-ink font-semibold" : ""}
            onClick={() => balance !== now && choose(balance)}
          >
            {withoutCents(formatMoney(balance))}
          </Button>
        ))}
      </div>
      <div role="alert" className="text-error empty:hidden">
        {message}
      </div>
    </section>
  );
}
