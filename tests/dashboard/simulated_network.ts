import type {
  AlertMessage,
  LiveEvent,
  LiveStation,
  Pick,
  SeismicEvent,
  Station,
  WaveformEnvelope,
} from "../../engine/domain/mod.ts";
import { RandomStream } from "../../engine/mathematics/mod.ts";
import { type LiveFeed, type LiveSystem, openLiveFeed } from "../../engine/monitoring/mod.ts";
import type { Database } from "../../engine/storage/mod.ts";
import { makeAlert } from "./simulated_alert.ts";
import {
  arrivalsOf,
  distanceOf,
  envelopeOf,
  makeNetwork,
  type Quake,
  SITES,
} from "./simulated_ground.ts";

/** Seconds from an arrival until its pick is known. */
const PICK_DELAY_MS = 300;

/** An alert is revised each second for as long as this, milliseconds. */
const REVISED_MS = 12_000;

/**
 * A live system whose ground is simulated: it tells a real feed and keeps a real database, as a monitor does,
 * and needs neither waveform nor picker. `advance` brings it to a time.
 */
export class SimulatedNetwork implements LiveSystem {
  readonly feed: LiveFeed;
  readonly database: Database;
  readonly network: readonly Station[] = makeNetwork(20);
  readonly sites = SITES;
  readonly quakes: Quake[] = [];
  readonly #states = new Map<string, LiveStation["state"]>();
  readonly #told = new Set<string>();
  readonly #alerts = new Map<string, AlertMessage>();
  #now: number;

  /** Begins at a time, UTC epoch milliseconds, with the events of the week before. */
  constructor(database: Database, { startMs }: { startMs: number }) {
    this.database = database;
    this.feed = openLiveFeed(database, {
      onFailure: (error) => {
        throw error;
      },
    });
    this.#now = startMs;
    this.#addPast(new RandomStream(11));
    this.feed.tell("notice", note("information", "start", "The network is followed."), startMs);
  }

  nowMs(): number {
    return this.#now;
  }

