import type { ReactNode } from "react";
import { useDesk } from "@/components/desk/desk-context";
import { ProfitText } from "@/components/desk/profit-text";
import { Button, buttonClass } from "@/components/ui/button";
import { PageLink } from "@/components/ui/page-link";
import { formatMoney } from "@/lib/client/format";
import { leave } from "@/lib/client/sign-out";
import type { AccountView } from "@/lib/wire/raxx/desk";

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4 border-b border-line py-1.5 lg:block lg:border-b-0">
      <dt className="text-muted lg:text-xs">{name}</dt>
      <dd className="live font-semibold">{children}</dd>
    </div>
  );
}

function Requirement({ account }: { readonly account: AccountView }) {
  if (account.requirement.length === 0) return null;
  return (
    <section aria-label="Margin requirement" className="mt-3">
      <h3 className="font-semibold">What open options require</h3>
      <ul className="text-[0.8125rem]">
        {account.requirement.map(({ underlying, strategy, legs, amount }) => (
          <li key={`${underlying} ${legs}`} className="flex justify-between gap-4 py-0.5">
            <span>
              {underlying} {strategy} <span className="text-muted">{legs}</span>
            </span>
            <span>{formatMoney(amount)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The account in numbers, and where its margin comes from. */
export function AccountFigures() {
  const account = useDesk((state) => state.desk.account);
  return (
    <div className="px-4 py-3">
      <dl className="lg:grid lg:grid-cols-4 lg:gap-3">
        <Figure name="Equity">{formatMoney(account.equity)}</Figure>
        <Figure name="Total P/L, this epoch">
          <ProfitText amount={account.totalProfit} />
        </Figure>
        <Figure name="Cash">{formatMoney(account.cash)}</Figure>
        <Figure name="Reserved by orders">{formatMoney(account.reserved)}</Figure>
        <Figure name="Stock buying power">{formatMoney(account.buyingPower)}</Figure>
        <Figure name="Option buying power">{formatMoney(account.optionsBuyingPower)}</Figure>
        <Figure name="Initial margin">{formatMoney(account.initialMargin)}</Figure>
        <Figure name="Maintenance margin">{formatMoney(account.maintenanceMargin)}</Figure>
        <Figure name="Started with">{formatMoney(account.startingCash)}</Figure>
        <Figure name="Epoch">{account.epoch}</Figure>
        <Figure name="Fill profile">{account.profile}</Figure>
      </dl>
      <Requirement account={account} />
      <div className="mt-4 flex gap-2 md:hidden">
        <PageLink href="/performance" className={buttonClass()}>
          Performance
        </PageLink>
        <PageLink href="/settings/keys" className={buttonClass()}>
          API keys
        </PageLink>
        <Button onClick={() => void leave()}>Sign out</Button>
      </div>
    </div>
  );
}
