import {
  checkVelocityModel,
  InputError,
  layeredVelocityModel,
  type VelocityModel,
} from "../domain/mod.ts";
import { readHypoddVelocityModel } from "./hypodd/hypodd_velocity_model.ts";
import { readJsonVelocityModel } from "./json/json_velocity_model.ts";
import { isJson } from "./json/parse_json.ts";
import { readNonlinlocVelocityModel } from "./nonlinloc/nonlinloc_velocity_model.ts";
import { numberField, textLines } from "./text_lines.ts";
import { readTextTable, type TextTable } from "./text_table.ts";

/** Names a column may have, in small letters without what is no letter. */
const COLUMNS = {
  top: ["top", "topkm", "depth", "depthkm", "z"],
  p: ["p", "vp", "pkmpersecond", "vpkms", "pkms"],
  s: ["s", "vs", "skmpersecond", "vskms", "skms"],
  ratio: ["ratio", "vpvs", "vpvsratio"],
} as const;

/**
 * Reads a velocity model, whatever the format: a table of layers (columns top, vp and vs or ratio;
 * km, km/s; each layer of constant velocity), the same as JSON, a control file of hypoDD or NonLinLoc, or a profile of
 * the whole Earth (.tvel, .nd: depth, P, S; a sphere, linear between depths, used down to the core).
 * The content tells, not the name.
 *
 * Throws InputError for anything else, with the line that makes no sense.
 */
export function readVelocityModel(bytes: Uint8Array, source: string): VelocityModel {
  if (isJson(bytes)) return readJsonVelocityModel(bytes, source);
  const text = new TextDecoder().decode(bytes);
  if (/^LAYER\s/m.test(text)) return readNonlinlocVelocityModel(text, source);
  if (/^hypoDD/i.test(text) || /^\*/m.test(text)) return readHypoddVelocityModel(text, source);
  const words = text.split(/\r?\n/).find((line) => line.trim() !== "") ?? "";
  if (/\b(top|depth|z)/i.test(words) && /[,;|\t]/.test(words)) {
    return readLayerTable(readTextTable(bytes, source), source);
  }
  return readProfile(text, source);
}

function readLayerTable(table: TextTable, source: string): VelocityModel {
  const names = table.names.map((name) => name.toLowerCase().replaceAll(/[^a-z]/g, ""));
  const find = (column: keyof typeof COLUMNS) =>
    names.findIndex((name) => (COLUMNS[column] as readonly string[]).includes(name));
  const [top, p, s, ratio] = [find("top"), find("p"), find("s"), find("ratio")];
  if (top < 0 || p < 0 || (s < 0 && ratio < 0)) {
    throw new InputError(`Cannot find velocities in ${source}`, {
      ...{ line: table.headerLine, value: table.names.join(", ") },
      expected: "columns top, vp and vs or ratio",
    });
  }
  const numbers = (column: number) =>
    table.rows.map(({ line, values }) => {
      const value = values[column] === "" ? NaN : Number(values[column]);
      if (Number.isFinite(value)) return value;
      throw new InputError("Cannot read a number", {
        ...{ source, line, field: table.names[column], value: values[column] },
        expected: "a number",
      });
    });
  const [topsKm, pKmPerSecond] = [numbers(top), numbers(p)];
  const sKmPerSecond = s >= 0
    ? numbers(s)
    : numbers(ratio).map((value, i) => pKmPerSecond[i] / value);
  return layeredVelocityModel({ name: source, topsKm, pKmPerSecond, sKmPerSecond });
}

/** Lines of depth, P and S; names of layers such as "mantle" and the two head lines are passed over. */
function readProfile(text: string, source: string): VelocityModel {
  const lines = textLines(text, source).filter(({ fields }) =>
    fields.length >= 3 && fields.slice(0, 3).every((value) => Number.isFinite(Number(value)))
  );
  const nodes: VelocityModel["nodes"][number][] = [];
  for (const line of lines) {
    const sKmPerSecond = numberField(line, 2, "S velocity");
    if (sKmPerSecond === 0 && nodes.length > 0) break; // the core
    nodes.push({
      depthKm: numberField(line, 0, "depth"),
      pKmPerSecond: numberField(line, 1, "P velocity"),
      sKmPerSecond,
    });
  }
  if (nodes.length < 2) {
    throw new InputError(`Cannot find velocities in ${source}`, {
      expected: "a table of layers, a control file of hypoDD or NonLinLoc, or lines of depth, P, S",
    });
  }
  const model: VelocityModel = { name: source, earth: "spherical", nodes };
  checkVelocityModel(model);
  return model;
}
