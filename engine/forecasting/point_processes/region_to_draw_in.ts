import { ConfigurationError, type PointProcessSetting, type Polygon } from "../../domain/mod.ts";

/** The region in which places are drawn. Throws ConfigurationError where places are in a plane. */
export function regionToDrawIn({ region }: Pick<PointProcessSetting, "region">): Polygon {
  if (region !== null) return region;
  throw new ConfigurationError(
    "Cannot simulate places: the model was fitted in a plane, without degrees.",
    "model",
  );
}
