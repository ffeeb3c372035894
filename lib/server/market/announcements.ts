/** Corporate actions as announcements, read from the data account a page at a time. */
import { addDays, type IsoDate } from "@/lib/engine/calendar/new-york";
import {
  type Announcement,
  type AnnouncementDate,
  announcementsOf,
  dateOfAnnouncement,
} from "@/lib/wire/alpaca/announcement";
import { UpstreamActions, wholeActions } from "@/lib/wire/alpaca/corporate-actions";
import { readUpstream } from "../data/read-upstream";
import type { Deps } from "../deps";
import { findUpstream } from "./find-upstream";

export interface AnnouncementFilter {
  /** As market data names them. */
  readonly kinds: readonly string[];
  readonly since: IsoDate;
  /** Inclusive. */
  readonly until: IsoDate;
  readonly by: AnnouncementDate;
  readonly symbol: string | null;
  readonly cusip: string | null;
}

/** The data account filters by the day an action takes effect; other days of it are near that one. */
const NEAR_DAYS = 60;
const PAGES_MAX = 20;

/** Lists announcements within the dates, the earliest first. */
export async function listAnnouncements(
  deps: Deps,
  filter: AnnouncementFilter,
): Promise<readonly Announcement[]> {
  const { since, until, by, kinds } = filter;
  const found = await readAll(deps, {
    ...{ types: kinds.join(","), symbols: filter.symbol, cusips: filter.cusip },
    start: addDays(since, -NEAR_DAYS),
    end: addDays(until, NEAR_DAYS),
  });
  const day = (announcement: Announcement) => dateOfAnnouncement(announcement, by);
  return found
    .filter((announcement) => day(announcement) >= since && day(announcement) <= until)
    .sort((a, b) => (day(a) < day(b) ? -1 : 1));
}

/** Finds one by its id. */
export async function findAnnouncement(deps: Deps, id: string): Promise<Announcement | null> {
  const found = await readAll(deps, { ids: id });
  return found.find((announcement) => announcement.id === id) ?? null;
}

async function readAll(
  deps: Deps,
  params: { readonly [name: string]: string | null },
): Promise<Announcement[]> {
  const upstream = await findUpstream(deps);
  const found: Announcement[] = [];
  let token: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const question = {
      path: "/v1/corporate-actions",
      params: { ...params, limit: "1000", page_token: token },
    };
    const answer = wholeActions(await readUpstream(deps, upstream, question, UpstreamActions));
    found.push(...announcementsOf(answer.corporate_actions));
    token = answer.next_page_token;
    if (token === null) break;
  }
  return found;
}
