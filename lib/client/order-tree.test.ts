import { expect, test } from "vitest";
import type { OrderView } from "@/lib/wire/raxx/desk";
import { orderTrees, treeWords } from "./order-tree";

type Group = NonNullable<OrderView["group"]>;

const order = (id: string, group: Group | null = null, rest: Partial<OrderView> = {}) =>
  ({ id, group, status: "new", filledQty: "0", ...rest }) as OrderView;
const part = (role: Group["role"], kind: Group["kind"] = "bracket"): Group => ({
  id: "g",
  kind,
  role,
});

const shapeOf = (orders: readonly OrderView[]) =>
  orderTrees(orders).map(({ order: { id }, exits }) => [id, ...exits.map((exit) => exit.id)]);

test("a bracket is one tree, wherever its parts stand in the list", () => {
  const orders = [
    order("loss", part("stop_loss")),
    order("alone"),
    order("profit", part("take_profit")),
    order("entry", part("entry")),
  ];
  expect(shapeOf(orders)).toEqual([["entry", "loss", "profit"], ["alone"]]);
});

test("exits hang on the entry that took over, and the replaced one stays", () => {
  const orders = [
    order("loss", part("stop_loss")),
    order("new", part("entry")),
    order("old", part("entry"), { status: "replaced" }),
  ];
  expect(shapeOf(orders)).toEqual([["new", "loss"], ["old"]]);
});

test("two exits of an oco stand together; so do exits whose entry is on another page", () => {
  const orders = [order("a", part("take_profit", "oco")), order("b", part("stop_loss", "oco"))];
  expect(shapeOf(orders)).toEqual([["a", "b"]]);
});

test("it says what waits for what", () => {
  const exits = [order("x", part("stop_loss")), order("y", part("take_profit"))];
  const words = (entry: OrderView) => treeWords({ order: entry, exits });
  expect(words(order("e"))).toBeNull();
  expect(words(order("e", part("entry")))).toMatch(/wait until this order has filled/);
  expect(words(order("e", part("entry"), { filledQty: "2" }))).toMatch(/shrinks or ends the other/);
  expect(words(order("e", part("take_profit", "oco")))).toMatch(/One cancels the other/);
});
