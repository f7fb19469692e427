import {
  InputError,
  type InputLocation,
  layeredVelocityModel,
  type VelocityModel,
} from "../../domain/mod.ts";
import { JsonRecord } from "./json_record.ts";
import { parseJson } from "./parse_json.ts";

/**
 * Reads layers of constant velocity given as an object of JSON with `topsKm`, `pKmPerSecond` and
 * `sKmPerSecond` or `ratio`, and where they are known `name` and `mohoKm`.
 *
 * Throws InputError where a value is missing or wrong, with its place.
 */
export function readJsonVelocityModel(bytes: Uint8Array, source: string): VelocityModel {
  const record = new JsonRecord(parseJson(bytes, source), { source });
  const numbers = (name: string) => {
    if (!record.has(name)) throw record.refuse(name, "a list of numbers");
    return record.list(name, readNumber);
  };
  return layeredVelocityModel({
    name: record.text("name", source),
    topsKm: numbers("topsKm"),
    pKmPerSecond: numbers("pKmPerSecond"),
    ...(record.has("ratio")
      ? { ratio: record.number("ratio", { least: 1.2, most: 5 }) }
      : { sKmPerSecond: numbers("sKmPerSecond") }),
    ...(record.has("mohoKm") && { mohoKm: record.number("mohoKm") }),
  });
}

function readNumber(value: unknown, where: InputLocation): number {
  if (typeof value === "number") return value;
  const shown = JSON.stringify(value);
  throw new InputError("Cannot read a value", { ...where, value: shown, expected: "a number" });
}
