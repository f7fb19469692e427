import {
  InputError,
  ModelError,
  POINT_MODEL_NAMES,
  type PointCalibration,
  type PointProcessCard,
} from "../../domain/mod.ts";
import { digestFiles, readModelFolder, writeModelFolder } from "../../storage/mod.ts";
import { POINT_PROCESSES } from "../benchmark/list_of_point_processes.ts";
import type { PointProcessName } from "../benchmark/list_of_point_processes.ts";
import type { FittedPointProcess } from "./point_process_model.ts";

/** A point process with its card, ready to forecast. */
export interface PointModel {
  /** What was done and how good it is. */
  card: PointProcessCard;
  /** The process. */
  process: FittedPointProcess;
  /** SHA-256 of the process' files, hexadecimal. */
  filesSha256: string;
  /** Calibration of its numbers; none where it was trained without, or before such were kept. */
  calibration?: PointCalibration;
}

const CARD_FILE = "card.json";
const CALIBRATION_FILE = "calibration.json";

/** Puts a point process, its card and perhaps its calibration together. */
export function pointModelOf(
  card: PointProcessCard,
  process: FittedPointProcess,
  calibration?: PointCalibration,
): PointModel {
  const model = { card, process, filesSha256: digestFiles(process.files()) };
  return calibration === undefined ? model : { ...model, calibration };
}

/**
 * Writes a point process as one folder, whole or not at all: the process' own files, `card.json`,
 * `calibration.json` where there is one, and the checksums of all.
 *
 * Throws EnvironmentError when the disk refuses.
 */
export async function savePointModel(model: PointModel, path: string): Promise<void> {
  const encode = (value: unknown) =>
    new TextEncoder().encode(JSON.stringify(value, null, 2) + "\n");
  const files = model.process.files().set(CARD_FILE, encode(model.card));
  if (model.calibration !== undefined) files.set(CALIBRATION_FILE, encode(model.calibration));
  await writeModelFolder(path, files);
}

/**
 * Reads the folder of a point process.
 *
 * Throws ModelError for a missing, foreign or damaged folder, with the reason.
 */
export async function loadPointModel(path: string): Promise<PointModel> {
  const files = await readModelFolder(path);
  const card = readCard(files, path);
  const model = POINT_PROCESSES[card.process as PointProcessName]?.model;
  if (model === undefined) {
    throw new ModelError(
      `Cannot load model "${path}": it is of process "${card.process}"; known are ` +
        `${POINT_MODEL_NAMES.join(", ")}.`,
      path,
    );
  }
  const kept = files.get(CALIBRATION_FILE);
  files.delete(CARD_FILE);
  files.delete(CALIBRATION_FILE);
  try {
    const calibration = kept && JSON.parse(new TextDecoder().decode(kept));
    const process = model.open(files, card.setting);
    return {
      ...{ card, process, filesSha256: digestFiles(files) },
      ...(calibration === undefined ? {} : { calibration }),
    };
  } catch (cause) {
    if (!(cause instanceof InputError || cause instanceof SyntaxError)) throw cause;
    throw new ModelError(`Cannot load model "${path}": ${cause.message}`, path, { cause });
  }
}

/** Whether the card of a model's folder is that of a point process. Throws ModelError as above. */
export async function isPointModelFolder(path: string): Promise<boolean> {
  const bytes = (await readModelFolder(path)).get(CARD_FILE);
  if (bytes === undefined) throw new ModelError(`Cannot load model "${path}": no card`, path);
  return parseCard(bytes, path).kind === "point-process";
}

function readCard(files: ReadonlyMap<string, Uint8Array>, path: string): PointProcessCard {
  const bytes = files.get(CARD_FILE);
  const card = bytes === undefined ? {} : parseCard(bytes, path);
  if (card.kind === "point-process") return card as unknown as PointProcessCard;
  throw new ModelError(`Cannot load model "${path}": it is no point process.`, path);
}

function parseCard(bytes: Uint8Array, path: string): Record<string, unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new ModelError(`Cannot load model "${path}": ${CARD_FILE} is not JSON.`, path, { cause });
  }
}
