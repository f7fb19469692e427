import { ALERT_LEVELS, type AlertLevel, type AlertMessage } from "../../domain/mod.ts";
import { hasPassed } from "../live/follow_clock.ts";
import {
  arrivalMs,
  type DescribedState,
  describeState,
  distanceTo,
  originOf,
  type StateSetting,
  type WarningPick,
} from "./describe_state.ts";
import type { ResolvedWarningOptions } from "./early_warning_options.ts";
import { describeDistantSource, probabilityOf } from "./judge_event.ts";
import { observeShaking } from "./observed_shaking.ts";
import { SOURCE_DEPTHS_KM } from "./warning_network.ts";
import { type LevelState, nextLevel, warnSite } from "./warn_site.ts";

/** Milliseconds between revisions without a new pick. */
const REVISION_MS = 1000;
/** Milliseconds after the last pick, and after the origin at most, until the event is final. */
const FINAL_AFTER_PICK_MS = 20_000;
const FINAL_AFTER_ORIGIN_MS = 50_000;
/** Milliseconds that a doubt must last before an alert is taken back: one late packet is no doubt. */
const CANCEL_AFTER_MS = 2000;
/** An alert is taken back below this share of its threshold of stations, and this probability. */
const CANCEL_SHARE = 0.75;
const CANCEL_PROBABILITY = 0.1;
/** What must change for a message to be worth sending. */
const CHANGE = { magnitude: 0.05, km: 1, seconds: 0.3 };

/** An event that was told of, revised each second until it is final or taken back. */
export class WarnedEvent {
  /** Its identifier. */
  readonly id: string;
  readonly #setting: StateSetting;
  readonly #options: ResolvedWarningOptions;
  readonly #picks: WarningPick[];
  readonly #levels = new Map<string, LevelState>();
  #state: DescribedState;
  #last: AlertMessage | undefined;
  #revisedMs = -Infinity;
  #doubtedSinceMs: number | undefined;
  #isOpen = true;

  /** An event with its first picks. */
  constructor(
    id: string,
    { picks, setting, options }: {
      picks: readonly WarningPick[];
      setting: StateSetting;
      options: ResolvedWarningOptions;
    },
  ) {
    this.id = id;
    this.#picks = [...picks];
    this.#setting = setting;
    this.#options = options;
    this.#state = describeState(this.#picks, setting);
  }

  /** Whether it is still revised. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Its state as last worked out. */
  get state(): DescribedState {
    return this.#state;
  }

  /** Whether a station has picked it. */
  hasSeen(station: number): boolean {
    return this.#picks.some((pick) => pick.station === station);
  }

  /** Takes a pick of another station. */
  add(pick: WarningPick): void {
    this.#picks.push(pick);
    this.#revisedMs = -Infinity;
  }

