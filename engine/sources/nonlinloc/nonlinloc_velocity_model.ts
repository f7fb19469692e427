import { InputError, layeredVelocityModel, type VelocityModel } from "../../domain/mod.ts";
import { numberField, textLines } from "../text_lines.ts";

/**
 * Reads the layers of a NonLinLoc control file: lines "LAYER top Vp gradient Vs gradient density
 * gradient" (km, km/s). A Vp/Vs of LOCMETH, where it is positive, overrides the S velocities.
 *
 * Throws InputError where there is no layer, or one whose velocity is not constant.
 */
export function readNonlinlocVelocityModel(text: string, source: string): VelocityModel {
  const lines = textLines(text, source);
  const layers = lines.filter(({ fields }) => fields[0] === "LAYER");
  if (layers.length === 0) {
    throw new InputError("Cannot find layers in a control file of NonLinLoc", {
      source,
      expected: "lines LAYER top Vp gradient Vs gradient density gradient",
    });
  }
  for (const line of layers) {
    for (const at of [3, 5]) {
      if (numberField(line, at, "gradient") === 0) continue;
      throw new InputError("Cannot use a layer with a gradient", {
        ...{ source, line: line.line, value: line.fields[at] },
        expected: "0",
      });
    }
  }
  const numbers = (at: number, field: string) => layers.map((line) => numberField(line, at, field));
  const method = lines.find(({ fields }) => fields[0] === "LOCMETH");
  const ratio = method === undefined ? -1 : numberField(method, 6, "Vp/Vs");
  return layeredVelocityModel({
    name: source,
    topsKm: numbers(1, "top of layer"),
    pKmPerSecond: numbers(2, "P velocity"),
    sKmPerSecond: numbers(4, "S velocity"),
    ...(ratio > 0 && { ratio }),
  });
}
