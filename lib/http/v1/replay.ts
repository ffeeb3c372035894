/** POST /v1/replay: the account rebuilt from its events and compared with everything stored. */
import { verifyOwnAccount } from "@/lib/server/verify/verify-own";
import { type Handler, ok } from "../call";

/** `ok` false names the first difference; a head hash can be compared with one kept elsewhere. */
export const postReplay: Handler = async ({ deps, caller }) => {
  const verdict = await verifyOwnAccount(deps, caller);
  const { version } = verdict;
  return ok(
    verdict.ok
      ? { ok: true, version, head_hash: verdict.headHash, difference: null }
      : { ok: false, version, head_hash: null, difference: verdict.difference },
  );
};
