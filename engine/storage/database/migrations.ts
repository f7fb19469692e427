import { EnvironmentError, InputError } from "../../domain/mod.ts";
import type { DatabaseConnection } from "./database_connection.ts";

/** A step from one version of the schema to the next. */
export interface Migration {
  /** The version it leads to. */
  readonly version: number;
  /** What it brings. */
  readonly about: string;
  /** Its statements. */
  readonly sql: string;
}

/** What SQLite keeps in the header of our files: "QKDB". */
export const APPLICATION_ID = 0x514b4442;

const CATALOGUE = `
CREATE TABLE events (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL,
  status TEXT NOT NULL, was_reviewed INTEGER NOT NULL, time_ms REAL, latitude REAL, longitude REAL,
  depth_km REAL, magnitude REAL, magnitude_type TEXT NOT NULL, event_type TEXT NOT NULL,
  agency TEXT NOT NULL, updated_ms REAL NOT NULL, recorded_ms REAL NOT NULL
) STRICT;
CREATE INDEX events_by_time ON events (time_ms);
CREATE INDEX events_by_magnitude ON events (magnitude);
CREATE INDEX events_by_update ON events (updated_ms);
CREATE VIRTUAL TABLE event_places USING rtree (
  number, south, north, west, east, first_ms, last_ms, least_magnitude, largest_magnitude
);
CREATE TABLE event_revisions (
  event INTEGER NOT NULL REFERENCES events (number) ON DELETE CASCADE, revision INTEGER NOT NULL,
  recorded_ms REAL NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL, document TEXT NOT NULL,
  PRIMARY KEY (event, revision)
) STRICT;
CREATE TRIGGER event_revisions_stay BEFORE UPDATE ON event_revisions
BEGIN SELECT RAISE (ABORT, 'a revision of an event is never changed'); END;
CREATE TABLE event_picks (
  event INTEGER NOT NULL REFERENCES events (number) ON DELETE CASCADE, pick TEXT NOT NULL,
  PRIMARY KEY (pick, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_picks_by_event ON event_picks (event);
CREATE TABLE picks (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, station TEXT NOT NULL, phase TEXT NOT NULL,
  time_ms REAL NOT NULL, recorded_ms REAL NOT NULL, document TEXT NOT NULL
) STRICT;
CREATE INDEX picks_by_time ON picks (time_ms);
CREATE INDEX picks_by_station ON picks (station, time_ms);
`;

const ALERTS_AND_FORECASTS = `
CREATE TABLE alerts (
  id TEXT NOT NULL, revision INTEGER NOT NULL, status TEXT NOT NULL, issued_ms REAL NOT NULL,
  event TEXT, event_revision INTEGER, document TEXT NOT NULL, PRIMARY KEY (id, revision)
) STRICT;
CREATE INDEX alerts_by_time ON alerts (issued_ms);
CREATE INDEX alerts_by_event ON alerts (event);
CREATE TRIGGER alerts_stay BEFORE UPDATE ON alerts
BEGIN SELECT RAISE (ABORT, 'an alert is never changed'); END;
CREATE TRIGGER alerts_remain BEFORE DELETE ON alerts
BEGIN SELECT RAISE (ABORT, 'an alert is never removed'); END;
CREATE TABLE models (
  name TEXT NOT NULL, checksum TEXT NOT NULL, folder TEXT NOT NULL, registered_ms REAL NOT NULL,
  card TEXT NOT NULL, PRIMARY KEY (name, checksum)
) STRICT;
CREATE TABLE forecasts (
  id TEXT PRIMARY KEY, model TEXT NOT NULL, model_checksum TEXT, issued_ms REAL NOT NULL,
  start_ms REAL NOT NULL, end_ms REAL NOT NULL, is_published INTEGER NOT NULL, document TEXT NOT NULL
) STRICT;
CREATE INDEX forecasts_by_end ON forecasts (end_ms);
CREATE TRIGGER forecasts_stay BEFORE UPDATE ON forecasts
BEGIN SELECT RAISE (ABORT, 'a forecast is never changed'); END;
CREATE TRIGGER forecasts_remain BEFORE DELETE ON forecasts
BEGIN SELECT RAISE (ABORT, 'a forecast is never removed'); END;
CREATE TABLE forecast_outcomes (
  forecast TEXT NOT NULL REFERENCES forecasts (id), revision INTEGER NOT NULL,
  recorded_ms REAL NOT NULL, document TEXT NOT NULL, PRIMARY KEY (forecast, revision)
) STRICT;
CREATE TABLE forecast_scores (
  forecast TEXT NOT NULL, revision INTEGER NOT NULL, name TEXT NOT NULL, baseline TEXT NOT NULL,
  value REAL NOT NULL, PRIMARY KEY (forecast, revision, name, baseline),
  FOREIGN KEY (forecast, revision) REFERENCES forecast_outcomes (forecast, revision)
) STRICT, WITHOUT ROWID;
`;

