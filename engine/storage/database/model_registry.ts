import type { DatabaseConnection } from "./database_connection.ts";
import { readStoredJson, writeStoredJson } from "./stored_json.ts";

/** A model that was used. */
export interface RegisteredModel {
  /** Its name. */
  readonly name: string;
  /** Checksum of its folder: what tells one training of a model from the next. */
  readonly checksum: string;
  /** Where it lay when it was registered. */
  readonly folder: string;
  /** When that was, UTC epoch milliseconds. */
  readonly registeredMs: number;
  /** Its card. */
  readonly card: unknown;
}

interface ModelRow {
  name: string;
  checksum: string;
  folder: string;
  registered_ms: number;
  card: string;
}

/** Which models there were, so that a forecast of last year can still be told by which it was made. */
export class ModelRegistry {
  #connection: DatabaseConnection;

  /** Works on a connection. */
  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  /** Writes a model down; gives whether one of this name and checksum was not there yet. */
  register({ name, checksum, folder, registeredMs, card }: RegisteredModel): boolean {
    return this.#connection.run(
      "INSERT INTO models VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
      ...[name, checksum, folder, registeredMs, writeStoredJson(card)],
    ) === 1;
  }

  /** All models, or those of a name, in the order in which they were registered. */
  list(name?: string): RegisteredModel[] {
    return this.#connection.all<ModelRow>(
      "SELECT * FROM models WHERE name = coalesce(?, name) ORDER BY registered_ms, name, checksum",
      name ?? null,
    ).map(({ registered_ms, card, ...row }) => ({
      ...{ name: row.name, checksum: row.checksum, folder: row.folder },
      registeredMs: registered_ms,
      card: readStoredJson(card),
    }));
  }
}
