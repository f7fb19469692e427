import { InputError, layeredVelocityModel, type VelocityModel } from "../../domain/mod.ts";
import { numberField, textLines } from "../text_lines.ts";

/**
 * Reads the layers of a hypoDD control file (hypoDD.inp): "number of layers, Vp/Vs" and then a line
 * of tops (km) and one of P velocities (km/s). Comments begin with "*".
 *
 * Throws InputError where there are no such lines, as with a model of straight rays.
 */
export function readHypoddVelocityModel(text: string, source: string): VelocityModel {
  const lines = textLines(text, source).filter(({ fields }) =>
    fields.length > 0 && !fields[0].startsWith("*")
  );
  for (let i = 0; i + 2 < lines.length; i++) {
    const count = Number(lines[i].fields[0]);
    const [head, tops, velocities] = lines.slice(i, i + 3);
    const isModel = head.fields.length === 2 && Number.isInteger(count) && count >= 1 &&
      Number(head.fields[1]) > 1.2 && tops.fields.length === count &&
      velocities.fields.length === count;
    if (!isModel) continue;
    const numbers = (line: typeof head, field: string) =>
      line.fields.map((_, at) => numberField(line, at, field));
    return layeredVelocityModel({
      name: source,
      topsKm: numbers(tops, "top of layer"),
      pKmPerSecond: numbers(velocities, "P velocity"),
      ratio: numberField(head, 1, "Vp/Vs"),
    });
  }
  throw new InputError("Cannot find layers in a control file of hypoDD", {
    source,
    expected: "lines of: number of layers and Vp/Vs; tops; P velocities",
  });
}
