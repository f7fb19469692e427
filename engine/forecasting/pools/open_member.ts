import { isPoolCard, ModelError, type PoolMemberNote } from "../../domain/mod.ts";
import { digestFiles } from "../../storage/mod.ts";
import { loadTrainedModel, readModelCard, type TrainedModel } from "../../training/mod.ts";
import {
  isPointModelFolder,
  loadPointModel,
  type PointModel,
} from "../point_processes/point_model.ts";

/** A model of a folder that can be a member of a pool. */
export type OpenMember =
  & { name: string; path: string; sha256: string; source: string }
  & (
    | { kind: "network"; model: TrainedModel }
    | { kind: "point-process"; model: PointModel }
  );

/**
 * Loads what may become a member: a network that forecasts, or a point process.
 *
 * Throws ModelError for what is missing, damaged, or something else.
 */
export async function openMember(path: string): Promise<OpenMember> {
  if (isPoolCard(await readModelCard(path))) {
    throw new ModelError(`Cannot pool "${path}": it is a pool itself; name its members.`, path);
  }
  if (await isPointModelFolder(path)) {
    const model = await loadPointModel(path);
    const { card: { name, process: source }, filesSha256: sha256 } = model;
    return { kind: "point-process", name, path, sha256, source, model };
  }
  const model = await loadTrainedModel(path);
  const { card: { name }, configuration: { model: source } } = model;
  const sha256 = digestNetwork(model);
  return { kind: "network", name, path, sha256, source, model };
}

/** Two networks can have the same weights, such as those of the start, and answer something else. */
function digestNetwork(
  { network, preparation, configuration, baselines, startFrom }: TrainedModel,
) {
  const fitted = JSON.stringify({ preparation, configuration, baselines, startFrom });
  return digestFiles(
    new Map([
      ["weights", network.artifacts.weights],
      ["fitted", new TextEncoder().encode(fitted)],
    ]),
  );
}

/**
 * Loads a member of a pool that is there already; a reason why it cannot be heard where it is gone or is
 * not the model that earned the weight.
 */
export async function reopenMember(
  { path = "", sha256 }: PoolMemberNote,
  folder: string,
): Promise<OpenMember | { reason: string }> {
  const place = /^([/\\]|[A-Za-z]:)/.test(path) ? path : `${folder}/${path}`;
  try {
    const member = await openMember(place);
    if (member.sha256 === sha256) return member;
    disposeMember(member);
    return { reason: "its folder holds another model than the one that earned the weight" };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { reason: error.message };
  }
}

/** Gives back the memory of a network. */
export function disposeMember(member: OpenMember): void {
  if (member.kind === "network") member.model.network.dispose();
}
