import {
  DAY_MS,
  type ForecastNotice,
  InsufficientDataError,
  type ScheduledForecastKind,
} from "../../domain/mod.ts";
import type { Database, ListedEvent } from "../../storage/mod.ts";
import { tellScheduledDrift } from "../drift/tell_scheduled_drift.ts";
import { areaOfAftershocks } from "./aftershock_area.ts";
import { cellOf, type ForecastArea, layArea } from "./forecast_area.ts";
import { forecastIdentifier } from "./forecast_identifier.ts";
import { FEWEST_SCORED, gateScored } from "./gate_scored.ts";
import { makeScheduledForecast, type ScheduledRequest } from "./make_scheduled_forecast.ts";
import { listScheduledEvents, pointEventsOfList } from "./read_scheduled_events.ts";
import {
  type ForecastScheduleOptions,
  planSchedule,
  type SchedulePlan,
} from "./schedule_options.ts";
import type { ScheduledRecord } from "./scheduled_record.ts";
import { isScoringDue, reviewScored, scoreDue } from "./score_due.ts";
import { SIMPLE } from "./simple_law.ts";
import { scoredForecasts, summariseScheduled } from "./summarise_scheduled.ts";

/** What one advance has done. */
export interface ScheduleReport {
  /** Forecasts that were made. */
  readonly made: ForecastNotice[];
  /** Identifiers of forecasts of which more is known now. */
  readonly scored: string[];
}

/** From the making of an aftershock forecast to its start: it is kept before its time begins. */
const AFTERSHOCK_LEAD_MS = 60_000;

/** Large events longer ago than this are not followed by a forecast any more. */
const FRESH_MS = DAY_MS;

/** What most notices are about. */
const NOTICE = "scheduled forecasts";

/** Days missed that are told, the last. */
const MOST_MISSED = 366;

