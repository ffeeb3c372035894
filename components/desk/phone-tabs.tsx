import { useDeskContext, useView } from "@/components/desk/desk-context";
import { PageTab, PartTab, PHONE_TABS, PhoneBar } from "@/components/frame/phone-bar";
import { showBook } from "@/lib/client/view-store";

/** The phone's bar on the desk: one part of it at a time. */
export function PhoneTabs() {
  const { view } = useDeskContext();
  const part = useView((state) => state.phonePart);
  const bookTab = useView((state) => state.bookTab);
  const shown = part === "market" ? "market" : bookTab;
  return (
    <PhoneBar onMore={shown === "account"}>
      <PageTab tab={PHONE_TABS.home} on={false} />
      <PartTab
        tab={PHONE_TABS.trade}
        on={shown === "market"}
        onPress={() => view.setState({ phonePart: "market" })}
      />
      <PartTab
        tab={PHONE_TABS.positions}
        on={shown === "positions"}
        onPress={() => showBook(view, "positions")}
      />
      <PartTab
        tab={PHONE_TABS.activity}
        on={shown === "orders" || shown === "fills"}
        onPress={() => showBook(view, "orders")}
      />
    </PhoneBar>
  );
}
