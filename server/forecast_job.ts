import type { BackendReport } from "../engine/forecasting/mod.ts";
import type { Problem } from "./problem.ts";

/** What a worker is asked for with waveforms, picks or an event. */
export type WaveformJobKind = "pick" | "pickExplanation" | "location" | "magnitude" | "impact";

/** What a worker is asked for with a catalogue. */
export type CatalogueJobKind = "forecast" | "evaluation" | "explanation";

/** What a worker is asked for. */
export type JobKind = CatalogueJobKind | WaveformJobKind;

/** A request as it came; the worker does all the reading, so that the server stays free. */
export interface ForecastJob<Kind extends JobKind = JobKind> {
  /** What is asked for. */
  kind: Kind;
  /** The body as it was sent. */
  body: Uint8Array<ArrayBuffer>;
  /** Media type of the body, with its parameters. */
  contentType: string;
  /** Options of the query string. */
  query: Record<string, string>;
  /** Events after it cannot be real, UTC epoch milliseconds. */
  latestTimeMs: number;
}

/** What a worker needs for its start. */
export interface WorkerSettings {
  /** Folder whose folders are the models. */
  modelsFolder: string;
  /** Most bytes of a body once unpacked. */
  unpackedLimitBytes: number;
  /** Most samples of the waveforms of a request. */
  sampleLimit: number;
}

/** A document, or why there is none. */
export type JobResult = { json: string } | { problem: Problem; internal?: string };

/** What the server tells a worker. */
export type ToWorker =
  | { kind: "start"; settings: WorkerSettings }
  | { kind: "job"; id: number; job: ForecastJob };

/** What a worker tells the server. */
export type FromWorker =
  | { kind: "ready"; backend: BackendReport }
  | { kind: "unfit"; reason: string }
  | { kind: "result"; id: number; result: JobResult };
