/** Pages of a span of the past from the data account: stocks and options have paths of their own. */
import { isoTime } from "@/lib/server/clock";
import type { Upstream } from "@/lib/server/market/upstream";

export interface PastSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

interface Asked {
  readonly kind: "quotes" | "trades" | "auctions";
  readonly symbols: readonly string[];
  readonly isOption: (symbol: string) => boolean;
}

const SYMBOLS_PER_CALL = 100;
const PAGES_MAX = 20;

/** The pages of what was asked, in order. */
export async function readPages(
  upstream: Upstream,
  asked: Asked,
  range: PastSpan,
): Promise<readonly unknown[]> {
  const parts = pathsOf(asked).map(({ path, symbols }) => pages(upstream, path, symbols, range));
  return (await Promise.all(parts)).flat();
}

/** The paths to ask, each for so many symbols as one call may name. */
export function pathsOf({
  kind,
  symbols,
  isOption,
}: Asked): readonly { readonly path: string; readonly symbols: readonly string[] }[] {
  const calls: { path: string; symbols: readonly string[] }[] = [];
  const add = (path: string, list: readonly string[]) => {
    for (let from = 0; from < list.length; from += SYMBOLS_PER_CALL) {
      calls.push({ path, symbols: list.slice(from, from + SYMBOLS_PER_CALL) });
    }
  };
  add(
    `/v2/stocks/${kind}`,
    symbols.filter((symbol) => !isOption(symbol)),
  );
  add(`/v1beta1/options/${kind}`, symbols.filter(isOption));
  return calls;
}

async function pages(
  upstream: Upstream,
  path: string,
  symbols: readonly string[],
  { fromMs, toMs }: PastSpan,
): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  const query = `symbols=${symbols.join(",")}&start=${isoTime(fromMs)}&end=${isoTime(toMs)}&limit=10000`;
  let token: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const next: string = token === null ? "" : `&page_token=${encodeURIComponent(token)}`;
    const body = await upstream.readJson(`${path}?${query}${next}`);
    found.push(body);
    token = tokenOf(body);
    if (token === null) break;
  }
  return found;
}

function tokenOf(body: unknown): string | null {
  const token = (body as { next_page_token?: unknown } | null)?.next_page_token;
  return typeof token === "string" ? token : null;
}