const CLOCKS = `
CREATE TABLE clock_readings (
  channel TEXT NOT NULL, wall_ms REAL NOT NULL, packet_end_ms REAL NOT NULL,
  PRIMARY KEY (channel, wall_ms)
) STRICT, WITHOUT ROWID;
CREATE INDEX clock_readings_by_time ON clock_readings (wall_ms);
CREATE TABLE clock_alarms (
  channel TEXT NOT NULL, began_ms REAL NOT NULL, ended_ms REAL, kind TEXT NOT NULL,
  worst_seconds REAL NOT NULL, PRIMARY KEY (channel, began_ms)
) STRICT, WITHOUT ROWID;
`;

const LIVE_MESSAGES = `
CREATE TABLE live_messages (
  number INTEGER PRIMARY KEY, kind TEXT NOT NULL, time_ms REAL NOT NULL, document TEXT NOT NULL
) STRICT;
`;

const IMPACTS = `
CREATE TABLE impacts (
  event TEXT NOT NULL, revision INTEGER NOT NULL, event_revision INTEGER NOT NULL,
  made_ms REAL NOT NULL, document TEXT NOT NULL, PRIMARY KEY (event, revision)
) STRICT;
CREATE TRIGGER impacts_stay BEFORE UPDATE ON impacts
BEGIN SELECT RAISE (ABORT, 'an estimate of an impact is never changed'); END;
`;

const SCHEDULED_FORECASTS = `
CREATE TABLE scheduled_forecasts (
  forecast TEXT PRIMARY KEY REFERENCES forecasts (id), kind TEXT NOT NULL, headline TEXT NOT NULL,
  evidence TEXT NOT NULL
) STRICT;
CREATE TRIGGER scheduled_forecasts_stay BEFORE UPDATE ON scheduled_forecasts
BEGIN SELECT RAISE (ABORT, 'a forecast is never changed'); END;
CREATE TRIGGER scheduled_forecasts_remain BEFORE DELETE ON scheduled_forecasts
BEGIN SELECT RAISE (ABORT, 'a forecast is never removed'); END;
`;

const WEBHOOKS = `
CREATE TABLE webhooks (
  id TEXT PRIMARY KEY, url TEXT NOT NULL, secret TEXT NOT NULL, minimum_level TEXT NOT NULL,
  created_by TEXT NOT NULL, created_ms REAL NOT NULL
) STRICT, WITHOUT ROWID;
`;

const REVIEWS = `
CREATE TABLE reviews (
  sequence INTEGER PRIMARY KEY, kind TEXT NOT NULL, item TEXT NOT NULL, number INTEGER NOT NULL,
  event TEXT, decision TEXT NOT NULL, author TEXT NOT NULL, reason TEXT NOT NULL,
  reviewed_ms REAL NOT NULL, correction TEXT, undoes INTEGER, basis TEXT, seen TEXT,
  UNIQUE (kind, item, number)
) STRICT;
CREATE INDEX reviews_by_time ON reviews (reviewed_ms);
CREATE INDEX reviews_by_author ON reviews (author);
CREATE TRIGGER reviews_stay BEFORE UPDATE ON reviews
BEGIN SELECT RAISE (ABORT, 'a review is never changed'); END;
CREATE TRIGGER reviews_remain BEFORE DELETE ON reviews
BEGIN SELECT RAISE (ABORT, 'a review is never removed'); END;
CREATE TABLE reviewed_items (
  kind TEXT NOT NULL, item TEXT NOT NULL, event TEXT, state TEXT NOT NULL, newest INTEGER NOT NULL,
  standing INTEGER REFERENCES reviews (sequence), PRIMARY KEY (kind, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX reviewed_items_by_event ON reviewed_items (event) WHERE event IS NOT NULL;
CREATE TABLE automatic_events (
  event INTEGER PRIMARY KEY REFERENCES events (number) ON DELETE CASCADE, status TEXT NOT NULL,
  was_reviewed INTEGER NOT NULL, document TEXT NOT NULL
) STRICT;
ALTER TABLE picks ADD COLUMN probability REAL AS (CASE WHEN json_type(document, '$.probability')
  IN ('real', 'integer') THEN json_extract(document, '$.probability') END);
ALTER TABLE picks ADD COLUMN time_error REAL AS (CASE WHEN json_type(document, '$.timeErrorSeconds')
  IN ('real', 'integer') THEN json_extract(document, '$.timeErrorSeconds') END);
ALTER TABLE picks ADD COLUMN doubt REAL AS (max(coalesce(4 * probability * (1 - probability), 0),
  coalesce(time_error / (time_error + 0.1), 0)));
CREATE INDEX picks_by_doubt ON picks (doubt, time_ms);
`;