/**
 * Makes forecasts when they are due, scores them when it is known what came, and withholds them as long
 * as their calibration does not hold. Time is what it is told; all it knows is in the database, so that
 * a new one goes on where another was killed: no forecast is lost or made twice, and one that was not
 * made before its time began is never made at all, which the next one tells.
 *
 * @example
 * ```ts
 * import { ForecastSchedule, simpleModel } from "@quakecast/quakecast/forecasting";
 * import { openDatabase } from "@quakecast/quakecast/storage";
 * const folder = await Deno.makeTempDir();
 * const database = openDatabase(`${folder}/live.sqlite`, { mode: "create" });
 * const region = [[-125, 32], [-113, 32], [-113, 42], [-125, 42]] as const;
 * const notices: string[] = [];
 * const schedule = new ForecastSchedule(database, {
 *   model: simpleModel({ region, minimumMagnitude: 3 }),
 *   onNotice: (message) => notices.push(message),
 * });
 * const { made } = await schedule.advance(Date.UTC(2026, 0, 1, 23, 55));
 * console.assert(made.length === 0 && notices.length === 1); // there are no events to learn from
 * database.close();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export class ForecastSchedule {
  readonly #database: Database;
  readonly #plan: SchedulePlan;
  readonly #options: ForecastScheduleOptions;
  #isBusy = false;
  #reviewedDay = -Infinity;
  /** What could not be made for want of events: said once. */
  readonly #unable = new Set<string>();

  /** Keeps what it makes in a database that is open for writing. Throws ConfigurationError as planSchedule. */
  constructor(database: Database, options: ForecastScheduleOptions) {
    this.#database = database;
    this.#options = options;
    this.#plan = planSchedule(options);
  }

  /**
   * Does what is due at a time, UTC epoch milliseconds; call it each minute, or once by cron within the
   * lead of the day. While an earlier call is at work, a further one does nothing.
   *
   * Throws EnvironmentError where the database cannot be written.
   */
  async advance(nowMs: number): Promise<ScheduleReport> {
    if (this.#isBusy) return { made: [], scored: [] };
    this.#isBusy = true;
    try {
      const scored = this.#score(nowMs);
      const made: ForecastNotice[] = [];
      for (const request of this.#dueRequests(nowMs)) {
        const notice = await this.#make(request);
        if (notice !== undefined) made.push(notice);
      }
      return { made, scored };
    } finally {
      this.#isBusy = false;
    }
  }

  #score(nowMs: number): string[] {
    const task = { plan: this.#plan, nowMs };
    const scored = this.#scoreDue(task);
    const day = Math.floor(nowMs / DAY_MS);
    if (day === this.#reviewedDay) return [...scored];
    this.#reviewedDay = day;
    return [...scored, ...reviewScored(this.#database, task)];
  }

  /** Scores what is due, and tells where the verdict on the model's drift has become another one. */
  #scoreDue(task: { plan: SchedulePlan; nowMs: number }): readonly string[] {
    if (!isScoringDue(this.#database, task)) return [];
    const { scored, message } = tellScheduledDrift(this.#database, {
      model: this.#plan.model.name,
      score: () => scoreDue(this.#database, task),
    });
    if (message !== undefined) this.#options.onNotice?.(message, "model drift");
    return scored;
  }

  /** Nothing is read before something is due: this is asked each minute. */
  #dueRequests(nowMs: number): Omit<ScheduledRequest, "events">[] {
    const { hour, leadMs, model } = this.#plan;
    const requests: Omit<ScheduledRequest, "events">[] = [];
    const offset = hour * 3_600_000;
    const startMs = Math.ceil((nowMs - offset) / DAY_MS) * DAY_MS + offset;
    const id = forecastIdentifier(model.name, { startMs });
    if (startMs - nowMs <= leadMs && this.#isOpen(id)) {
      const missedMs = this.#missedBefore(startMs);
      requests.push({
        ...{ id, startMs, issuedMs: nowMs, missedMs, area: this.#dailyArea() },
        ...this.#standing("daily"),
      });
    }
    for (const event of this.#freshMainshocks(nowMs)) {
      const { id: eventId, magnitude, timeMs, latitude, longitude } = event;
      requests.push({
        ...{ id: forecastIdentifier(model.name, { eventId }), issuedMs: nowMs, missedMs: [] },
        startMs: nowMs + AFTERSHOCK_LEAD_MS,
        area: areaOfAftershocks(event, this.#plan),
        trigger: { eventId, magnitude, timeMs, latitude, longitude },
        ...this.#standing("aftershock"),
      });
    }
    return requests;
  }

  #dailyArea(): ForecastArea {
    const { region, minimumMagnitude, cellDegrees, model } = this.#plan;
    const { magnitudeStep, cutsRegion } = model.setting;
    return layArea({
      ...{ region, minimumMagnitude, magnitudeStep, cellDegrees },
      ...(cutsRegion && region !== model.setting.region ? { within: model.setting.region } : {}),
    });
  }

  /** Large events of the last day that no forecast follows yet, the oldest first. */
  #freshMainshocks(nowMs: number): ListedEvent[] {
    const { aftershockMagnitude, region, model } = this.#plan;
    const list = listScheduledEvents(this.#database, this.#plan, {
      ...{ startMs: nowMs - FRESH_MS, endMs: nowMs },
    });
    const area = layArea({
      ...{ region, minimumMagnitude: aftershockMagnitude, magnitudeStep: 0 },
    });
    return mainshocksIn(list, area).filter(({ id }) =>
      this.#isOpen(forecastIdentifier(model.name, { eventId: id }))
    );
  }

  #isOpen(id: string): boolean {
    return !this.#unable.has(id) && !this.#database.scheduled.has(id);
  }

  /** Days between the last forecast and this one that were not forecast. */
  #missedBefore(startMs: number): number[] {
    const model = this.#plan.model.name;
    const [newest] = this.#database.scheduled.list({ model, kind: "daily", limit: 1 });
    if (newest === undefined) return [];
    const missed: number[] = [];
    for (let day = newest.startMs + DAY_MS; day < startMs; day += DAY_MS) missed.push(day);
    return missed.slice(-MOST_MISSED);
  }

  /** How the model has done so far, and whether it may be published. */
  #standing(kind: ScheduledForecastKind): Pick<ScheduledRequest, "kind" | "gate" | "skill"> {
    const { model, baselines } = this.#plan;
    const { forecasts } = this.#database;
    const query = { model: model.name, checksum: model.checksum };
    const own = scoredForecasts(forecasts, { ...query, kind });
    const scored = kind === "daily" || own.length >= FEWEST_SCORED
      ? own
      : scoredForecasts(forecasts, { ...query, kind: "daily" });
    const names = [SIMPLE, ...baselines.map(({ name }) => name)];
    return {
      kind,
      gate: gateScored(scored, model),
      skill: names.map((baseline) => summariseScheduled(forecasts, { ...query, kind, baseline })),
    };
  }

  async #make(request: Omit<ScheduledRequest, "events">): Promise<ForecastNotice | undefined> {
    const list = listScheduledEvents(this.#database, this.#plan, { endMs: request.issuedMs });
    const { onNotice, onProgress } = this.#options;
    try {
      const record = await makeScheduledForecast(
        this.#plan,
        { ...request, events: pointEventsOfList(list) },
        onProgress,
      );
      if (request.missedMs.length > 0) onNotice?.(record.remarks[0], NOTICE);
      return this.#keep(record);
    } catch (error) {
      if (!(error instanceof InsufficientDataError)) throw error;
      this.#unable.add(request.id);
      onNotice?.(error.message, NOTICE);
      return undefined;
    }
  }

  /** Written before it is told: what people have heard of is there. */
  #keep(record: ScheduledRecord): ForecastNotice | undefined {
    const { id, issuedMs, startMs, endMs, isPublished, headline } = record;
    const { name: model, checksum } = this.#plan.model;
    const notice = { id, model, issuedMs, startMs, endMs, isPublished, headline };
    const { evidence, ...document } = record;
    const kept = { id, model, issuedMs, startMs, endMs, isPublished, document };
    const isKept = this.#database.transaction(() => {
      this.#registerModels(issuedMs);
      return this.#database.scheduled.add(
        checksum === undefined ? kept : { ...kept, modelChecksum: checksum },
        { kind: record.kind, headline, evidence },
      );
    });
    // Where another process was first, what it has made stays.
    if (!isKept) return undefined;
    this.#options.onForecast?.(notice);
    return notice;
  }

  /** By which models this and what it is measured against are made: with their cards, once for each training. */
  #registerModels(registeredMs: number): void {
    for (const { name, checksum, kept } of [this.#plan.model, ...this.#plan.baselines]) {
      if (checksum === undefined || kept === undefined) continue;
      this.#database.models.register({ name, checksum, registeredMs, ...kept });
    }
  }
}

function mainshocksIn(list: readonly ListedEvent[], area: ForecastArea): ListedEvent[] {
  const { minimumMagnitude } = area;
  return list.filter(({ magnitude, latitude, longitude }) =>
    magnitude >= minimumMagnitude - 1e-9 && cellOf(area, latitude, longitude) >= 0
  );
}