  /** Changes how a station's data come. */
  setState(station: string, state: LiveStation["state"]): void {
    this.#states.set(station, state);
    const level = state === "live" ? "information" : "warning";
    this.feed.tell("notice", note(level, "station", `${station} is ${state}.`), this.#now);
  }

  /** An earthquake begins now, below the east of the bay unless said otherwise. */
  quake(given: Partial<Quake> = {}): Quake {
    const place = { latitude: 37.28, longitude: -121.62, depthKm: 9 };
    const quake = { timeMs: this.#now, magnitude: 6.3, ...place, ...given };
    this.quakes.push(quake);
    return quake;
  }

  /** Takes the newest alert back. */
  cancel(): void {
    const newest = [...this.#alerts.values()].at(-1);
    if (newest === undefined) throw new Error("There is no alert.");
    this.#tellAlert({
      ...newest,
      revision: newest.revision + 1,
      status: "cancel",
      issuedMs: this.#now,
    });
  }

  /** Brings everything to a time: picks, alerts and events, and once a second what passes. */
  advance(nowMs: number): void {
    const isNewSecond = Math.floor(nowMs / 1000) > Math.floor(this.#now / 1000);
    this.#now = nowMs;
    this.quakes.forEach((quake, i) => this.#follow(quake, `simulated/${quake.timeMs}/${i}`));
    if (!isNewSecond) return;
    const startMs = Math.floor(nowMs / 1000) * 1000 - 1000;
    const span = { quakes: this.quakes, startMs, seconds: 1, binSeconds: 0.1 };
    const heard = this.network.filter((station) => this.#stateOf(station) === "live");
    this.feed.pass("stations", this.stations(), nowMs);
    this.feed.pass("waveforms", heard.map((station) => envelopeOf(station, span)), nowMs);
    this.feed.pass("latency", this.latency(), nowMs);
  }

  stations(): LiveStation[] {
    return this.network.map((station) => {
      const state = this.#stateOf(station);
      const { network, station: code, latitude, longitude } = station;
      const latencySeconds = { live: 0.4, late: 21, silent: 340, faulty: 0.6 }[state];
      return {
        ...{ station: `${network}.${code}`, latitude, longitude, state, latencySeconds },
        newestMs: this.#now - 1000 * latencySeconds,
        channels: [`${network}.${code}..HHZ`],
      };
    });
  }

  events(): LiveEvent[] {
    return this.database.events.query({ orderBy: "time" })
      .map(({ event, revision, status }) => this.#liveEventOf(event, { revision, status }));
  }

  waveform(
    channel: string,
    { seconds, binSeconds }: { seconds: number; binSeconds: number },
  ): WaveformEnvelope | undefined {
    const station = this.network.find(({ network, station }) =>
      `${network}.${station}..HHZ` === channel
    );
    const startMs = Math.floor(this.#now / 1000) * 1000 - 1000 * seconds;
    return station && envelopeOf(station, { quakes: this.quakes, startMs, seconds, binSeconds });
  }

  latency(): { count: number; medianMs: number; p99Ms: number } {
    return { count: 5120, medianMs: 18, p99Ms: 94 };
  }

  #stateOf({ network, station }: Station): LiveStation["state"] {
    return this.#states.get(`${network}.${station}`) ?? "live";
  }

  #follow(quake: Quake, eventId: string): void {
    const seen = this.network.filter((station) =>
      arrivalsOf(quake, station).p + PICK_DELAY_MS <= this.#now
    );
    for (const station of this.network) this.#pick(quake, station);
    if (seen.length < 2) return;
    const last = this.#alerts.get(eventId);
    const since = this.#now - (last?.issuedMs ?? -Infinity);
    const isRevised = this.#now - quake.timeMs < REVISED_MS;
    if (last === undefined || isRevised && since >= 1000 && last.status !== "cancel") {
      const revision = (last?.revision ?? 0) + 1;
      this.#tellAlert(makeAlert(quake, {
        ...{ eventId, revision, nowMs: this.#now, network: this.network },
        status: revision === 1 ? "alert" : "update",
      }));
    }
    if (seen.length >= 6 && seen.length % 5 === 0) this.#tellEvent(quake, { eventId, seen });
  }

  #pick(quake: Quake, station: Station): void {
    const { p, s } = arrivalsOf(quake, station);
    for (const [phase, timeMs] of [["P", p], ["S", s]] as const) {
      const pick = pickOf(quake, { station, phase, timeMs });
      if (timeMs + PICK_DELAY_MS > this.#now || this.#told.has(pick.id)) continue;
      this.#told.add(pick.id);
      this.database.picks.add([pick], { recordedMs: this.#now });
      this.feed.tell("pick", pick, this.#now);
    }
  }

  #tellAlert(alert: AlertMessage): void {
    this.#alerts.set(alert.eventId, alert);
    const { eventId, revision, status, issuedMs } = alert;
    this.database.alerts.add({ id: eventId, revision, status, issuedMs, document: alert });
    this.feed.tell("alert", alert, this.#now);
  }

  #tellEvent(quake: Quake, { eventId, seen }: { eventId: string; seen: Station[] }): void {
    const key = `${eventId} ${seen.length}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    const event = eventOf(quake, { id: eventId, stations: seen });
    this.database.events.put([event], {
      recordedMs: this.#now,
      reason: `${seen.length} stations`,
    });
    this.feed.tell(
      "event",
      this.#liveEventOf(event, this.database.events.get(eventId)!),
      this.#now,
    );
  }

  #liveEventOf(
    event: SeismicEvent,
    { revision, status }: { revision: number; status: LiveEvent["status"] },
  ): LiveEvent {
    const [{ timeMs, latitude, longitude, depthKm, horizontalErrorKm, arrivals }] = event.origins;
    const [{ magnitude, magnitudeType, error }] = event.magnitudes;
    return {
      ...{ id: event.id, revision, status, timeMs, latitude, longitude, depthKm },
      ...{ magnitude, magnitudeType, magnitudeSigma: error, horizontalErrorKm },
      pickCount: arrivals.length,
    };
  }

  #addPast(stream: RandomStream): void {
    const events = Array.from({ length: 60 }, (_, i) => {
      const quake = {
        timeMs: this.#now - 7 * 86_400_000 * stream.uniform() ** 2 - 60_000,
        latitude: 37.2 + 1.3 * stream.uniform(),
        longitude: -122.8 + 1.5 * stream.uniform(),
        depthKm: 3 + 12 * stream.uniform(),
        magnitude: 1.2 - Math.log10(1 - stream.uniform()),
      };
      return eventOf(quake, { id: `simulated/past/${i}`, stations: this.network.slice(0, 8) });
    });
    this.database.events.put(events, { recordedMs: this.#now });
  }
}

function pickOf(
  quake: Quake,
  { station, phase, timeMs }: { station: Station; phase: "P" | "S"; timeMs: number },
): Pick {
  const { network, station: name } = station;
  const distanceKm = distanceOf(quake, station);
  return {
    id: `${network}.${name}.${Math.round(quake.timeMs)}.${phase}`,
    code: { network, station: name, location: "", channel: "HHZ" },
    ...{ phase, timeMs, method: "simulated" },
    probability: Math.max(0.35, 0.95 - 0.004 * distanceKm),
    timeErrorSeconds: 0.02 + 0.002 * distanceKm,
  };
}

function eventOf(
  quake: Quake,
  { id, stations }: { id: string; stations: Station[] },
): SeismicEvent {
  const { magnitude, ...place } = quake;
  const picks = stations.map((station) =>
    pickOf(quake, { station, phase: "P", timeMs: arrivalsOf(quake, station).p })
  );
  const arrivals = stations.map((station, i) => ({
    ...{ pickId: picks[i].id, phase: "P", distanceKm: distanceOf(quake, station) },
    ...{ azimuthDegrees: 0, residualSeconds: 0, weight: 1 },
  }));
  const horizontalErrorKm = 30 / stations.length;
  return {
    ...{ id, eventType: "earthquake", descriptions: [], picks },
    origins: [{ id: `${id}/origin`, ...place, horizontalErrorKm, arrivals }],
    magnitudes: [{ id: `${id}/magnitude`, magnitude, magnitudeType: "ML", error: 0.2 }],
  };
}

function note(level: "information" | "warning" | "error", kind: string, message: string) {
  return { level, kind, message };
}