  /** The next message, where a second has passed or a pick has come and something changed. */
  revise(nowMs: number): AlertMessage | undefined {
    if (!this.#isOpen || !hasPassed(REVISION_MS, { sinceMs: this.#revisedMs, nowMs })) {
      return undefined;
    }
    this.#revisedMs = nowMs;
    this.#state = describeState(this.#picks, this.#setting);
    const doubts = this.#doubts();
    this.#doubtedSinceMs = doubts.length === 0 ? undefined : this.#doubtedSinceMs ?? nowMs;
    if (nowMs - (this.#doubtedSinceMs ?? nowMs) >= CANCEL_AFTER_MS) {
      this.#isOpen = false;
      return this.#tell({ status: "cancel", nowMs, reasons: doubts });
    }
    if (this.#state.magnitude === undefined) return undefined;
    const lastPickMs = Math.max(...this.#picks.map(({ knownMs }) => knownMs));
    const isFinal = nowMs - lastPickMs > FINAL_AFTER_PICK_MS ||
      nowMs - this.#state.source.timeMs > FINAL_AFTER_ORIGIN_MS;
    const reasons = [`P at ${this.#state.evidence.length} stations`];
    if (isFinal) {
      this.#isOpen = false;
      return this.#tell({ status: "final", nowMs, reasons });
    }
    const status = this.#last === undefined ? "alert" : "update";
    const message = this.#compose({ status, nowMs, reasons });
    if (this.#last !== undefined && !hasChanged(this.#last, message)) return undefined;
    return this.#last = message;
  }

  #tell(end: { status: "cancel" | "final"; nowMs: number; reasons: string[] }): AlertMessage {
    return this.#last = this.#compose(end);
  }

  #doubts(): string[] {
    const { evidence, silentCount, magnitude } = this.#state;
    const doubts = describeDistantSource(this.#state);
    const share = evidence.length / (evidence.length + silentCount);
    if (share < CANCEL_SHARE * this.#options.leastShare) {
      doubts.push(`${silentCount} stations that P has reached have not seen it`);
    }
    const least = this.#options.leastMagnitude;
    if (magnitude !== undefined && probabilityOf(magnitude, least) < CANCEL_PROBABILITY) {
      doubts.push(`magnitude below ${least}`);
    }
    return doubts;
  }

  #compose(
    { status, nowMs, reasons }: Pick<AlertMessage, "status"> & {
      nowMs: number;
      reasons: readonly string[];
    },
  ): AlertMessage {
    const { source, evidence, silentStations } = this.#state;
    const { network } = this.#setting;
    const revision = (this.#last?.revision ?? 0) + 1;
    const magnitude = this.#state.magnitude ?? this.#last!.magnitude;
    const { intensityModel } = this.#options;
    const depthKm = SOURCE_DEPTHS_KM[source.depthIndex];
    const observed = observeShaking(evidence, {
      ...{ intensityModel, magnitude: magnitude.magnitude, depthKm },
    });
    const sites = this.#options.sites.map((site) => {
      const distanceKm = distanceTo(source, network.frame.toLocal(site));
      const warning = warnSite(site, {
        ...{ intensityModel, magnitude, distanceKm, nowMs, depthKm, observed },
        distanceSigmaKm: source.horizontalSigmaKm,
        sArrivalMs: arrivalMs(source, { network, phase: "S", distanceKm }),
      });
      const before = this.#levels.get(site.name) ?? { level: "none" };
      const { probabilities } = warning;
      const state: LevelState = status === "cancel"
        ? { level: "none" }
        : nextLevel(before, { probabilities, nowMs });
      this.#levels.set(site.name, state);
      return { ...warning, level: state.level };
    });
    return {
      ...{ eventId: this.id, revision, status, issuedMs: nowMs },
      level: sites.reduce<AlertLevel>(
        (most, { level }) => rank(level) > rank(most) ? level : most,
        status === "cancel" ? "none" : "information",
      ),
      origin: originOf(source, { network, evidence, id: `${this.id}/origin/${revision}` }),
      magnitude,
      probabilityOfMagnitude: probabilityOf(magnitude, this.#options.leastMagnitude),
      blindZoneKm: this.#blindZoneKm(nowMs),
      sites,
      ...{ reasons, evidence, silentStations },
      intensityModel: intensityModel.name,
    };
  }

  /** How far S has come. */
  #blindZoneKm(nowMs: number): number {
    const { source } = this.#state;
    const { network } = this.#setting;
    let [near, far] = [0, 900];
    if (arrivalMs(source, { network, phase: "S", distanceKm: near }) > nowMs) return 0;
    while (far - near > 0.01) {
      const distanceKm = (near + far) / 2;
      const hasCome = arrivalMs(source, { network, phase: "S", distanceKm }) <= nowMs;
      if (hasCome) near = distanceKm;
      else far = distanceKm;
    }
    return near;
  }
}

function rank(level: AlertLevel): number {
  return ALERT_LEVELS.indexOf(level);
}

function hasChanged(before: AlertMessage, after: AlertMessage): boolean {
  const far = (a: number, b: number, least: number) => Math.abs(a - b) >= least;
  const kmPerDegree = 111;
  return before.level !== after.level ||
    before.evidence.length !== after.evidence.length ||
    before.silentStations.length !== after.silentStations.length ||
    before.sites.some(({ level }, i) => level !== after.sites[i].level) ||
    far(before.magnitude.magnitude, after.magnitude.magnitude, CHANGE.magnitude) ||
    far(before.magnitude.sigma, after.magnitude.sigma, CHANGE.magnitude) ||
    far(before.origin.timeMs, after.origin.timeMs, 1000 * CHANGE.seconds) ||
    far(before.origin.latitude, after.origin.latitude, CHANGE.km / kmPerDegree) ||
    far(before.origin.longitude, after.origin.longitude, CHANGE.km / kmPerDegree);
}
