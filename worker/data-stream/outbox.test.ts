import { expect, test } from "vitest";
import { Message } from "./message";
import { Outbox } from "./outbox";

const quote = (symbol: string, bp: number) => new Message({ S: symbol, bp }, `q ${symbol}`);
const trade = (p: number) => new Message({ T: "t", p });

function outbox() {
  const sent: string[][] = [];
  const box = new Outbox();
  const flush = (bufferedBytes: number, nowMs: number) =>
    box.flush(bufferedBytes, nowMs, (messages) =>
      sent.push(messages.map(({ json }) => json.toString())),
    );
  return { box, sent, flush };
}

const FULL = 65_537;

test("a reader that keeps up gets every message, in order, in one piece", () => {
  const { box, sent, flush } = outbox();
  for (const price of [1, 2]) box.push(quote("SPY", price));
  box.push(trade(3));
  expect(flush(65_536, 0)).toBe("sent");
  expect(sent).toEqual([['{"S":"SPY","bp":1}', '{"S":"SPY","bp":2}', '{"T":"t","p":3}']]);
  expect(box.length).toBe(0);
});

test("a reader that fell behind gets the last quote of each symbol and every trade", () => {
  const { box, sent, flush } = outbox();
  box.push(quote("SPY", 1));
  expect(flush(FULL, 0)).toBe("held");
  box.push(trade(1));
  for (let price = 2; price < 2_000; price += 1) {
    box.push(quote("SPY", price));
    box.push(quote("QQQ", price));
  }
  box.push(trade(2));
  expect(flush(FULL, 4_999)).toBe("held");
  expect(flush(0, 5_000)).toBe("sent");
  expect(sent).toEqual([
    ['{"T":"t","p":1}', '{"S":"SPY","bp":1999}', '{"S":"QQQ","bp":1999}', '{"T":"t","p":2}'],
  ]);
});

test("a reader that stays behind for five seconds is given up; one that came back begins anew", () => {
  const { box, flush } = outbox();
  for (const [bytes, atMs, done] of [
    [FULL, 0, "held"],
    [FULL, 5_000, "held"],
    [0, 5_001, "sent"],
    [FULL, 6_000, "held"],
    [FULL, 11_000, "held"],
    [FULL, 11_001, "given_up"],
  ] as const) {
    box.push(quote("SPY", atMs));
    expect(flush(bytes, atMs)).toBe(done);
  }
});

test("trades that nothing replaces are held up to a bound", () => {
  const { box, flush } = outbox();
  for (let price = 0; price < 20_000; price += 1) box.push(trade(price));
  expect(flush(FULL, 0)).toBe("held");
  box.push(trade(0));
  expect(flush(FULL, 1)).toBe("given_up");
});
