import { isPoolCard, ModelError, type PoolCard } from "../../domain/mod.ts";
import { digestFiles, readModelFolder, writeModelFolder } from "../../storage/mod.ts";
import { parseModelFile } from "../../training/mod.ts";
import { disposeMember, type OpenMember, reopenMember } from "./open_member.ts";
import type { PoolFrame } from "./pool_frame.ts";
import type { PoolScores } from "./pool_scores.ts";

/** A member of a pool as it was found: a model, a baseline of the pool, or the reason why it is missing. */
export type FoundMember = OpenMember | { kind: "baseline" } | { reason: string };

/** A pool of models with its card, ready to forecast. */
export interface PoolModel {
  /** Tells it from other models. */
  kind: "pool";
  /** What was done and how good it is. */
  card: PoolCard;
  /** What is asked, and the baselines. */
  frame: PoolFrame;
  /** Scores of the members, from which any of them can be left out. */
  scores: PoolScores;
  /** The members in the order of the card. */
  members: FoundMember[];
  /** SHA-256 of the pool's own files but the card, hexadecimal. */
  filesSha256: string;
}

/** The pool's own files: what is asked, and what members scored. */
export function poolFiles(
  { frame, scores }: Pick<PoolModel, "frame" | "scores">,
): Map<string, Uint8Array> {
  return new Map([["frame.json", encode(frame)], ["scores.json", encode(scores)]]);
}

/**
 * Writes a pool as one folder, whole or not at all: `card.json`, `frame.json`, `scores.json` and their
 * checksums. Its members stay where they are.
 *
 * Throws EnvironmentError when the disk refuses.
 */
export async function savePool(pool: PoolModel, path: string): Promise<void> {
  await writeModelFolder(path, poolFiles(pool).set("card.json", encode(pool.card)));
}

/**
 * Reads the folder of a pool and loads its members; one that is gone is missing, no failure. The kernels
 * must have been started.
 *
 * Throws ModelError for a folder of a pool that is missing, foreign or damaged, with the reason.
 */
export async function loadPool(path: string): Promise<PoolModel> {
  const files = await readModelFolder(path);
  const read = <Value>(name: string): Value => parseModelFile(files, { name, path });
  const card = read<PoolCard>("card.json");
  if (!isPoolCard(card)) throw new ModelError(`Cannot load model "${path}": it is no pool.`, path);
  const own = { frame: read<PoolFrame>("frame.json"), scores: read<PoolScores>("scores.json") };
  const members: FoundMember[] = [];
  for (const note of card.members) {
    members.push(note.kind === "baseline" ? { kind: "baseline" } : await reopenMember(note, path));
  }
  return { kind: "pool", card, ...own, members, filesSha256: digestFiles(poolFiles(own)) };
}

/** Gives back the memory of the members. */
export function disposePool({ members }: PoolModel): void {
  for (const member of members) {
    if ("kind" in member && member.kind !== "baseline") disposeMember(member);
  }
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value) + "\n");
}