const ELICITATIONS = `
CREATE TABLE elicitations (
  number INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('question', 'answer')),
  question TEXT NOT NULL, author TEXT NOT NULL, recorded_ms REAL NOT NULL, start_ms REAL NOT NULL,
  document TEXT NOT NULL, CHECK (recorded_ms < start_ms)
) STRICT;
CREATE UNIQUE INDEX elicitation_questions ON elicitations (question) WHERE kind = 'question';
CREATE INDEX elicitations_by_question ON elicitations (question);
CREATE TRIGGER elicitations_stay BEFORE UPDATE ON elicitations
BEGIN SELECT RAISE (ABORT, 'what an expert said is never changed'); END;
CREATE TRIGGER elicitations_remain BEFORE DELETE ON elicitations
BEGIN SELECT RAISE (ABORT, 'what an expert said is never removed'); END;
`;

/** Every step, in order. A step that is in a release is never changed: a new one is added. */
export const MIGRATIONS: readonly Migration[] = [
  { version: 1, about: "events, their revisions and picks", sql: CATALOGUE },
  { version: 2, about: "alerts, models, forecasts and their scores", sql: ALERTS_AND_FORECASTS },
  { version: 3, about: "clocks of channels", sql: CLOCKS },
  { version: 4, about: "the last messages of a live feed", sql: LIVE_MESSAGES },
  { version: 5, about: "impacts of events", sql: IMPACTS },
  { version: 6, about: "forecasts made by schedule", sql: SCHEDULED_FORECASTS },
  { version: 7, about: "receivers of alerts", sql: WEBHOOKS },
  { version: 8, about: "reviews by persons", sql: REVIEWS },
  { version: 9, about: "what experts say of windows to come", sql: ELICITATIONS },
];

/** The version that this program reads and writes. */
export const SCHEMA_VERSION: number = MIGRATIONS[MIGRATIONS.length - 1].version;

/**
 * The version of a file's schema; 0 for an empty file.
 *
 * Throws InputError for a database of another program, and EnvironmentError for one of a newer
 * Quakecast.
 */
export function readSchemaVersion(connection: DatabaseConnection): number {
  const { path } = connection;
  const objects = connection.get<{ count: number }>("SELECT count(*) AS count FROM sqlite_schema")!;
  const application = connection.get<{ application_id: number }>("PRAGMA application_id")!;
  const { user_version: version } = connection.get<{ user_version: number }>(
    "PRAGMA user_version",
  )!;
  if (objects.count === 0 && application.application_id === 0) return 0;
  if (application.application_id !== APPLICATION_ID) {
    throw new InputError(`Cannot use database "${path}": another program made it`, {
      source: path,
      expected: "a database of Quakecast",
    });
  }
  if (version > SCHEMA_VERSION) {
    throw new EnvironmentError(
      `Cannot use database "${path}": a newer Quakecast made it (schema ${version}, known up to ` +
        `${SCHEMA_VERSION}); use that one, or restore an older backup`,
      "database",
    );
  }
  return version;
}

/** Brings a file's schema to a version, forward only, all steps or none; gives the version it had. */
export function migrateDatabase(
  connection: DatabaseConnection,
  version: number = SCHEMA_VERSION,
): number {
  if (readSchemaVersion(connection) >= version) return readSchemaVersion(connection);
  return connection.transaction(() => {
    const before = readSchemaVersion(connection); // another process may have been first
    for (const step of MIGRATIONS) {
      if (step.version > before && step.version <= version) connection.execute(step.sql);
    }
    if (before < version) {
      connection.execute(`PRAGMA application_id = ${APPLICATION_ID}`);
      connection.execute(`PRAGMA user_version = ${version}`);
    }
    return before;
  });
}
