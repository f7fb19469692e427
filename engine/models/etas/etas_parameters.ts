import { InputError } from "../../domain/mod.ts";

/**
 * The nine numbers of the space-time ETAS model with a tapered Omori law, as they are published:
 * λ(t, x) = μ + Σ k0 e^(aΔm) e^(−Δt/τ) / (Δt + c)^(1 + ω) / (r² + d e^(γΔm))^(1 + ρ), in days and
 * kilometres, Δm = m − mc.
 *
 * Source: Mizrahi, Nandan & Wiemer 2021, Seismol. Res. Lett. 92; SCIENCE.md 2.1.
 */
export interface EtasParameters {
  /** log10 of μ, background events a day and km². */
  log10Mu: number;
  /** log10 of k0. */
  log10K0: number;
  /** a, per magnitude. */
  a: number;
  /** log10 of c, days. */
  log10C: number;
  /** ω. */
  omega: number;
  /** log10 of τ, days; may be infinite where ω is above 0. */
  log10Tau: number;
  /** log10 of d, km². */
  log10D: number;
  /** γ, per magnitude. */
  gamma: number;
  /** ρ, above 0. */
  rho: number;
}

/** Names of the parameters as published files have them, in their usual order. */
export const ETAS_PARAMETER_NAMES: Readonly<Record<keyof EtasParameters, string>> = {
  log10Mu: "log10_mu",
  log10K0: "log10_k0",
  a: "a",
  log10C: "log10_c",
  omega: "omega",
  log10Tau: "log10_tau",
  log10D: "log10_d",
  gamma: "gamma",
  rho: "rho",
};

/** Parameters with what published files tell beside them. */
export interface PublishedEtas {
  /** The parameters. */
  parameters: EtasParameters;
  /** β of the magnitudes, per magnitude. */
  beta?: number;
  /** Area of the region they were fitted in, km². */
  areaKm2?: number;
  /** Smallest magnitude of the events they were fitted to. */
  mc?: number;
}

/**
 * Finds ETAS parameters in a JSON document: an object with log10_mu and so on, alone or under
 * "parameters" or "final_parameters", or under "datasets" and the name (or `file`) of a data set.
 *
 * Throws InputError where there are none, or one is out of range.
 */
export function readEtasParameters(
  document: unknown,
  { source, dataset }: { source: string; dataset: string },
): PublishedEtas {
  const record = findRecord(document, dataset);
  const numbers = [record?.final_parameters, record?.parameters, record]
    .find((it): it is JsonObject => isObject(it) && "log10_mu" in it);
  if (record === undefined || numbers === undefined) {
    throw new InputError(`Cannot find ETAS parameters for ${dataset}`, {
      source,
      expected: "log10_mu, log10_k0, a, log10_c, omega, log10_tau, log10_d, gamma and rho",
    });
  }
  const parameters = Object.fromEntries(
    Object.entries(ETAS_PARAMETER_NAMES).map(([key, field]) => {
      const value = numbers[field];
      if (typeof value === "number" && Number.isFinite(value)) return [key, value];
      throw new InputError("Cannot read an ETAS parameter", {
        source,
        field,
        value: String(value),
        expected: "a finite number",
      });
    }),
  ) as unknown as EtasParameters;
  checkEtasParameters(parameters, source);
  const numberAt = (...names: string[]) =>
    names.flatMap((name) => [numbers[name], record[name]]).find((value) =>
      typeof value === "number"
    ) as number | undefined;
  return {
    parameters,
    beta: numberAt("beta"),
    areaKm2: numberAt("area_km2", "area"),
    mc: numberAt("mc"),
  };
}

/** Parameters, or their errors, by their published names, as `readEtasParameters` takes them. */
export function writeEtasParameters<Value>(
  parameters: Readonly<Record<keyof EtasParameters, Value>>,
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(ETAS_PARAMETER_NAMES).map(([key, field]) => [
      field,
      parameters[key as keyof EtasParameters],
    ]),
  );
}

/** Throws InputError for parameters that make no intensity. */
export function checkEtasParameters(parameters: EtasParameters, source: string): void {
  const { rho, omega, log10Tau } = parameters;
  const fault = !(rho > 0)
    ? { field: "rho", value: String(rho), expected: "a number above 0" }
    : log10Tau === Infinity && !(omega > 0)
    ? { field: "omega", value: String(omega), expected: "a number above 0 where tau is infinite" }
    : undefined;
  if (fault !== undefined) throw new InputError("Cannot use ETAS parameters", { source, ...fault });
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function findRecord(document: unknown, dataset: string): JsonObject | undefined {
  if (!isObject(document)) return undefined;
  if (!isObject(document.datasets)) return document;
  const stem = (name: string) => name.replace(/\.(csv|gz|json)/g, "").replace(/_catalog$/, "");
  const entry = Object.entries(document.datasets).find(([name, record]) =>
    name === dataset || stem(name) === stem(dataset) ||
    (isObject(record) && typeof record.file === "string" && stem(record.file) === stem(dataset))
  );
  return isObject(entry?.[1]) ? entry[1] : undefined;
}
