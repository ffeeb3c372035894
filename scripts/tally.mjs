// Counts what passed and failed, so that a run can go on after a failure and still end in one honest line.
import { report } from "./services/plain-error.mjs";
import { step } from "./steps.mjs";

export function makeTally() {
  const tally = { passed: 0, failed: 0 };

  /** Runs a step; a failure is printed and counted once. Answers whether it went well. */
  const attempt = async (name, work) => {
    try {
      await step(name, work);
      return true;
    } catch (error) {
      console.log(`${name} FAILED`);
      report(error);
      tally.failed += 1;
      return false;
    }
  };

  return {
    attempt,
    /** A step that itself is something to pass, such as lint. */
    async check(name, work) {
      if (await attempt(name, work)) tally.passed += 1;
    },
    add({ passed, failed }) {
      tally.passed += passed;
      tally.failed += failed;
    },
    get failed() {
      return tally.failed;
    },
    line() {
      return `${tally.passed} passed, ${tally.failed} failed`;
    },
  };
}
