import {
  type AlertColour,
  ConfigurationError,
  type ImpactNotice,
  type LiveEvent,
  type LiveMessage,
} from "../../domain/mod.ts";
import type { ImpactDocument } from "../../impact/mod.ts";
import type { LiveSystem } from "../live/live_system.ts";
import type { FromImpactWorker, ImpactSurroundings, ToImpactWorker } from "./impact_job.ts";
import { observeMotion } from "./observed_motion.ts";

/** How impacts are estimated while a system runs. */
export interface ImpactOptions extends ImpactSurroundings {
  /** Smallest magnitude whose impact is estimated; 4.5 unless given. */
  readonly leastMagnitude?: number;
}

/** Impacts that are estimated while a system runs. */
export interface RunningImpacts {
  /** Estimates at once what waits for its time, and is settled once that is done. */
  settle(): Promise<void>;
  /** Ends it; what is under way is given up. */
  stop(): void;
}

/** What of an event its impact depends on. */
type KnownEvent = Pick<
  LiveEvent,
  "id" | "revision" | "timeMs" | "latitude" | "longitude" | "depthKm" | "magnitude"
>;

/** An event that was told of. */
interface HeardEvent {
  /** As an alert had it, where that told of it last. */
  alerted?: KnownEvent;
  /** Whether it changed since its impact was estimated. */
  isChanged: boolean;
  /** Whether it waits no longer. */
  isUrgent: boolean;
  /** When its impact was estimated last, UTC epoch milliseconds. */
  estimatedMs: number;
}

/** Taken where an event knows no depth, kilometres. */
const USUAL_DEPTH_KM = 10;
/** An event is looked at this long after its origin: S has passed the nearest stations. Milliseconds. */
const FIRST_AFTER_MS = 10_000;
/** Least time between two estimates of an event, milliseconds. */
const EVERY_MS = 10_000;
/** Events older than that are catalogue and no news, milliseconds. */
const OLD_MS = 86_400_000;

