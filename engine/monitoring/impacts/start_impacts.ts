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
  /** Settled once nothing waits to be estimated. */
  idle(): Promise<void>;
  /** Ends it; what is under way is given up. */
  stop(): void;
}

/** An event that waits for its impact. */
interface WaitingEvent {
  readonly eventId: string;
  readonly revision: number;
  readonly timeMs: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly depthKm?: number;
  readonly magnitude: number;
}

/** Taken where an event knows no depth, kilometres. */
const USUAL_DEPTH_KM = 10;
/** An alert that is still revised is looked at this long after its origin, and so often, milliseconds. */
const LOOK_AFTER_MS = 10_000;
const LOOK_AGAIN_MS = 10_000;
/** Events older than that are catalogue and not news, milliseconds. */
const OLD_MS = 86_400_000;

/**
 * Estimates the impact of each event of a system as it becomes known: of an alert 10 s after the origin,
 * each 10 s while it is revised and once it is final; of a located event with each revision. Observed peaks
 * of its stations are blended in. The estimate is made in a worker, so that no alert waits for it; where
 * several wait, the newest of an event counts. Each is stored in the database and told in the feed; what
 * goes wrong is told as a notice.
 *
 * Throws ConfigurationError for a magnitude that is none.
 */
export function startImpacts(system: LiveSystem, options: ImpactOptions = {}): RunningImpacts {
  return new ImpactChain(system, options);
}

class ImpactChain implements RunningImpacts {
  readonly #system: LiveSystem;
  readonly #options: ImpactOptions;
  readonly #leastMagnitude: number;
  readonly #waiting = new Map<string, WaitingEvent>();
  readonly #lookedMs = new Map<string, number>();
  readonly #stopListening: () => void;
  readonly #worker: Worker;
  #current: WaitingEvent | undefined;
  #idlers: (() => void)[] = [];

  constructor(system: LiveSystem, options: ImpactOptions) {
    const { leastMagnitude = 4.5, ...surroundings } = options;
    if (!Number.isFinite(leastMagnitude)) {
      throw new ConfigurationError("The least magnitude must be a number.", "leastMagnitude");
    }
    this.#system = system;
    this.#options = options;
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

  idle(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#current === undefined && this.#waiting.size === 0) resolve();
      else this.#idlers.push(resolve);
    });
  }

  stop(): void {
    this.#stopListening();
    this.#worker.terminate();
    this.#waiting.clear();
    this.#current = undefined;
    this.#rest();
  }

  #hear(message: LiveMessage): void {
    const event = this.#newsOf(message);
    if (event === undefined || event.magnitude < this.#leastMagnitude) return;
    this.#waiting.set(event.eventId, event);
    // After the message has gone out to all who listen.
    if (this.#current === undefined) queueMicrotask(() => this.#next());
  }

  #newsOf(message: LiveMessage): WaitingEvent | undefined {
    if (message.kind === "event") return newsOfEvent(message.data, this.#system.nowMs());
    if (message.kind !== "alert") return undefined;
    const { eventId, revision, status, origin, magnitude, issuedMs } = message.data;
    if (status === "cancel") {
      this.#waiting.delete(eventId);
      return undefined;
    }
    const sinceMs = this.#lookedMs.get(eventId) ?? origin.timeMs + LOOK_AFTER_MS - LOOK_AGAIN_MS;
    if (status !== "final" && issuedMs - sinceMs < LOOK_AGAIN_MS) return undefined;
    this.#lookedMs.set(eventId, issuedMs);
    if (status === "final") this.#lookedMs.delete(eventId);
    const { timeMs, latitude, longitude, depthKm } = origin;
    return {
      ...{ eventId, revision, timeMs, latitude, longitude, depthKm },
      magnitude: magnitude.magnitude,
    };
  }

  #next(): void {
    const first = this.#waiting.values().next().value;
    if (this.#current !== undefined) return;
    if (first === undefined) return this.#rest();
    this.#waiting.delete(first.eventId);
    this.#current = first;
    const { magnitude, latitude, longitude, depthKm } = first;
    const isKnown = depthKm !== undefined && Number.isFinite(depthKm);
    this.#tell({
      kind: "event",
      source: {
        ...{ magnitude, latitude, longitude, mechanism: "unspecified" },
        ...(isKnown ? { depthKm } : { depthKm: USUAL_DEPTH_KM, isDepthAssumed: true }),
      },
      observations: observeMotion(this.#system, { event: first, vs30: this.#options.vs30 }),
    });
  }

  #take(answer: FromImpactWorker): void {
    const event = this.#current;
    if (event === undefined) return;
    this.#current = undefined;
    const nowMs = this.#system.nowMs();
    try {
      if ("fault" in answer) throw new Error(answer.fault);
      const { eventId, revision: eventRevision } = event;
      const { document } = answer;
      this.#system.database.impacts.add({ eventId, eventRevision, madeMs: nowMs, document });
      this.#system.feed.tell("impact", noticeOf(event, document), nowMs);
    } catch (error) {
      this.#complain(
        `Cannot estimate the impact of ${event.eventId}: ${(error as Error).message}`,
      );
    }
    this.#next();
  }

  #complain(message: string): void {
    const notice = { level: "error", kind: "impact", message } as const;
    this.#system.feed.tell("notice", notice, this.#system.nowMs());
  }

  #rest(): void {
    for (const resolve of this.#idlers) resolve();
    this.#idlers = [];
  }

  #tell(message: ToImpactWorker): void {
    this.#worker.postMessage(message);
  }
}

function newsOfEvent(event: LiveEvent, nowMs: number): WaitingEvent | undefined {
  const { id: eventId, magnitude, status, timeMs } = event;
  if (magnitude === undefined || status === "deleted" || nowMs - timeMs > OLD_MS) return undefined;
  return { ...event, eventId, magnitude };
}

function noticeOf({ eventId, revision }: WaitingEvent, document: ImpactDocument): ImpactNotice {
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
