import { createHash } from "node:crypto";
import { openDatabase } from "../../../engine/storage/mod.ts";
import { serve } from "../../../server/mod.ts";
import { withFolder } from "../../engine/storage/storage_fixture.ts";

/** A server under test, with a database that may be changed. */
export interface GuardedServer {
  /** Its address. */
  url: string;
  /** Folder of its files: keys, audit.jsonl, quakecast.db. */
  folder: string;
  /** What it logged. */
  logged: string[];
  /** Sends a request, with a key where one is named. */
  ask(path: string, init?: RequestInit & { key?: string }): Promise<Response>;
  /** What the audit log holds. */
  audited(): Promise<Record<string, unknown>[]>;
}

/** A line of a file of keys. */
export function keyLine(key: string, rest: string): string {
  return `${createHash("sha256").update(key).digest("hex")} ${rest}\n`;
}

/** Runs `body` with a server on loopback; `keys` is the text of its file of keys. */
export function withGuardedServer(
  { keys, ...options }: Record<string, unknown> & { keys?: string },
  body: (server: GuardedServer) => Promise<void>,
): Promise<void> {
  return withFolder(async (folder) => {
    const database = `${folder}/quakecast.db`;
    openDatabase(database, { mode: "create" }).close();
    if (keys !== undefined) await Deno.writeTextFile(`${folder}/keys`, keys);
    const logged: string[] = [];
    const auditLog = `${folder}/audit.jsonl`;
    const given = {
      ...{ port: 0, models: folder, database, auditLog, writable: true },
      ...(keys === undefined ? {} : { apiKeysFile: `${folder}/keys` }),
      ...options,
    };
    const server = await serve(given, { log: (line) => void logged.push(line) });
    const ask = (path: string, { key, ...init }: RequestInit & { key?: string } = {}) => {
      const headers = new Headers(init.headers);
      if (key !== undefined) headers.set("authorization", `Bearer ${key}`);
      return fetch(server.url + path, { ...init, headers, redirect: "manual" });
    };
    const audited = async () =>
      (await Deno.readTextFile(auditLog)).trim().split("\n").filter((line) => line !== "")
        .map((line) => JSON.parse(line));
    try {
      await body({ url: server.url, folder, logged, ask, audited });
    } finally {
      await server.stop();
      await server.finished;
    }
  });
}

/** Sends JSON by POST. */
export function postJson(value: unknown): RequestInit {
  return {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(value),
  };
}

/** Sends QuakeML by POST. */
export function postQuakeml(body: string): RequestInit {
  return { method: "POST", headers: { "content-type": "application/xml" }, body };
}
