import { AlertStore } from "./alert_store.ts";
import { checkDatabase } from "./check_database.ts";
import { ClockStore } from "./clock_store.ts";
import { copyDatabase } from "./copy_database.ts";
import type { DatabaseConnection } from "./database_connection.ts";
import { ElicitationStore } from "./elicitation_store.ts";
import { EventStore } from "./event_store.ts";
import { ForecastStore } from "./forecast_store.ts";
import { ImpactStore } from "./impact_store.ts";
import { LiveStore } from "./live_store.ts";
import { readSchemaVersion } from "./migrations.ts";
import { ModelRegistry } from "./model_registry.ts";
import { PickStore } from "./pick_store.ts";
import { ScheduledStore } from "./scheduled_store.ts";
import { pruneDatabase, type PruneReport, type RetentionAges } from "./prune_database.ts";
import { ReviewStore } from "./review_store.ts";
import { WebhookStore } from "./webhook_store.ts";

/** How much there is in a database. */
export interface DatabaseSummary {
  /** Version of its schema. */
  readonly schemaVersion: number;
  /** Events, those taken back included. */
  readonly events: number;
  /** Revisions of events. */
  readonly revisions: number;
  /** Picks. */
  readonly picks: number;
  /** Messages of alerts. */
  readonly alerts: number;
  /** Forecasts. */
  readonly forecasts: number;
  /** Models. */
  readonly models: number;
  /** Reviews. */
  readonly reviews: number;
}

/** Everything Quakecast keeps, in one file; see openDatabase. */
export class Database {
  /** Events with all their revisions. */
  readonly events: EventStore;
  /** Picks. */
  readonly picks: PickStore;
  /** Alerts as they were sent. */
  readonly alerts: AlertStore;
  /** Forecasts, outcomes and scores. */
  readonly forecasts: ForecastStore;
  /** Those made by schedule: in brief, and what they are scored by. */
  readonly scheduled: ScheduledStore;
  /** Models that were used. */
  readonly models: ModelRegistry;
  /** Impacts of events. */
  readonly impacts: ImpactStore;
  /** Clocks of channels. */
  readonly clocks: ClockStore;
  /** The last messages of a live feed. */
  readonly live: LiveStore;
  /** What experts say of windows to come. */
  readonly elicitations: ElicitationStore;
  /** Who is told of alerts. */
  readonly webhooks: WebhookStore;
  /** What persons said of picks, events, magnitudes and forecasts. */
  readonly reviews: ReviewStore;
  #connection: DatabaseConnection;

  /** Works on a connection whose schema is of this version; openDatabase makes one. */
  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
    this.events = new EventStore(connection);
    this.picks = new PickStore(connection);
    this.alerts = new AlertStore(connection);
    this.forecasts = new ForecastStore(connection);
    this.scheduled = new ScheduledStore(connection, this.forecasts);
    this.models = new ModelRegistry(connection);
    this.impacts = new ImpactStore(connection);
    this.clocks = new ClockStore(connection);
    this.live = new LiveStore(connection);
    this.elicitations = new ElicitationStore(connection);
    this.webhooks = new WebhookStore(connection);
    this.reviews = new ReviewStore(connection, this.events);
  }

  /** Path of the file. */
  get path(): string {
    return this.#connection.path;
  }

  /**
   * Another text after every change of the file, by this or another process, messages of our own live feed aside:
   * answers from what else there is may be kept until then.
   */
  get state(): string {
    const version = this.#connection.get<{ data_version: number }>("PRAGMA data_version")!;
    return `${version.data_version}.${this.#connection.changes}`;
  }

  /** Does all that `body` writes, or nothing where it throws; it must not wait for anything. */
  transaction<Result>(body: () => Result): Result {
    return this.#connection.transaction(body);
  }

  /**
   * Does what `body` says, and fails soon where another process writes for long: for who can try again, and must
   * not wait.
   */
  promptly<Result>(body: () => Result): Result {
    return this.#connection.promptly(body);
  }

  /** How much there is. */
  summarise(): DatabaseSummary {
    const count = (table: string) =>
      this.#connection.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)!.count;
    return {
      schemaVersion: readSchemaVersion(this.#connection),
      events: count("events"),
      revisions: count("event_revisions"),
      picks: count("picks"),
      alerts: count("alerts"),
      forecasts: count("forecasts"),
      models: count("models"),
      reviews: count("reviews"),
    };
  }

  /** What is wrong with the file, a sentence each; empty where all is well. */
  check(): string[] {
    return checkDatabase(this.#connection);
  }

  /** Copies everything, as it is at this moment, into one checked file; see copyDatabase. */
  async backup(path: string, options: { readonly replace?: boolean } = {}): Promise<void> {
    await copyDatabase(this.#connection, path, options);
  }

  /** Removes what is older than it may become; see pruneDatabase. */
  prune(
    options: { readonly nowMs: number; readonly ages: RetentionAges; readonly dryRun?: boolean },
  ): PruneReport {
    return pruneDatabase(this.#connection, options);
  }

  /** Ends the use of the file. */
  close(): void {
    this.#connection.close();
  }

  /** The same, at the end of a block that says `using`. */
  [Symbol.dispose](): void {
    this.close();
  }
}