/**
 * Estimates the impact of each event of a system as it becomes known: 10 s after the origin, at most each
 * 10 s as it is revised, and at once where its alert is final. Observed peaks of its stations are blended
 * in. The estimate is made in a worker, so that no alert waits for it. Each is stored in the database and
 * told in the feed; what goes wrong is told as a notice.
 *
 * Throws ConfigurationError for a magnitude that is none.
 *
 * @example
 * ```ts
 * import { drawDemoScene, Monitor, startImpacts } from "@quakecast/quakecast/monitoring";
 * import { openDatabase } from "@quakecast/quakecast/storage";
 * const folder = await Deno.makeTempDir();
 * const database = openDatabase(`${folder}/live.sqlite`, { mode: "create" });
 * const { scene, population, buildings } = drawDemoScene({ seed: 1, startMs: 0 });
 * const picker = { kind: "classical", name: "sta-lta" } as const;
 * const monitor = await Monitor.open({ stations: scene.stations, database, picker });
 * const impacts = startImpacts(monitor, { population, buildings, leastMagnitude: 5 });
 * await impacts.settle(); // nothing was pushed: there is nothing to estimate
 * console.assert(database.impacts.newest("none") === undefined);
 * impacts.stop();
 * await monitor.finish();
 * monitor.close();
 * database.close();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export function startImpacts(system: LiveSystem, options: ImpactOptions = {}): RunningImpacts {
  return new ImpactChain(system, options);
}

class ImpactChain implements RunningImpacts {
  readonly #system: LiveSystem;
  readonly #vs30: number | undefined;
  readonly #leastMagnitude: number;
  readonly #heard = new Map<string, HeardEvent>();
  readonly #stopListening: () => void;
  readonly #worker: Worker;
  #current: KnownEvent | undefined;
  #settlers: (() => void)[] = [];

  constructor(system: LiveSystem, options: ImpactOptions) {
    const { leastMagnitude = 4.5, ...surroundings } = options;
    if (!Number.isFinite(leastMagnitude)) {
      throw new ConfigurationError("The least magnitude must be a number.", "leastMagnitude");
    }
    this.#system = system;
    this.#vs30 = options.vs30;
    this.#leastMagnitude = leastMagnitude;
    this.#worker = new Worker(new URL("./impact_worker.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }) => this.#take(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#complain(`Impacts are no longer estimated: ${event.message}`);
      this.stop();
    };
    this.#tell({ kind: "surroundings", surroundings });
    this.#stopListening = system.feed.listen((message) => this.#hear(message));
  }

  settle(): Promise<void> {
    for (const event of this.#heard.values()) event.isUrgent = event.isChanged;
    return new Promise((resolve) => {
      this.#settlers.push(resolve);
      this.#next();
    });
  }

  stop(): void {
    this.#stopListening();
    this.#worker.terminate();
    this.#heard.clear();
    this.#current = undefined;
    this.#next();
  }

  /** Passing messages, one a second, tell the time. */
  #hear(message: LiveMessage): void {
    if (message.kind === "event") {
      const { id, status } = message.data;
      if (status === "deleted") this.#heard.delete(id);
      else this.#mark(id, {});
    } else if (message.kind === "alert") {
      const { eventId: id, revision, status, origin, magnitude: { magnitude } } = message.data;
      const { timeMs, latitude, longitude, depthKm } = origin;
      const alerted = { id, revision, timeMs, latitude, longitude, depthKm, magnitude };
      if (status === "cancel") this.#heard.delete(id);
      else this.#mark(id, { alerted, isUrgent: status === "final" });
    } else if (message.kind === "impact" || message.kind === "notice") {
      return;
    }
    // After the message has gone out to all who listen.
    queueMicrotask(() => this.#next());
  }

  #mark(id: string, news: { alerted?: KnownEvent; isUrgent?: boolean }): void {
    const known = this.#heard.get(id);
    this.#heard.set(id, {
      alerted: news.alerted ?? known?.alerted,
      isChanged: true,
      isUrgent: news.isUrgent || known?.isUrgent || false,
      estimatedMs: known?.estimatedMs ?? -Infinity,
    });
  }

  #next(): void {
    if (this.#current !== undefined) return;
    const nowMs = this.#system.nowMs();
    for (const [id, heard] of this.#heard) {
      if (!heard.isChanged) continue;
      const event = this.#system.events().find((one) => one.id === id) ?? heard.alerted;
      if (event === undefined || nowMs - event.timeMs > OLD_MS) {
        this.#heard.delete(id);
        continue;
      }
      const isDue = heard.isUrgent || nowMs - event.timeMs >= FIRST_AFTER_MS &&
          nowMs - heard.estimatedMs >= EVERY_MS;
      if (!isDue) continue;
      Object.assign(heard, { isChanged: false, isUrgent: false, estimatedMs: nowMs });
      if (!((event.magnitude ?? -Infinity) >= this.#leastMagnitude)) continue;
      return this.#estimate(event);
    }
    for (const resolve of this.#settlers.splice(0)) resolve();
  }

  #estimate(event: KnownEvent): void {
    this.#current = event;
    const { latitude, longitude, depthKm } = event;
    const isKnown = depthKm !== undefined && Number.isFinite(depthKm);
    this.#tell({
      kind: "event",
      source: {
        ...{ magnitude: event.magnitude!, latitude, longitude, mechanism: "unspecified" },
        ...(isKnown ? { depthKm } : { depthKm: USUAL_DEPTH_KM, isDepthAssumed: true }),
      },
      observations: observeMotion(this.#system, { event, vs30: this.#vs30 }),
    });
  }

  #take(answer: FromImpactWorker): void {
    const event = this.#current;
    if (event === undefined) return;
    this.#current = undefined;
    const nowMs = this.#system.nowMs();
    try {
      if ("fault" in answer) throw new Error(answer.fault);
      const { id: eventId, revision: eventRevision } = event;
      const { document } = answer;
      this.#system.database.impacts.add({ eventId, eventRevision, madeMs: nowMs, document });
      this.#system.feed.tell("impact", noticeOf(event, document), nowMs);
    } catch (error) {
      this.#complain(
        `Cannot estimate the impact of ${event.id}: ${(error as Error).message}`,
      );
    }
    this.#next();
  }

  #complain(message: string): void {
    const notice = { level: "error", kind: "impact", message } as const;
    this.#system.feed.tell("notice", notice, this.#system.nowMs());
  }

  #tell(message: ToImpactWorker): void {
    this.#worker.postMessage(message);
  }
}

function noticeOf({ id: eventId, revision }: KnownEvent, document: ImpactDocument): ImpactNotice {
  const colourOf = (unit: string): AlertColour | undefined =>
    document.losses?.find((loss) => loss.unit === unit)?.alert;
  const { mean } = document.cells.intensity;
  return {
    ...{ eventId, revision },
    largestIntensity: mean.reduce((most, value) => Math.max(most, value), 1),
    ...optional("fatalityAlert", colourOf("fatalities")),
    ...optional("economicAlert", colourOf("million USD")),
  };
}

function optional<Name extends string>(
  name: Name,
  value: string | undefined,
): { [Key in Name]?: string } {
  return value === undefined ? {} : { [name]: value } as { [Key in Name]?: string };
}
