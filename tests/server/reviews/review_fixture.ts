import type { SeismicEvent } from "../../../engine/domain/mod.ts";
import { type Database, openDatabase } from "../../../engine/storage/mod.ts";
import { makePick } from "../../engine/storage/database/database_fixture.ts";
import { makeFullEvent } from "../fdsn_event_fixture.ts";
import { type GuardedServer, postJson, withGuardedServer } from "../guards/guarded_server.ts";

/** The event of the database under test: two magnitudes, one pick with its arrival. */
export const EVENT: SeismicEvent = { ...makeFullEvent(), id: "net/full event" };

/** Ten picks of no event. */
export const PICKS: readonly string[] = Array.from({ length: 10 }, (_, i) => `XX.A/P/${i}`);

/** A forecast as it is stored; reviews look at no more of it. */
export const FORECAST = "etas.daily.2026-11-27T06Z";

/** Fills a database with an event, picks and a forecast. */
export function fillForReviews(database: Database): void {
  database.events.put([EVENT], { recordedMs: 1_000 });
  const picks = PICKS.map((id, i) => makePick(id, 1e12 + i * 1_000));
  database.picks.add(picks, { recordedMs: 2_000 });
  database.forecasts.add({
    ...{ id: FORECAST, model: "etas", issuedMs: 0, startMs: 1, endMs: 2, isPublished: true },
    document: { sentence: "about one" },
  });
}

/** Runs `body` with a guarded server whose database has something to review. */
export function withReviews(
  options: Parameters<typeof withGuardedServer>[0],
  body: (server: GuardedServer) => Promise<void>,
): Promise<void> {
  return withGuardedServer(options, async (server) => {
    {
      using database = openDatabase(`${server.folder}/quakecast.db`, { mode: "write" });
      fillForReviews(database);
    }
    await body(server);
  });
}

/** Address of an item. */
export function pathOf(kind: string, id: string, query = ""): string {
  return `/v1/reviews/${kind}/${encodeURIComponent(id)}${query}`;
}

/** A POST of a review whose author saw a number. */
export function postReview(seen: number, review: Record<string, unknown>): RequestInit {
  const init = postJson({ reason: "looked at", author: "anna", ...review });
  return {
    ...init,
    headers: { ...init.headers as Record<string, string>, "if-match": `"${seen}"` },
  };
}
