import { expect, test } from "vitest";
import { onToastWaiting, showToasts, tell, tellError } from "./toast";

test("what was said before the corner was there is shown first, once, in its order", () => {
  let wanted = 0;
  const stopWanting = onToastWaiting(() => {
    wanted += 1;
  });
  tell("filled");
  tellError("refused");
  expect(wanted).toBe(2);
  const shown: string[] = [];
  const stop = showToasts(({ text, isError }) => shown.push(`${text} ${isError}`));
  tell("canceled");
  expect(shown).toEqual(["filled false", "refused true", "canceled false"]);
  expect(wanted).toBe(2);

  stop();
  tell("on another page");
  expect(shown).toHaveLength(3);
  stopWanting();
  showToasts(({ text }) => shown.push(text))();
  expect(shown.at(-1)).toBe("on another page");
});
