import { describe, expect, it } from "vitest";
import {
  addLeg,
  clearTicket,
  createTicketStore,
  editTicket,
  isComplete,
  loadOrder,
  orderOf,
  removeLeg,
  setLimitFrom,
  stepQty,
} from "./ticket-store";

const PUT_600 = "SPY261218P00600000";
const PUT_590 = "SPY261218P00590000";
const CALL_610 = "SPY261218C00610000";
const PUT_595 = "SPY261218P00595000";

describe("legs", () => {
  it("come from sides: the same side again raises the ratio, the other takes it back", () => {
    const ticket = createTicketStore();
    addLeg(ticket, PUT_600, "sell");
    addLeg(ticket, PUT_600, "sell");
    expect(ticket.getState().legs).toEqual([{ symbol: PUT_600, side: "sell", ratio: 2 }]);
    addLeg(ticket, PUT_600, "buy");
    addLeg(ticket, PUT_600, "buy");
    expect(ticket.getState().legs).toEqual([]);
  });

  it("are at most four", () => {
    const ticket = createTicketStore();
    for (const symbol of [PUT_600, PUT_595, PUT_590, CALL_610]) {
      expect(addLeg(ticket, symbol, "buy")).toBe(true);
    }
    expect(addLeg(ticket, "SPY", "buy")).toBe(false);
    expect(ticket.getState().legs).toHaveLength(4);
  });

  it("count shares by the hundred beside an option, and singly alone", () => {
    const ticket = createTicketStore();
    addLeg(ticket, "SPY", "buy");
    expect(ticket.getState().legs).toEqual([{ symbol: "SPY", side: "buy", ratio: 1 }]);
    addLeg(ticket, CALL_610, "sell");
    expect(ticket.getState().legs[0]).toEqual({ symbol: "SPY", side: "buy", ratio: 100 });
    removeLeg(ticket, CALL_610);
    expect(ticket.getState().legs[0]?.ratio).toBe(1);
  });

  it("clear the limit when they change, since it priced other legs", () => {
    const ticket = createTicketStore();
    addLeg(ticket, PUT_600, "sell");
    editTicket(ticket, { limit: "1.30" });
    addLeg(ticket, PUT_595, "buy");
    expect(ticket.getState().limit).toBe("");
    editTicket(ticket, { limit: "0.80" });
    removeLeg(ticket, PUT_595);
    expect(ticket.getState().limit).toBe("");
  });
});

describe("the order sent", () => {
  it("signs the net of several legs, and never that of one", () => {
    const ticket = createTicketStore();
    addLeg(ticket, PUT_600, "sell");
    setLimitFrom(ticket, "-1.34");
    expect(orderOf(ticket.getState()).limit).toBe("1.34");
    addLeg(ticket, PUT_595, "buy");
    setLimitFrom(ticket, "-1.34");
    expect(orderOf(ticket.getState()).limit).toBe("-1.34");
    editTicket(ticket, { netWord: "debit" });
    expect(orderOf(ticket.getState()).limit).toBe("1.34");
  });

  it("is asked as market while it has no price, and is not complete then", () => {
    const ticket = createTicketStore();
    addLeg(ticket, PUT_600, "sell");
    expect(orderOf(ticket.getState())).toMatchObject({ type: "market", limit: null });
    expect(isComplete(ticket.getState())).toBe(false);
    editTicket(ticket, { type: "market" });
    expect(isComplete(ticket.getState())).toBe(true);
  });

  it("keeps its id until the ticket is cleared", () => {
    const ticket = createTicketStore();
    const id = ticket.getState().clientOrderId;
    stepQty(ticket, 1);
    expect(orderOf(ticket.getState())).toMatchObject({ clientOrderId: id, qty: "2" });
    clearTicket(ticket);
    expect(ticket.getState().clientOrderId).not.toBe(id);
  });

  it("survives an example unchanged", () => {
    const ticket = createTicketStore();
    const order = {
      clientOrderId: "x",
      type: "limit",
      timeInForce: "day",
      qty: "1",
      limit: "-1.34",
      legs: [
        { symbol: PUT_600, side: "sell", ratio: 1 },
        { symbol: PUT_595, side: "buy", ratio: 1 },
      ],
    } as const;
    loadOrder(ticket, { ...order, legs: [...order.legs] }, { isExample: true });
    expect(orderOf(ticket.getState())).toMatchObject({ limit: "-1.34", qty: "1" });
    expect(ticket.getState().isExample).toBe(true);
  });

  it("steps the quantity by one and stops at one", () => {
    const ticket = createTicketStore();
    stepQty(ticket, -1);
    expect(ticket.getState().qty).toBe("1");
    editTicket(ticket, { qty: "" });
    stepQty(ticket, 1);
    expect(ticket.getState().qty).toBe("1");
  });
});
