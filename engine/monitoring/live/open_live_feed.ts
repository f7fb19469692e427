import type { AlertMessage } from "../../domain/mod.ts";
import type { Database } from "../../storage/mod.ts";
import { LiveFeed } from "./live_feed.ts";

/** Messages among which there may be alerts that an earlier process told and no longer wrote down. */
const LAST = 1_000;

/** How a feed is kept in a database. */
export interface OpenLiveFeedOptions {
  /** Messages that are kept for replay; 10,000 unless given. */
  readonly keep?: number;
  /** Told when messages cannot be written down; they are tried again with the next one. */
  readonly onFailure: (error: Error) => void;
}

/**
 * A live feed that goes on where an earlier process left off: with its numbers, and its last messages for
 * replay. Each message is written down before anybody is told, so that no number that was seen is given again
 * even if the process is killed; alerts that it told and could not write among the alerts are written now.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { openLiveFeed } from "@quakecast/quakecast/monitoring";
 * import { openDatabase } from "@quakecast/quakecast/storage";
 * const folder = await Deno.makeTempDir();
 * {
 *   using database = openDatabase(`${folder}/quakecast.db`, { mode: "create" });
 *   const onFailure = (error: Error) => { throw error; };
 *   const notice = { level: "information", kind: "start", message: "Begun." } as const;
 *   openLiveFeed(database, { onFailure }).tell("notice", notice, 0);
 *   assert(openLiveFeed(database, { onFailure }).tell("notice", notice, 1).number === 2);
 * }
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export function openLiveFeed(
  database: Database,
  { keep = 10_000, onFailure }: OpenLiveFeedOptions,
): LiveFeed {
  const earlier = database.live.last(keep);
  const firstNumber = database.live.newest + 1;
  for (const { kind, data } of earlier.slice(-LAST)) {
    if (kind === "alert") keepAlert(database, { alert: data, onFailure });
  }
  return new LiveFeed({
    ...{ keep, firstNumber, earlier },
    record: (feed) => {
      try {
        // From the database, not from memory: a transaction around may have been taken back.
        database.live.append(feed.after(database.live.newest), { keep });
      } catch (error) {
        onFailure(error as Error);
      }
    },
  });
}

function keepAlert(
  database: Database,
  { alert, onFailure }: { alert: AlertMessage } & Pick<OpenLiveFeedOptions, "onFailure">,
): void {
  const { eventId, revision, status, issuedMs } = alert;
  try {
    database.alerts.add({ id: eventId, revision, status, issuedMs, eventId, document: alert });
  } catch (error) {
    onFailure(error as Error);
  }
}
