import { InputError } from "../../domain/mod.ts";
import type { DatabaseConnection } from "./database_connection.ts";
import { readStoredJson, writeStoredJson } from "./stored_json.ts";

/** A forecast as it was made. */
export interface ForecastRecord {
  /** Identifier. */
  readonly id: string;
  /** Name of the model. */
  readonly model: string;
  /** Checksum of the model's folder; left out where there is none, as for formulas. */
  readonly modelChecksum?: string;
  /** When it was made, UTC epoch milliseconds. */
  readonly issuedMs: number;
  /** Beginning of the time it is of, UTC epoch milliseconds. */
  readonly startMs: number;
  /** End of that time, UTC epoch milliseconds. */
  readonly endMs: number;
  /** Whether it passed its calibration gate and was published. */
  readonly isPublished: boolean;
  /** The forecast itself: anything JSON can say. */
  readonly document: unknown;
}

/** One score of a forecast, once the outcome is known. */
export interface ForecastScore {
  /** Which score, such as "log likelihood" or "information gain". */
  readonly name: string;
  /** What it is measured against, such as "etas"; empty where against nothing. */
  readonly baseline: string;
  /** Its value. */
  readonly value: number;
}

/** What came of a forecast. */
export interface ForecastOutcome {
  /** Which version: catalogues are revised, and with them what came. The first is 1. */
  readonly revision: number;
  /** When it was written down, UTC epoch milliseconds. */
  readonly recordedMs: number;
  /** What was observed: anything JSON can say. */
  readonly document: unknown;
  /** How the forecast did. */
  readonly scores: readonly ForecastScore[];
}

/** Which forecasts are asked for; limits are included. */
export interface ForecastQuery {
  /** Only this one. */
  readonly id?: string;
  /** Only of this model. */
  readonly model?: string;
  /** Only those that ended by this time and of which no outcome is known, UTC epoch milliseconds. */
  readonly dueMs?: number;
  /** Only those that end after this time, UTC epoch milliseconds. */
  readonly endsAfterMs?: number;
}

/** One point of the skill of a model over time. */
export interface SkillPoint {
  /** The forecast. */
  readonly forecastId: string;
  /** Its model. */
  readonly model: string;
  /** End of its time, UTC epoch milliseconds. */
  readonly endMs: number;
  /** The score by the latest outcome. */
  readonly value: number;
}

interface ForecastRow {
  id: string;
  model: string;
  model_checksum: string | null;
  issued_ms: number;
  start_ms: number;
  end_ms: number;
  is_published: number;
  document: string;
}

/** Forecasts, what came of them and how they did. None is ever changed or removed. */
export class ForecastStore {
  #connection: DatabaseConnection;

