// interim
import { preferredOrigin } from "../engine/domain/mod.ts";
import type { Database } from "../engine/storage/mod.ts";
export function rankReviews(database: Database, { limit }: { limit: number }): unknown[] {
  const picks = database.picks.query({ last: true, limit: 60 });
  const s = database.reviews.states("pick", picks.map(({ id }) => id));
  const more = (score: number) => ({ score, components: { uncertainty: score, disagreement: 0, impact: 0 } });
  const items: { score: number }[] = picks.filter((p) => s.get(p.id)!.state === "automatic").map((p, i) => ({
    kind: "pick", itemId: p.id, ...more(0.9 - i * 0.01), reasons: ["its time error is large (0.3 s)", "its residual of 0.9 s is three times its error"],
    summary: `${p.phase} at ${p.code.network}.${p.code.station}`, timeMs: p.timeMs,
  }));
  const events = database.events.query({ limit: 3 });
  for (const { event } of events) {
    if (database.reviews.state("event", event.id).state !== "automatic") continue;
    items.push({ kind: "event", itemId: event.id, ...more(0.95), reasons: ["an alert was issued", "felt up to intensity VIII"], summary: `M ${event.magnitudes[0]?.magnitude}`, timeMs: preferredOrigin(event)!.timeMs } as never);
    for (const m of event.magnitudes.slice(0, 2)) items.push({ kind: "magnitude", itemId: m.id, eventId: event.id, ...more(0.6), reasons: ["magnitudes of types differ by 0.8"], summary: `${m.magnitudeType} ${m.magnitude}`, timeMs: preferredOrigin(event)!.timeMs } as never);
  }
  for (const f of database.scheduled.list({ limit: 2 })) items.push({ kind: "forecast", itemId: f.id, ...more(0.4), reasons: ["withheld by its gate"], summary: f.headline, timeMs: f.startMs } as never);
  return items.sort((a, b) => b.score - a.score).slice(0, limit);
}
