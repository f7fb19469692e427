import type { DatabaseConnection } from "./database_connection.ts";
import type { ForecastRecord, ForecastStore } from "./forecast_store.ts";
import { readStoredJson, writeStoredJson } from "./stored_json.ts";

/** A forecast that was made by schedule, in brief. */
export interface ScheduledSummary extends Omit<ForecastRecord, "document" | "modelChecksum"> {
  /** What is forecast, such as "daily". */
  readonly kind: string;
  /** What a list shows. */
  readonly headline: string;
}

/** What is kept of such a forecast beside the forecast itself. */
export interface ScheduledParts {
  /** What is forecast, such as "daily". */
  readonly kind: string;
  /** What a list shows. */
  readonly headline: string;
  /** What it will be scored by: anything JSON can say. */
  readonly evidence: unknown;
}

interface SummaryRow {
  id: string;
  model: string;
  issued_ms: number;
  start_ms: number;
  end_ms: number;
  is_published: number;
  kind: string;
  headline: string;
}

/**
 * Forecasts that were made by schedule: what lists show of them, so that no list reads whole ones, and what
 * they are scored by. The forecasts themselves are among all forecasts.
 */
export class ScheduledStore {
  #connection: DatabaseConnection;
  #forecasts: ForecastStore;

  /** Works on a connection, beside all forecasts. */
  constructor(connection: DatabaseConnection, forecasts: ForecastStore) {
    this.#connection = connection;
    this.#forecasts = forecasts;
  }

  /**
   * Writes a forecast down with its parts, all or nothing; false where there is one of this identifier
   * already, which stays as it is. Throws InputError for one that ends before it begins.
   */
  add(forecast: ForecastRecord, { kind, headline, evidence }: ScheduledParts): boolean {
    return this.#connection.transaction(() => {
      if (this.has(forecast.id)) return false;
      this.#forecasts.add(forecast);
      this.#connection.run(
        "INSERT INTO scheduled_forecasts VALUES (?, ?, ?, ?)",
        ...[forecast.id, kind, headline, writeStoredJson(evidence)],
      );
      return true;
    });
  }

  /** Tells whether there is a forecast of this identifier. */
  has(id: string): boolean {
    return this.#connection.get("SELECT 1 FROM scheduled_forecasts WHERE forecast = ?", id) !==
      undefined;
  }

  /** What a forecast is scored by; undefined where it is not there. */
  evidence<Evidence>(id: string): Evidence | undefined {
    const row = this.#connection.get<{ evidence: string }>(
      "SELECT evidence FROM scheduled_forecasts WHERE forecast = ?",
      id,
    );
    return row && readStoredJson(row.evidence);
  }

  /** Forecasts in brief, those that end last first. */
  list(
    { model, kind, publishedOnly = false, limit }: {
      readonly model?: string;
      readonly kind?: string;
      readonly publishedOnly?: boolean;
      readonly limit: number;
    },
  ): ScheduledSummary[] {
    return this.#connection.all<SummaryRow>(
      `SELECT id, model, issued_ms, start_ms, end_ms, is_published, kind, headline
       FROM forecasts JOIN scheduled_forecasts ON forecast = id
       WHERE model = coalesce(?, model) AND kind = coalesce(?, kind) AND is_published >= ?
       ORDER BY end_ms DESC, id DESC LIMIT ?`,
      ...[model ?? null, kind ?? null, publishedOnly ? 1 : 0, limit],
    ).map((row) => ({
      ...{ id: row.id, model: row.model, issuedMs: row.issued_ms, startMs: row.start_ms },
      ...{ endMs: row.end_ms, isPublished: row.is_published === 1 },
      ...{ kind: row.kind, headline: row.headline },
    }));
  }
}
