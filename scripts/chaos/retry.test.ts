import { expect, test } from "vitest";
import { retry } from "./retry";

/** Fails so often, then is done; counts how often it was asked. */
function failing(times: number) {
  const made = { calls: 0 };
  const task = async () => {
    made.calls += 1;
    if (made.calls <= times)
      throw new Error("the database system is not yet accepting connections");
    return "done";
  };
  return { made, task };
}

test("a store may stay away for longer than there is patience for one that is back", async () => {
  const { made, task } = failing(50);
  const isBack = () => made.calls > 49;
  expect(await retry(task, { counts: isBack, failures: 1, pauseMs: 0 })).toBe("done");
});

test("what fails on a store that is back is told", async () => {
  const { made, task } = failing(50);
  const trying = retry(task, { counts: () => true, failures: 3, pauseMs: 0 });
  await expect(trying).rejects.toThrow("not yet accepting connections");
  expect(made.calls).toBe(4);
});