  /** Works on a connection. */
  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  /** Writes a forecast down. Throws InputError where there is one of this identifier, or it ends before it begins. */
  add(forecast: ForecastRecord): void {
    const { id, model, modelChecksum, issuedMs, startMs, endMs, isPublished } = forecast;
    if (!(endMs > startMs)) {
      throw new InputError("Cannot store a forecast: it ends before it begins", { value: id });
    }
    this.#connection.transaction(() => {
      if (this.query({ id }).length > 0) {
        throw new InputError("Cannot store a forecast: there is one of this identifier", {
          field: "id",
          value: id,
        });
      }
      const document = writeStoredJson(forecast.document);
      this.#connection.run(
        "INSERT INTO forecasts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ...[id, model, modelChecksum ?? null, issuedMs, startMs, endMs],
        ...[isPublished ? 1 : 0, document],
      );
    });
  }

  /** The forecasts that a query asks for, by the end of their time. */
  query(query: ForecastQuery = {}): ForecastRecord[] {
    const { id, model, dueMs, endsAfterMs } = query;
    const conditions = ["TRUE"];
    if (id !== undefined) conditions.push("id = ?");
    if (model !== undefined) conditions.push("model = ?");
    if (dueMs !== undefined) {
      conditions.push(
        "end_ms <= ? AND NOT EXISTS (SELECT 1 FROM forecast_outcomes WHERE forecast = id)",
      );
    }
    if (endsAfterMs !== undefined) conditions.push("end_ms > ?");
    return this.#connection.all<ForecastRow>(
      `SELECT * FROM forecasts WHERE ${conditions.join(" AND ")} ORDER BY end_ms, id`,
      ...[id, model, dueMs, endsAfterMs].filter((value) => value !== undefined),
    ).map(forecastOf);
  }

  /**
   * Writes down what came of a forecast, as a further revision where something was known already. Throws
   * InputError for a forecast that is not there, and for a score that is no number.
   */
  recordOutcome(id: string, outcome: Omit<ForecastOutcome, "revision">): void {
    this.#connection.transaction(() => {
      if (this.query({ id }).length === 0) {
        throw new InputError("Cannot store an outcome: there is no such forecast", { value: id });
      }
      const bad = outcome.scores.find(({ value }) => Number.isNaN(value));
      if (bad !== undefined) {
        throw new InputError("Cannot store a score that is no number", { field: bad.name });
      }
      const revision = this.outcomes(id).length + 1;
      this.#connection.run(
        "INSERT INTO forecast_outcomes VALUES (?, ?, ?, ?)",
        ...[id, revision, outcome.recordedMs, writeStoredJson(outcome.document)],
      );
      for (const { name, baseline, value } of outcome.scores) {
        this.#connection.run(
          "INSERT INTO forecast_scores VALUES (?, ?, ?, ?, ?)",
          ...[id, revision, name, baseline, value],
        );
      }
    });
  }

  /** What came of a forecast, the oldest version first; empty while nothing is known. */
  outcomes(id: string): ForecastOutcome[] {
    const rows = this.#connection.all<{ revision: number; recorded_ms: number; document: string }>(
      "SELECT revision, recorded_ms, document FROM forecast_outcomes WHERE forecast = ? ORDER BY revision",
      id,
    );
    return rows.map(({ revision, recorded_ms, document }) => ({
      revision,
      recordedMs: recorded_ms,
      document: readStoredJson(document),
      scores: this.#connection.all<ForecastScore & Record<string, unknown>>(
        "SELECT name, baseline, value FROM forecast_scores WHERE forecast = ? AND revision = ? " +
          "ORDER BY name, baseline",
        ...[id, revision],
      ).map(({ name, baseline, value }) => ({ name, baseline, value })),
    }));
  }

  /** What forecasts are measured against, sorted. */
  baselines(model: string): string[] {
    return this.#connection.all<{ baseline: string }>(
      "SELECT DISTINCT baseline FROM forecast_scores JOIN forecasts ON id = forecast " +
        "WHERE model = ? AND baseline <> '' ORDER BY baseline",
      model,
    ).map(({ baseline }) => baseline);
  }

  /**
   * A score of all forecasts by their latest outcomes, by the end of their time; where a checksum is given,
   * only of those that this very model made.
   */
  skill(
    { score, baseline = "", model, checksum }: {
      readonly score: string;
      readonly baseline?: string;
      readonly model?: string;
      readonly checksum?: string;
    },
  ): SkillPoint[] {
    return this.#connection.all<{ id: string; model: string; end_ms: number; value: number }>(
      `SELECT id, model, end_ms, value FROM forecast_scores JOIN forecasts ON id = forecast
       WHERE name = ? AND baseline = ? AND model = coalesce(?, model)
         AND model_checksum IS coalesce(?, model_checksum) AND revision =
         (SELECT max(revision) FROM forecast_outcomes AS latest WHERE latest.forecast = id)
       ORDER BY end_ms, id`,
      ...[score, baseline, model ?? null, checksum ?? null],
    ).map(({ id, end_ms, ...row }) => ({
      ...{ forecastId: id, model: row.model, endMs: end_ms, value: row.value },
    }));
  }
}

function forecastOf(row: ForecastRow): ForecastRecord {
  return {
    ...{ id: row.id, model: row.model },
    ...(row.model_checksum !== null && { modelChecksum: row.model_checksum }),
    ...{ issuedMs: row.issued_ms, startMs: row.start_ms, endMs: row.end_ms },
    isPublished: row.is_published === 1,
    document: readStoredJson(row.document),
  };
}
